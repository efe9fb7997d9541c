package org.skytrawl.simvo.tap;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;

/** One asynchronous query. Thread-safe. */
final class TapJob {
    static final int LONGEST_S = 30;
    private static final Duration KEPT = Duration.ofHours(1);

    /** As UWS calls them. */
    enum Phase {
        PENDING,
        QUEUED,
        EXECUTING,
        COMPLETED,
        ERROR,
        ABORTED
    }

    private final String id;
    private final Handler query;
    private final Instant created = Instant.now();
    private Request request;
    private Phase phase = Phase.PENDING;
    private Instant destruction = created.plus(KEPT);
    private int executionDurationS = LONGEST_S;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable Response answer;
    private @Nullable Future<?> running;

    TapJob(String id, Request request, Handler query) {
        this.id = id;
        this.request = request;
        this.query = query;
    }

    String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    synchronized Phase phase() {
        return phase;
    }

    synchronized @Nullable Instant started() {
        return started;
    }

    synchronized @Nullable Instant ended() {
        return ended;
    }

    synchronized @Nullable Response answer() {
        return answer;
    }

    synchronized Instant destruction() {
        return destruction;
    }

    synchronized void setDestruction(Instant moment) {
        destruction = moment.isBefore(created.plus(KEPT)) ? moment : created.plus(KEPT);
    }

    synchronized int executionDurationS() {
        return executionDurationS;
    }

    synchronized void setExecutionDurationS(int seconds) {
        executionDurationS = seconds;
    }

    /** The parameters of the query, by name; not those of the job. */
    synchronized Map<String, List<String>> parameters() {
        Map<String, List<String>> own = new HashMap<>(request.parameters());
        own.keySet().removeAll(List.of("PHASE", "ACTION"));
        return own;
    }

    /** Takes parameters from a later request; each replaces what there was under its name. */
    synchronized void add(Request more) {
        if (phase != Phase.PENDING) {
            return;
        }
        Map<String, List<String>> all = new HashMap<>(request.parameters());
        all.putAll(more.parameters());
        Map<String, byte[]> parts = new HashMap<>(request.parts());
        parts.putAll(more.parts());
        request = new Request(request.method(), request.baseUrl(), request.path(), all, request.headers(), parts);
    }

    synchronized void run(ExecutorService threads) {
        if (phase == Phase.PENDING) {
            phase = Phase.QUEUED;
            running = threads.submit(this::execute);
        }
    }

    private void execute() {
        Request asked;
        synchronized (this) {
            if (phase != Phase.QUEUED) {
                return;
            }
            phase = Phase.EXECUTING;
            started = Instant.now();
            asked = request;
        }
        Response made;
        try {
            made = query.handle(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            made = TapQuery.error("the query failed: " + e);
        }
        synchronized (this) {
            if (phase == Phase.EXECUTING) {
                answer = made;
                ended = Instant.now();
                phase = made.status() == 200 ? Phase.COMPLETED : Phase.ERROR;
                notifyAll();
            }
        }
    }

    synchronized void abort() {
        if (phase == Phase.PENDING || phase == Phase.QUEUED || phase == Phase.EXECUTING) {
            phase = Phase.ABORTED;
            ended = Instant.now();
            if (running != null) {
                running.cancel(true);
            }
            notifyAll();
        }
    }

    /** Waits, at most so long, until it runs no longer. */
    synchronized void awaitEnd(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (phase == Phase.QUEUED || phase == Phase.EXECUTING) {
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return;
            }
            wait(leftMs);
        }
    }
}
