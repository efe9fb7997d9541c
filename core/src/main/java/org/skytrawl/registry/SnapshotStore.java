package org.skytrawl.registry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.CanonicalUrl;

/**
 * Registry snapshots on disk, one file for each registry. A file is replaced at once by a whole new one, so that several
 * programs may use a directory at the same time; the last to write wins. Thread-safe.
 *
 * @param directory where the files are; made when the first one is written
 */
public record SnapshotStore(Path directory) {
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

    /** The file of a registry; URLs that mean the same share one. */
    Path file(String url) {
        String canonical = CanonicalUrl.of(url);
        String key = canonical == null ? url : canonical;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return directory.resolve("registry-" + HexFormat.of().formatHex(hash, 0, 8) + ".jsonl.gz");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** When the snapshot of a registry was fetched, or null if there is none of a version that can be read. */
    @Nullable
    Instant fetched(String url) {
        try (InputStream in = Files.newInputStream(file(url))) {
            SnapshotJson.Header header = SnapshotJson.header(in);
            return header.version() == SnapshotJson.VERSION ? header.fetched() : null;
        } catch (IOException e) {
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
            return new Loaded(null, List.of(setAside(file)));
        }
    }

    private static String setAside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return "the registry snapshot on disk could not be read and was set aside as " + aside;
        } catch (IOException e) {
            return "the registry snapshot on disk could not be read, nor set aside: " + file;
        }
    }

    /**
     * Writes a snapshot in place of an earlier one.
     *
     * @throws IOException if it cannot be written; an earlier one is then still there
     */
    void save(RegistrySnapshot snapshot) throws IOException {
        Files.createDirectories(directory);
        Path whole = file(snapshot.source());
        Path part = Files.createTempFile(directory, "registry-", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                SnapshotJson.write(snapshot, out);
            }
            move(part, whole);
        } finally {
            Files.deleteIfExists(part);
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
