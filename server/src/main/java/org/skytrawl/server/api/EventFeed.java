package org.skytrawl.server.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.ServedRun;

/**
 * The events of one run as bytes that all readers share. One thread writes them, as long as there are readers; a reader waits for a
 * change and has no queue, so that one that takes nothing holds nothing. Thread-safe.
 */
final class EventFeed {
    private static final Duration BETWEEN_LINES = Duration.ofMillis(200);
    private static final long BETWEEN_STATES_NS = 500_000_000;

    private final ServedRun run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock, as all that follows. */
    private final List<byte[]> lines = new ArrayList<>();

    private byte @Nullable [] state;
    private long stateNumber;
    private boolean over;

    /** Used by the writing thread only. */
    private final LogLines logLines = new LogLines();

    private String lastState = "";
    private long lastStateAt = System.nanoTime() - BETWEEN_STATES_NS;

    EventFeed(ServedRun run) {
        this.run = run;
    }

    /** What a reader has not had. The bytes are those of all readers and are never changed. */
    @SuppressWarnings("ArrayRecordComponent")
    record News(List<byte[]> lines, byte @Nullable [] state, long stateNumber, boolean over) {
        boolean isEmpty() {
            return lines.isEmpty() && state == null && !over;
        }
    }

    /** Waits for news up to a limit; they are empty then. */
    News after(int line, long seenState, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0 && !over && lines.size() <= line && stateNumber == seenState) {
                left = changed.awaitNanos(left);
            }
            return new News(
                    List.copyOf(lines.subList(Math.min(line, lines.size()), lines.size())),
                    stateNumber == seenState ? null : state,
                    stateNumber,
                    over);
        } finally {
            lock.unlock();
        }
    }

    /** Follows the run until its end, or an interruption. */
    void follow() throws InterruptedException {
        while (true) {
            boolean ends = run.isOver();
            publish(ends);
            if (ends) {
                return;
            }
            var unused = run.awaitEnd(BETWEEN_LINES);
        }
    }

    private void publish(boolean ends) {
        List<byte[]> more = new ArrayList<>();
        int number = lineCount();
        try {
            for (ProvenanceEvent event : logLines.next(run.log())) {
                String json = ProvenanceLog.line(event);
                if (json != null) {
                    more.add(frame("id: " + (number + more.size()) + "\n", word(event), json));
                }
            }
        } catch (ApiException e) {
            // the log is lost; the state is not
        }
        byte[] now = null;
        if (ends || System.nanoTime() - lastStateAt >= BETWEEN_STATES_NS) {
            String text = Json.text(RunJson.state(run));
            if (!text.equals(lastState)) {
                lastState = text;
                lastStateAt = System.nanoTime();
                now = frame("", "state", text);
            }
        }
        lock.lock();
        try {
            lines.addAll(more);
            if (now != null) {
                state = now;
                stateNumber++;
            }
            over = ends;
            if (ends || now != null || !more.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private int lineCount() {
        lock.lock();
        try {
            return lines.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets all readers end. */
    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static String word(ProvenanceEvent event) {
        return switch (event) {
            case ProvenanceEvent.RunStarted started -> "run";
            case ProvenanceEvent.RegistryRead read -> "registry";
            case ProvenanceEvent.ServiceSelected selected -> "selected";
            case ProvenanceEvent.ServiceStarted started -> "started";
            case ProvenanceEvent.ServiceEnded ended -> "service";
            case ProvenanceEvent.RunEnded ended -> "end";
        };
    }

    /** JSON has no line ends. */
    static byte[] frame(String id, String word, String data) {
        return (id + "event: " + word + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
