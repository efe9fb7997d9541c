package org.skytrawl.server.take;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.take.TableSender.Sent;

/** Writes rows as VOTables for the tools of this machine, which read the files themselves. Thread-safe. */
public final class SentTables {
    /** How long a tool may read a file that it did not acknowledge. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final TableSender sender;
    private final Path folder;
    private final Semaphore sending = new Semaphore(1);

    public SentTables(TableSender sender, Path folder) {
        this.sender = sender;
        this.folder = folder;
    }

    /** @throws ApiException 409 if no tool has loaded the table, 429 if one is being sent */
    public Sent send(String runId, ChosenRows rows) throws IOException, InterruptedException {
        if (!sending.tryAcquire()) {
            throw new ApiException(429, "too_many_requests", "a table is being sent; try again when it is loaded");
        }
        try {
            Files.createDirectories(folder);
            deleteOld();
            Path file = Files.createTempFile(folder, "skytrawl-", ".vot");
            boolean kept = false;
            try {
                write(rows, file);
                Sent sent = sender.send(file, "Skytrawl " + runId);
                kept = sent.mayStillBeRead();
                if (sent.to().isEmpty()) {
                    throw new ApiException(409, "no_hub", String.join("; ", sent.trouble()));
                }
                return sent;
            } finally {
                if (!kept) {
                    Files.deleteIfExists(file);
                }
            }
        } finally {
            sending.release();
        }
    }

    private static void write(ChosenRows rows, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            OutputFormat.VOTABLE.writer().write(rows.extract(), out);
        } catch (IOException e) {
            throw ApiException.notStored("the table", e);
        }
    }

    private void deleteOld() throws IOException {
        Instant before = Instant.now().minus(KEPT);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".vot")).toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
