package org.skytrawl.server.run;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Service;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.QuestionForm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs of the server: some go on, some wait, the others have ended and are on disk. They survive the end of the server, be it
 * by a kill. Thread-safe.
 */
public final class RunStore implements AutoCloseable {
    /** Runs end within a second of a cancel; then their results are written. */
    private static final Duration ENDING = Duration.ofMillis(1400);

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Skytrawl client;
    private final RunLimits limits;
    private final Setting setting;
    private final StoredResults results;
    private final RunFiles files;
    private final SecureRandom random = new SecureRandom();

    /** Guarded by this, as all that follows. */
    private final Map<String, ServedRun> runs = new LinkedHashMap<>();

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Map<String, Ending> running = new LinkedHashMap<>();
    private boolean closing;

    /** Runs that are being stored. */
    private final AtomicInteger storing = new AtomicInteger();

    /**
     * What the store has from others.
     *
     * @param questionJson a question as it is shown
     * @param leftOut services that must not be asked, since they are this server
     * @param said receives sentences for the person who started the server
     */
    public record Setting(
            Function<QuestionForm, Object> questionJson, Predicate<Service> leftOut, Consumer<String> said) {}

    private record Waiting(ServedRun run, Supplier<Discovery> discovery) {}

    /** Reads what is stored; what cannot be read is left alone, and said. */
    public RunStore(Skytrawl client, DataFolder folder, RunLimits limits, Setting setting) {
        this.client = client;
        this.limits = limits;
        this.setting = setting;
        this.results = new StoredResults(limits.mostRowsInMemory());
        this.files = new RunFiles(folder, limits, setting.said());
        files.stored(results).forEach(run -> runs.put(run.id(), run));
        removeOld();
    }

    /**
     * Starts a run, or lets it wait for others.
     *
     * @throws ApiException 429 {@code too_many_runs} if too many wait; 503 if the server ends, or the run cannot be stored
     */
    public ServedRun start(QuestionForm form, RunKind kind) {
        return start(form, kind, null);
    }

    /** @param retryOf the run that had not begun to ask this question, or null */
    public ServedRun start(QuestionForm form, RunKind kind, @Nullable String retryOf) {
        checkRoom();
        JsonNode question = JSON.valueToTree(setting.questionJson().apply(form));
        return add(kind, form.parameters(), question, retryOf, () -> form.discovery(client));
    }

    /** @throws ApiException as {@link #start}: to be called before the work of reading a question */
    public synchronized void checkRoom() {
        if (closing) {
            throw new ApiException(503, "ending", "the server ends");
        }
        if (running.size() + queue.size() >= limits.mostRunning() + limits.mostQueued()) {
            throw ApiException.later(
                    "too_many_runs",
                    running.size() + " runs go on and " + queue.size()
                            + " wait, which is the limit; try again when one has" + " ended",
                    Duration.ofSeconds(5));
        }
    }

    private ServedRun add(
            RunKind kind,
            Map<String, List<String>> parameters,
            JsonNode question,
            @Nullable String retryOf,
            Supplier<Discovery> discovery) {
        synchronized (this) {
            checkRoom();
            Instant now = Instant.now();
            byte[] ending = new byte[2];
            String id;
            do {
                random.nextBytes(ending);
                id = ID.format(now) + "-" + HexFormat.of().formatHex(ending);
            } while (runs.containsKey(id));
            RunRecord record = new RunRecord(id, kind, now, parameters, question, retryOf, null);
            ServedRun run;
            try {
                run = ServedRun.queued(record, files.create(record), results);
            } catch (IOException e) {
                throw new ApiException(503, "not_stored", "the run cannot be stored: " + e.getMessage());
            }
            runs.put(id, run);
            queue.add(new Waiting(run, discovery));
            startNext();
            return run;
        }
    }

    private synchronized void startNext() {
        while (!closing && running.size() < limits.mostRunning() && !queue.isEmpty()) {
            Waiting next = queue.remove();
            Ending ending = new Ending(next.run(), results, this::ended);
            running.put(next.run().id(), ending);
            ending.begin(() -> next.discovery().get().leaveOut(setting.leftOut(), "this server does not ask itself"));
        }
    }

