package org.skytrawl.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;
import org.skytrawl.provenance.JsonLine;
import org.skytrawl.provenance.LineReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The folder's list of file outcomes: one JSON object a line, appended when the outcome is known. Of several lines for
 * one file the last counts. It locks the folder while it is open. Not thread-safe.
 */
final class Manifest implements Closeable {
    static final String NAME = "manifest.jsonl";

    /** The longest line read. Lines written here are much shorter. */
    private static final int MOST_BYTES = 4 << 20;

    private final FileChannel channel;
    private final Map<String, FileReport.Stored> known = new HashMap<>();

    private Manifest(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws FolderException if the manifest cannot be read or written, or another run has locked it */
    static Manifest open(Path folder) {
        Path file = folder.resolve(NAME);
        FileChannel channel = null;
        Manifest opened = null;
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                // writing would follow a link, and block on a pipe
                throw new IOException("it is there, but is no regular file");
            }
            channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (channel.tryLock() == null) {
                throw busy(folder);
            }
            Manifest manifest = new Manifest(channel);
            manifest.read(file);
            channel.position(channel.size());
            opened = manifest;
            return manifest;
        } catch (OverlappingFileLockException e) {
            throw busy(folder);
        } catch (IOException e) {
            throw new FolderException("cannot write " + file, e);
        } finally {
            if (opened == null && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    /** The complete file from a URL in any spelling, or null. */
    FileReport.@Nullable Stored known(String url) {
        return known.get(Target.keyOf(url));
    }

    /** Appends a whole line or nothing. */
    void add(FileReport report) {
        long start = -1;
        try {
            start = channel.position();
            ByteBuffer line = ByteBuffer.wrap((json(report) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            cutBack(start);
            throw new FolderException("cannot write " + NAME, e);
        }
        if (report.url() != null && report.result() instanceof FileReport.Stored stored) {
            remember(report.url(), stored.file(), stored.bytes(), stored.sha256(), stored.contentType());
        }
    }

    private void remember(String url, String file, long bytes, String sha256, @Nullable String contentType) {
        known.put(
                Target.keyOf(url),
                new FileReport.Stored(FileOutcome.PRESENT, file, bytes, sha256, contentType, List.of()));
    }

    /** Removes the beginning of a line that did not fit on the disk: it would damage the next line. */
    private void cutBack(long start) {
        try {
            if (start >= 0) {
                channel.truncate(start);
            }
        } catch (IOException ignored) {
            // the next run cuts it off
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /** Reads from the locked channel: opening the file again and closing it would release the lock (POSIX). */
    private void read(Path file) {
        try {
            channel.position(0);
            LineReader lines = new LineReader(Channels.newInputStream(channel), MOST_BYTES);
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (lines.isTorn()) {
                    // the rest of the last line of a killed run
                    channel.truncate(lines.start());
                } else {
                    take(new String(line, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new FolderException("cannot read " + file, e);
        }
    }

    private void take(String line) {
        JsonNode entry;
        try {
            entry = JsonLine.read(line);
        } catch (JacksonException e) {
            // a damaged line: its file is fetched again
            return;
        }
        String outcome = text(entry, "outcome");
        String url = text(entry, "url");
        String file = text(entry, "file");
        String sha256 = text(entry, "sha256");
        JsonNode bytes = entry.path("bytes");
        boolean there = FileOutcome.DOWNLOADED.word().equals(outcome)
                || FileOutcome.PRESENT.word().equals(outcome);
        boolean counted = bytes.isIntegralNumber() && bytes.canConvertToLong();
        if (there && counted && url != null && file != null && sha256 != null && SafeName.isSafe(file)) {
            remember(url, file, bytes.asLong(), sha256, text(entry, "content_type"));
        }
    }

    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || !value.isString() ? null : value.asString();
    }

    static String json(FileReport report) {
        FileReport.Missing missing = report.missing();
        FileReport.Stored stored = report.stored();
        return JsonObject.of(
                        "obs_publisher_did", report.publisherDid(),
                        "access_url", report.accessUrl(),
                        "url", report.url(),
                        "outcome", report.outcome().word(),
                        "code", missing == null ? null : missing.code(),
                        "reason", missing == null ? null : missing.reason(),
                        "http_status", missing == null ? null : missing.httpStatus(),
                        "file", stored == null ? null : stored.file(),
                        "bytes", stored == null ? null : stored.bytes(),
                        "sha256", stored == null ? null : stored.sha256(),
                        "content_type", stored == null ? null : stored.contentType(),
                        "notes", stored == null ? null : JsonObject.unlessEmpty(stored.notes()),
                        "started", report.started(),
                        "seconds", report.seconds())
                .toString();
    }

    private static FolderException busy(Path folder) {
        return new FolderException(
                "cannot download into " + folder, new IOException("another download works in it just now"));
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // all lines are written
            assert !channel.isOpen();
        }
    }
}
