package org.skytrawl.registry.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
}