    /** Called when the services of a run have ended: others may ask theirs while its result is stored. */
    private void ended(Ending ending) {
        storing.incrementAndGet();
        try {
            boolean isClosing;
            synchronized (this) {
                running.remove(ending.run().id());
                isClosing = closing;
                startNext();
            }
            ending.store(isClosing, setting.said());
            removeOld();
        } finally {
            storing.decrementAndGet();
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /**
     * Asks the services of a run again that did not answer.
     *
     * @param chosen some of them, or null for all. A run whose result is lost asks all
     * @throws ApiException 409 {@code not_ended}, {@code nothing_missing}, {@code result_lost}; else as {@link #start}
     */
    public ServedRun retry(ServedRun earlier, @Nullable Set<Service> chosen) throws InterruptedException {
        checkRoom();
        Retry retry = new Retry(earlier, this::find);
        Supplier<Discovery> discovery = retry.discovery(client, chosen);
        // the user's, also if the earlier one is of a tool
        return add(RunKind.PAGE, earlier.parameters(), earlier.questionJson(), earlier.id(), discovery);
    }

    /** @throws ApiException 404 if there is none */
    public ServedRun get(String id) {
        ServedRun run = find(id);
        if (run == null) {
            throw new ApiException(404, "unknown_run", "there is no run of this name; GET /api/runs lists all");
        }
        return run;
    }

    private synchronized @Nullable ServedRun find(String id) {
        return runs.get(id);
    }

    /** The newest first. */
    public synchronized List<ServedRun> all() {
        return new ArrayList<>(runs.values()).reversed();
    }

    /** Ends a run within a second; it keeps what it has. */
    public void cancel(ServedRun run) {
        boolean waits;
        synchronized (this) {
            waits = queue.removeIf(waiting -> waiting.run() == run);
            run.cancel();
        }
        if (waits) {
            run.end(RunSummary.unbegun(RunState.STOPPED, Instant.now()));
            files.write(run);
        }
    }

    /** Cancels a run if it goes on, and deletes it. */
    public void delete(ServedRun run) throws InterruptedException {
        cancel(run);
        var unused = run.awaitEnd(ENDING);
        synchronized (this) {
            runs.remove(run.id());
        }
        files.delete(run);
        results.remove(run.id());
    }

    private void removeOld() {
        for (ServedRun old : files.tooOld(all())) {
            synchronized (this) {
                runs.remove(old.id());
            }
            files.delete(old);
            results.remove(old.id());
        }
    }

    /** Numbers for {@code GET /api/server}. */
    public synchronized Counts counts() {
        return new Counts(running.size(), queue.size(), stored(RunKind.PAGE), stored(RunKind.FACADE));
    }

    private Stored stored(RunKind kind) {
        List<ServedRun> some =
                runs.values().stream().filter(run -> run.kind() == kind).toList();
        return new Stored(some.size(), some.stream().mapToLong(ServedRun::bytes).sum());
    }

    public record Counts(int running, int queued, Stored page, Stored facade) {}

    /** @param runs those that go on included */
    public record Stored(int runs, long bytes) {}

    public RunLimits limits() {
        return limits;
    }

    /** Cancels the runs and waits briefly until they are stored. */
    @Override
    public void close() {
        List<Waiting> waiting;
        synchronized (this) {
            closing = true;
            waiting = List.copyOf(queue);
            queue.clear();
            running.values().forEach(ending -> ending.run().cancel());
        }
        for (Waiting each : waiting) {
            each.run().end(RunSummary.unbegun(RunState.INTERRUPTED, Instant.now()));
            files.write(each.run());
        }
        long end = System.nanoTime() + ENDING.toNanos();
        synchronized (this) {
            try {
                while (!running.isEmpty() || storing.get() > 0) {
                    long leftMs = (end - System.nanoTime()) / 1_000_000;
                    if (leftMs <= 0) {
                        return;
                    }
                    wait(leftMs);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
