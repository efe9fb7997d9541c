package org.skytrawl.server.question;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.PlainText;
import org.skytrawl.server.http.ApiException;

/**
 * Files that were sent for questions: MOCs, probability maps, images, target lists. Kept by the SHA-256 of their content, which is
 * their only name here; the user's name of a file is never part of a path. Thread-safe.
 */
public final class Uploads {
    /** What a parameter that names one begins with. */
    public static final String PREFIX = "upload:";

    private static final int ID_CHARS = 64;
    private static final int MOST_NAME = 100;
    private static final int BUFFER = 1 << 16;

    private final @Nullable Path folder;
    private final Limits limits;

    /**
     * @param mostBytes of one file
     * @param mostBytesInAll of all files; the ones that were used least recently are deleted first
     * @param kept how long a file is kept after it was last used
     * @param longest time for one file to come
     */
    public record Limits(long mostBytes, long mostBytesInAll, Duration kept, Duration longest) {
        public static final Limits DEFAULTS =
                new Limits(64L << 20, 2L << 30, Duration.ofDays(30), Duration.ofMinutes(5));
    }

    /**
     * A file that was sent.
     *
     * @param wasThere whether the same content had been sent before, so that questions may name it
     */
    public record Upload(String id, String name, Path file, boolean wasThere) {
        /** As questions name it. */
        public String parameter() {
            return PREFIX + id;
        }
    }

    private Uploads(@Nullable Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** In a folder, which is created when the first file comes. */
    public static Uploads in(Path folder, Limits limits) {
        return new Uploads(folder, limits);
    }

    /** Has no files and takes none. */
    public static Uploads none() {
        return new Uploads(null, Limits.DEFAULTS);
    }

    public Limits limits() {
        return limits;
    }

    /**
     * Takes a file.
     *
     * @param name the user's name of it, for messages and for the command line
     * @throws ApiException 413 if it is longer than the limit, 408 if it takes too long, 400 if it is empty, 503 if it cannot be
     *     written
     * @throws IOException if it does not come whole
     */
    public Upload take(InputStream in, String name) throws IOException {
        Path parent = folder;
        if (parent == null) {
            throw new ApiException(404, "not_found", "files cannot be sent here");
        }
        Path part;
        try {
            Files.createDirectories(parent);
            prune();
            part = Files.createTempFile(parent, "part-", ".tmp");
        } catch (IOException e) {
            throw ApiException.notStored("the file", e);
        }
        try {
            return named(copy(in, part), part, parent, plainName(name));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Upload named(String id, Path part, Path parent, String name) {
        try {
            Path file = parent.resolve(id);
            boolean wasThere = Files.exists(file);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.writePrivate(nameFile(file), out -> out.write(name.getBytes(StandardCharsets.UTF_8)));
            return new Upload(id, name, file, wasThere);
        } catch (IOException e) {
            throw ApiException.notStored("the file", e);
        }
    }

    private String copy(InputStream in, Path part) throws IOException {
        MessageDigest sum = sha256();
        long end = System.nanoTime() + limits.longest.toNanos();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = new Stored(Files.newOutputStream(part))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                if (size > limits.mostBytes) {
                    throw tooLarge();
                }
                if (System.nanoTime() - end > 0) {
                    throw new ApiException(
                            408, "too_slow", "the file did not come within " + limits.longest.toSeconds() + " s");
                }
                sum.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
        if (size == 0) {
            throw new ApiException(400, "wrong_parameter", "the file is empty");
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    /** Tells what this disk does not take from what the client does not send. */
    private static final class Stored extends FilterOutputStream {
        Stored(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw ApiException.notStored("the file", e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw ApiException.notStored("the file", e);
            }
        }
    }

    /** The error for a file over the limit. */
    public ApiException tooLarge() {
        return new ApiException(413, "too_large", "a file has at most " + (limits.mostBytes >> 20) + " MiB");
    }

    /**
     * The file that a parameter names; its age counts from now.
     *
     * @param parameter {@code upload:ID}
     * @param field the name of the parameter
     * @throws ApiException 404 if there is no such file, or no longer
     */
    public Upload get(String parameter, String field) {
        String id = parameter.substring(PREFIX.length());
        boolean isId =
                id.length() == ID_CHARS && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        Path file = folder == null || !isId ? null : folder.resolve(id);
        if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ApiException(
                    404, "unknown_file", "there is no file " + PlainText.of(parameter, 80) + "; send it again", field);
        }
        String name = field;
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            name = Files.readString(nameFile(file));
        } catch (IOException e) {
            // only the name is lost
        }
        return new Upload(id, name, file, true);
    }

    /** Deletes a file. */
    public void delete(Upload upload) throws IOException {
        Files.deleteIfExists(upload.file());
        Files.deleteIfExists(nameFile(upload.file()));
    }

    /** Deletes files that were not used for long, parts of files that never ended, and the oldest if all are too large. */
    public void prune() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        record Aged(Path file, Instant used, long bytes) {}
        List<Aged> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (file.toString().endsWith(".name")) {
                    continue;
                }
                try {
                    Instant used = Files.getLastModifiedTime(file).toInstant();
                    Duration age = file.toString().endsWith(".tmp") ? limits.longest.multipliedBy(2) : limits.kept;
                    if (used.isBefore(Instant.now().minus(age))) {
                        remove(file);
                    } else {
                        files.add(new Aged(file, used, Files.size(file)));
                    }
                } catch (NoSuchFileException e) {
                    // another file has come, or gone, meanwhile
                }
            }
        }
        files.sort(Comparator.comparing(Aged::used));
        long bytes = files.stream().mapToLong(Aged::bytes).sum();
        for (Aged oldest : files) {
            if (bytes <= limits.mostBytesInAll) {
                return;
            }
            remove(oldest.file);
            bytes -= oldest.bytes;
        }
    }

    private static void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(nameFile(file));
    }

    private static Path nameFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".name");
    }

    /** Without folders, for display and for the command line. */
    private static String plainName(String name) {
        String plain = PlainText.of(name).strip();
        String last = plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
        String shown = last.length() <= MOST_NAME ? last : last.substring(last.length() - MOST_NAME);
        return shown.isBlank() ? "file" : shown;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java platform has SHA-256", e);
        }
    }
}
