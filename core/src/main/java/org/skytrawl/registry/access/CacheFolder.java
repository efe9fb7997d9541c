package org.skytrawl.registry.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.skytrawl.model.CanonicalUrl;

/**
 * The folder for what is known of registries: snapshots and mirrors. Several programs may use it at the same time: a whole new
 * file takes the place of an old one. Thread-safe.
 *
 * @param directory the folder; made when the first file is written
 */
public record CacheFolder(Path directory) {
    private static final String PART = ".part";
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(10);

    /** The folder of Skytrawl in the user's cache directory: {@code XDG_CACHE_HOME}, else the system's usual place. */
    public static CacheFolder ofUser() {
        return new CacheFolder(
                directory(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", ".")));
    }

    public static Path directory(Map<String, String> environment, String operatingSystem, String home) {
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
    public static String key(String url) {
        String canonical = CanonicalUrl.of(url);
        return canonical == null ? url : canonical;
    }

    /** The file of a registry with this ending. */
    public Path file(String url, String ending) {
        return directory.resolve(name(url) + ending);
    }

    /** What is known of registries themselves. */
    public Path mirrorsFile() {
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

    /** Renames what cannot be read, and says so. */
    public static String setAside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return file + " could not be read and was set aside as " + aside;
        } catch (IOException e) {
            return file + " could not be read, nor set aside";
        }
    }

    /** What fills a file. */
    @FunctionalInterface
    public interface Filling {
        void write(Path part) throws IOException;
    }

    /** Puts a whole new file in the place of an old one. */
    public void replace(Path whole, Filling filling) throws IOException {
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
    public void removeAbandoned() throws IOException {
        Files.createDirectories(directory);
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
