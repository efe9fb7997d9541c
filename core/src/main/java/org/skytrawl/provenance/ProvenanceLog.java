package org.skytrawl.provenance;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, in order: append-only, and if a file is given written to it as it happens, one JSON object a
 * line, so that a log is valid up to its last line whatever becomes of the program. Thread-safe. Appending and reading
 * never wait for the disk.
 */
public final class ProvenanceLog implements Closeable {
    private final ShortLock lock = new ShortLock();
    private final List<ProvenanceEvent> events = new ArrayList<>();
    private final ReentrantLock fileLock = new ReentrantLock();
    private int written;
    private final @Nullable Writer file;
    private volatile @Nullable IOException trouble;

    private ProvenanceLog(@Nullable Writer file) {
        this.file = file;
    }

    /** A log that is only kept in memory. */
    public static ProvenanceLog inMemory() {
        return new ProvenanceLog(null);
    }

    /**
     * A log that is also written to a file, which is replaced if it exists.
     *
     * @throws IOException if the file cannot be opened
     */
    public static ProvenanceLog to(Path path) throws IOException {
        return to(Files.newOutputStream(path));
    }

    static ProvenanceLog to(OutputStream out) {
        // unlike Files' own writer this one replaces what is no text, such as half a character, instead of failing
        return new ProvenanceLog(
                new BufferedWriter(new OutputStreamWriter(new UntilTrouble(out), StandardCharsets.UTF_8)));
    }

    /**
     * Takes nothing more once something could not be written: after half a line of which the rest is lost, whatever follows
     * would make a log that cannot be read, though the disk may have room again.
     */
    private static final class UntilTrouble extends FilterOutputStream {
        private @Nullable IOException trouble;

        UntilTrouble(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (trouble != null) {
                throw new IOException(trouble.getMessage(), trouble);
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                trouble = e;
                throw e;
            }
        }
    }

    /** Appends an event; {@link #writePending} brings it to the file. */
    public void append(ProvenanceEvent event) {
        lock.lock();
        try {
            events.add(event);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes to the file, if there is one, what was appended since the last time; takes as long as the disk does. A file
     * that can no longer be written does not stop a run: {@link #close} tells.
     */
    public void writePending() {
        if (file == null) {
            return;
        }
        fileLock.lock();
        try {
            for (ProvenanceEvent event : pending()) {
                if (trouble == null && EventJson.hasLine(event)) {
                    file.write(EventJson.line(event));
                    file.write('\n');
                }
                written++;
            }
            file.flush();
        } catch (IOException e) {
            trouble = trouble == null ? e : trouble;
        } finally {
            fileLock.unlock();
        }
    }

    /** Why nothing more is written to the file, or null if all is well. What was written before is whole lines, but that the last may be torn. */
    public @Nullable IOException trouble() {
        return trouble;
    }

    private List<ProvenanceEvent> pending() {
        lock.lock();
        try {
            return List.copyOf(events.subList(written, events.size()));
        } finally {
            lock.unlock();
        }
    }

    /** What happened so far. */
    public List<ProvenanceEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** What became of the services that have ended so far. */
    public List<ProvenanceEvent.ServiceEnded> services() {
        return events().stream()
                .filter(ProvenanceEvent.ServiceEnded.class::isInstance)
                .map(ProvenanceEvent.ServiceEnded.class::cast)
                .toList();
    }

    /** The summary, or null while the run goes on. */
    public ProvenanceEvent.@Nullable RunEnded summary() {
        return events().stream()
                .filter(ProvenanceEvent.RunEnded.class::isInstance)
                .map(ProvenanceEvent.RunEnded.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Writes the whole log as JSON Lines. */
    public void writeTo(Appendable out) {
        try {
            for (ProvenanceEvent event : events()) {
                if (EventJson.hasLine(event)) {
                    out.append(EventJson.line(event)).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes what is left and closes the file, if there is one.
     *
     * @throws IOException if an event could not be written: the file then ends before the run did
     */
    @Override
    public void close() throws IOException {
        fileLock.lock();
        try {
            writePending();
            if (file != null) {
                file.close();
            }
            IOException earlier = trouble;
            if (earlier != null) {
                throw earlier;
            }
        } finally {
            fileLock.unlock();
        }
    }
}
