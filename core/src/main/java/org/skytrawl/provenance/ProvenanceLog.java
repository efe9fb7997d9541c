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
import org.skytrawl.model.Question;

/**
 * The log of a run: append-only, and optionally written to a file as one JSON object a line while the run goes on. The
 * file is valid up to its last line even after a crash. Thread-safe. Appending and reading never wait for the disk.
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

    public static ProvenanceLog inMemory() {
        return new ProvenanceLog(null);
    }

    /**
     * A log that also replaces or creates a file.
     *
     * @throws IOException if the file cannot be opened
     */
    public static ProvenanceLog to(Path path) throws IOException {
        return to(Files.newOutputStream(path));
    }

    /** A log that also writes to a stream. Flushes it after each event, and closes it with the log. */
    public static ProvenanceLog to(OutputStream out) {
        // replaces unpaired surrogates; the writer of Files would fail
        return new ProvenanceLog(
                new BufferedWriter(new OutputStreamWriter(new UntilTrouble(out), StandardCharsets.UTF_8)));
    }

    /**
     * Refuses everything after the first failed write. A line after a torn one would make the log unreadable, even if
     * the disk has room again.
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

    /** Appends an event. {@link #writePending} writes it to the file. */
    public void append(ProvenanceEvent event) {
        lock.lock();
        try {
            events.add(event);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes appended events to the file, if there is one; blocks on the disk. A write error does not stop the run:
     * {@link #close} throws it.
     */
    public void writePending() {
        if (file == null) {
            return;
        }
        fileLock.lock();
        try {
            for (ProvenanceEvent event : pending()) {
                if (trouble == null) {
                    EventJson.write(event, file);
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

    /** The error that stopped writing, or null. The file then has whole lines, except perhaps the last. */
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

    public List<ProvenanceEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** The events from a number on, which begins at 0. */
    public List<ProvenanceEvent> eventsFrom(int number) {
        lock.lock();
        try {
            return List.copyOf(events.subList(Math.min(number, events.size()), events.size()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The line of an event in a log, without its end. The start of a service has none; neither has a target list, whose lines follow
     * that of the start of the run.
     */
    public static @Nullable String line(ProvenanceEvent event) {
        return event instanceof ProvenanceEvent.ServiceStarted ? null : EventJson.line(event);
    }

    /** The services that have ended so far. */
    public List<ProvenanceEvent.ServiceEnded> services() {
        return events().stream()
                .filter(ProvenanceEvent.ServiceEnded.class::isInstance)
                .map(ProvenanceEvent.ServiceEnded.class::cast)
                .toList();
    }

    /** The question of the run; null before it has started. */
    public @Nullable Question question() {
        return events().stream()
                .filter(ProvenanceEvent.RunStarted.class::isInstance)
                .map(run -> ((ProvenanceEvent.RunStarted) run).constraints())
                .findFirst()
                .orElse(null);
    }

    /** Null while the run goes on. */
    public ProvenanceEvent.@Nullable RunEnded summary() {
        return events().stream()
                .filter(ProvenanceEvent.RunEnded.class::isInstance)
                .map(ProvenanceEvent.RunEnded.class::cast)
                .findFirst()
                .orElse(null);
    }

    public void writeTo(Appendable out) {
        try {
            for (ProvenanceEvent event : events()) {
                EventJson.write(event, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes pending events and closes the file, if there is one.
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
