package org.skytrawl.registry.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.model.CanonicalUrl;

/** The folder of registry snapshots and of the state of registries; created with the first file. Thread-safe. */
public record CacheFolder(Path directory) {
    /** In the user's cache directory: {@code XDG_CACHE_HOME}, else the usual one of the system. */
    public static CacheFolder ofUser() {
        return new CacheFolder(
                directory(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", ".")));
    }

    public static Path directory(Map<String, String> environment, String operatingSystem, String home) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // the XDG specification says to ignore relative paths
        if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "skytrawl");
        }
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")
                ? Path.of(home, "Library", "Caches", "skytrawl")
                : Path.of(home, ".cache", "skytrawl");
    }

    /**
     * Identifies a registry: the canonical URL, where there is one. {@code /tap} and {@code /tap/} are one registry, since
     * requests go to {@code /tap/sync} either way.
     */
    public static String key(String url) {
        String canonical = CanonicalUrl.of(url);
        String key = canonical == null ? url : canonical;
        boolean slash = key.endsWith("/") && key.indexOf('?') < 0 && key.indexOf('#') < 0;
        return slash ? key.substring(0, key.length() - 1) : key;
    }

    public Path file(String url, String ending) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key(url).getBytes(StandardCharsets.UTF_8));
            return directory.resolve("registry-" + HexFormat.of().formatHex(hash, 0, 8) + ending);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    public Path mirrorsFile() {
        return directory.resolve("mirrors.json");
    }

    /** A note for people. It names no file: several that cannot be written give one note. */
    public String unwritable(IOException e) {
        return "the cache folder " + directory + " cannot be written (" + why(e) + "): nothing is cached";
    }

    private String why(IOException e) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            return "it is not a folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException it && it.getReason() != null ? it.getReason() : FileTrouble.of(e);
    }

    /** Renames an unreadable file, and says so. */
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
