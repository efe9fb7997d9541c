package org.skytrawl.registry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;

/**
 * Registry snapshots on disk, a file for each registry, and beside it one of the rows that its next update needs
 * ({@code docs/snapshot.md}). A file is replaced at once by a whole new one, so that several programs may use a directory at
 * the same time; who fetches holds the registry's {@link #lockFile}, who only reads needs no lock. Thread-safe.
 *
 * @param directory where the files are; made when the first one is written
 */
public record SnapshotStore(Path directory) {
    private static final String PART = ".part";
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

    /**
     * What there is of a registry.
     *
     * @param snapshot the snapshot, or null if there is none that can be read
     * @param notes what was wrong with the one that is there
     */
    record Loaded(@Nullable RegistrySnapshot snapshot, List<String> notes) {}

    /** The store in the user's cache directory: {@code XDG_CACHE_HOME}, else the system's usual place. */
    public static SnapshotStore ofUser() {
        return new SnapshotStore(
                directory(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", ".")));
    }

    static Path directory(Map<String, String> environment, String operatingSystem, String home) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // the XDG specification wants relative paths ignored
        if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "skytrawl");
        }
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")
                ? Path.of(home, "Library", "Caches", "skytrawl")
                : Path.of(home, ".cache", "skytrawl");
    }

    /** What stands for a registry: URLs that mean the same are one. */
    static String key(String url) {
        String canonical = CanonicalUrl.of(url);
        return canonical == null ? url : canonical;
    }

    /** The file of a registry. */
    Path file(String url) {
        return directory.resolve(name(url) + ".jsonl.gz");
    }

    /** The file of the rows of which that snapshot was made. */
    Path rowsFile(String url) {
        return directory.resolve(name(url) + ".rows.jsonl.gz");
    }

    /** Who fetches a registry's snapshot holds this one. */
    Path lockFile(String url) {
        return directory.resolve(name(url) + ".lock");
    }

    /** What is known of registries themselves. */
    Path mirrorsFile() {
        return directory.resolve("mirrors.json");
    }

    private static String name(String url) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key(url).getBytes(StandardCharsets.UTF_8));
            return "registry-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** The first line of a registry's snapshot, or null if there is none that this program understands. */
    @Nullable
    SnapshotHeader header(String url) {
        try (InputStream in = Files.newInputStream(file(url))) {
            SnapshotHeader header = SnapshotJson.header(in);
            return header.isReadable() ? header : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The rows that belong to a registry's snapshot, or null if there are none that can be read. */
    @Nullable
    RegistryContents contents(String url) {
        SnapshotHeader header = header(url);
        if (header == null || header.isOld()) {
            return null;
        }
        try (InputStream in = Files.newInputStream(rowsFile(url))) {
            return ContentsJson.read(header.stamp(), in);
        } catch (IOException e) {
            // they only save time; the update then says that it fetched all
            return null;
        }
    }

    /** Loads the snapshot of a registry. A damaged file is set aside under another name, and noted. */
    Loaded load(String url) {
        Path file = file(url);
        try (InputStream in = Files.newInputStream(file)) {
            return new Loaded(SnapshotJson.read(in), List.of());
        } catch (NoSuchFileException e) {
            return new Loaded(null, List.of());
        } catch (SnapshotJson.OtherVersion e) {
            return new Loaded(null, List.of("the registry snapshot on disk is of another version of this program"));
        } catch (IOException e) {
            return new Loaded(null, List.of("the registry snapshot on disk: " + setAside(file)));
        }
    }

    /** Renames what cannot be read, and says so. */
    static String setAside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return file + " could not be read and was set aside as " + aside;
        } catch (IOException e) {
            return file + " could not be read, nor set aside";
        }
    }

    /**
     * Writes a snapshot in place of an earlier one, the rows first: if the program dies between the two, the earlier snapshot
     * is still there, and rows that no snapshot's stamp fits are not used.
     *
     * @param contents the rows of which it was made, or null if there is no use in keeping them
     * @throws IOException if it cannot be written; an earlier one is then still there
     */
    void save(RegistrySnapshot snapshot, @Nullable RegistryContents contents) throws IOException {
        Files.createDirectories(directory);
        removeAbandoned();
        String stamp = UUID.randomUUID().toString();
        if (contents == null) {
            Files.deleteIfExists(rowsFile(snapshot.source()));
        } else {
            replace(rowsFile(snapshot.source()), part -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                    ContentsJson.write(contents, stamp, out);
                }
            });
        }
        Instant full = contents == null ? snapshot.fetched() : contents.fullFetched();
        replace(file(snapshot.source()), part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                SnapshotJson.write(snapshot, stamp, full, out);
            }
        });
    }

    /** What fills a file. */
    @FunctionalInterface
    interface Filling {
        void write(Path part) throws IOException;
    }

    /** Puts a whole new file in the place of an old one. */
    void replace(Path whole, Filling filling) throws IOException {
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "skytrawl-", PART);
        try {
            filling.write(part);
            // before the name: else a power cut can leave the name without the content
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(part, whole);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** What programs have left that died while they wrote: nobody writes for so long. */
    private void removeAbandoned() throws IOException {
        Instant before = Instant.now().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "*" + PART)) {
            for (Path part : parts) {
                // one that another program removes meanwhile counts as old: it is gone
                if (part.toFile().lastModified() < before.toEpochMilli()) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void move(Path part, Path whole) throws IOException {
        try {
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
