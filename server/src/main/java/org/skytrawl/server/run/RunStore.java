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
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    /** Why services are left out. */
    public static final String NOT_ITSELF = "this server does not ask itself";

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

    private final Map<RunKind, AtOnce> atOnce = new EnumMap<>(RunKind.class);
    private boolean closing;

    /**
     * What the store has from others.
     *
     * @param questionJson a question as it is shown
     * @param leftOut services that must not be asked, since they are this server
     * @param said receives sentences for the person who started the server
     */
    public record Setting(
            Function<QuestionForm, Object> questionJson, Predicate<Service> leftOut, Consumer<String> said) {}

    /** @param endNanos when it must have ended; null if its time begins with its turn */
    private record Waiting(
            ServedRun run,
            Supplier<Discovery> discovery,
            @Nullable Long endNanos) {
        boolean isTooLate() {
            return endNanos != null && System.nanoTime() - endNanos >= 0;
        }
    }

    /** The runs of one kind that wait or go on. */
    private static final class AtOnce {
        private final Deque<Waiting> queue = new ArrayDeque<>();

        /** Those whose files are being made. */
        private final Set<String> beginning = new HashSet<>();

        /** Until their results are stored: others that begin earlier would need memory beside them. */
        private final Set<ServedRun> running = new LinkedHashSet<>();

        RunLimits.AtOnce count() {
            return new RunLimits.AtOnce(running.size(), queue.size() + beginning.size());
        }
    }

    /** Reads what is stored; what cannot be read is left alone, and said. */
    public RunStore(Skytrawl client, DataFolder folder, RunLimits limits, Setting setting) {
        this.client = client;
        this.limits = limits;
        this.setting = setting;
        this.results = new StoredResults(limits.mostRowsInMemory());
        this.files = new RunFiles(folder, limits, setting.said());
        for (RunKind kind : RunKind.values()) {
            atOnce.put(kind, new AtOnce());
        }
        files.stored(results).forEach(run -> runs.put(run.id(), run));
        removeOld();
    }

    /**
     * Starts a run of the page, or lets it wait for others.
     *
     * @throws ApiException 429 {@code too_many_runs} if too many wait; 503 if the server ends, or the run cannot be stored
     */
    public ServedRun start(QuestionForm form) {
        return start(form, null);
    }

    /** @param retryOf the run that had not begun to ask this question, or null */
    public ServedRun start(QuestionForm form, @Nullable String retryOf) {
        checkRoom();
        return add(RunKind.PAGE, form.parameters(), json(form), retryOf, () -> form.discovery(client), null);
    }

    /**
     * Starts a run of the facade, or lets it wait for others.
     *
     * @param deadline from now on: a run that has to wait has less time
     * @throws ApiException as {@link #start}
     */
    public ServedRun startForTool(QuestionForm form, Duration deadline) {
        long endNanos = System.nanoTime() + deadline.toNanos();
        checkRoom(RunKind.FACADE);
        Supplier<Discovery> discovery = () -> {
            Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
            return form.discovery(client).options(form.options().withRunDeadline(left));
        };
        return add(RunKind.FACADE, form.parameters(), json(form), null, discovery, endNanos);
    }

    private JsonNode json(QuestionForm form) {
        return JSON.valueToTree(setting.questionJson().apply(form));
    }

    private AtOnce atOnce(RunKind kind) {
        return Objects.requireNonNull(atOnce.get(kind));
    }

    /** @throws ApiException as {@link #start}: to be called before the work of reading a question */
    public void checkRoom() {
        checkRoom(RunKind.PAGE);
    }

    private synchronized void checkRoom(RunKind kind) {
        if (closing) {
            throw new ApiException(503, "ending", "the server ends");
        }
        RunLimits.AtOnce now = atOnce(kind).count();
        RunLimits.AtOnce most = limits.of(kind).atOnce();
        if (now.running() + now.queued() >= most.running() + most.queued()) {
            throw ApiException.later(
                    "too_many_runs",
                    now.running() + " runs go on and " + now.queued()
                            + " wait, which is the limit; try again when one has ended",
                    Duration.ofSeconds(5));
        }
    }

    private ServedRun add(
            RunKind kind,
            Map<String, List<String>> parameters,
            JsonNode question,
            @Nullable String retryOf,
            Supplier<Discovery> discovery,
            @Nullable Long endNanos) {
        Instant now = Instant.now();
        AtOnce of = atOnce(kind);
        String id;
        synchronized (this) {
            checkRoom(kind);
            byte[] ending = new byte[2];
            do {
                random.nextBytes(ending);
                id = ID.format(now) + "-" + HexFormat.of().formatHex(ending);
            } while (runs.containsKey(id) || atOnce.values().stream().anyMatch(isBeginning(id)));
            of.beginning.add(id);
        }
        RunRecord record = new RunRecord(id, kind, now, parameters, question, retryOf, null);
        ServedRun run = null;
        boolean isClosing;
        try {
            // a slow disk must not hold up the others
            run = ServedRun.queued(record, files.create(record), results);
        } catch (IOException e) {
            throw new ApiException(503, "not_stored", "the run cannot be stored: " + e.getMessage());
        } finally {
            synchronized (this) {
                of.beginning.remove(id);
                isClosing = closing;
                if (run != null) {
                    runs.put(id, run);
                    if (!isClosing) {
                        of.queue.add(new Waiting(run, discovery, endNanos));
                    }
                }
            }
        }
        if (isClosing) {
            files.neverBegan(run, RunState.INTERRUPTED);
        } else {
            startNext(kind);
        }
        return run;
    }

    private static Predicate<AtOnce> isBeginning(String id) {
        return each -> each.beginning.contains(id);
    }

    private void startNext(RunKind kind) {
        List<Waiting> started = new ArrayList<>();
        List<Waiting> tooLate = new ArrayList<>();
        synchronized (this) {
            AtOnce of = atOnce(kind);
            while (!closing && of.running.size() < limits.of(kind).atOnce().running() && !of.queue.isEmpty()) {
                Waiting next = of.queue.remove();
                if (next.isTooLate()) {
                    tooLate.add(next);
                } else {
                    of.running.add(next.run());
                    started.add(next);
                }
            }
        }
        // not within: both write files
        started.forEach(next -> new Ending(next.run(), results, ending -> ended(ending, kind))
                .begin(() -> next.discovery().get().leaveOut(setting.leftOut(), NOT_ITSELF)));
        tooLate.forEach(next -> files.neverBegan(next.run(), RunState.STOPPED));
    }

    /** Called when the services of a run have ended, before its result is stored. */
    private void ended(Ending ending, RunKind kind) {
        boolean isClosing;
        synchronized (this) {
            isClosing = closing;
        }
        try {
            ending.store(isClosing, setting.said());
            removeOld();
        } finally {
            synchronized (this) {
                atOnce(kind).running.remove(ending.run());
                notifyAll();
            }
            startNext(kind);
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
        return add(RunKind.PAGE, earlier.parameters(), earlier.questionJson(), earlier.id(), discovery, null);
    }

    /** @throws ApiException 404 if there is none */
    public ServedRun get(String id) {
        ServedRun run = find(id);
        if (run == null) {
            throw new ApiException(
                    404, "unknown_run", "this server has no such run: it was deleted, or another server has it");
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
        boolean waits = false;
        synchronized (this) {
            for (AtOnce each : atOnce.values()) {
                waits |= each.queue.removeIf(waiting -> waiting.run() == run);
            }
            run.cancel();
        }
        if (waits) {
            files.neverBegan(run, RunState.STOPPED);
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
        return new Counts(count(RunKind.PAGE), count(RunKind.FACADE));
    }

    private Count count(RunKind kind) {
        List<ServedRun> some =
                runs.values().stream().filter(run -> run.kind() == kind).toList();
        return new Count(
                atOnce(kind).count(),
                some.size(),
                some.stream().mapToLong(ServedRun::bytes).sum());
    }

    public record Counts(Count page, Count facade) {}

    /**
     * Runs of one kind.
     *
     * @param stored those that go on included
     */
    public record Count(RunLimits.AtOnce atOnce, int stored, long storedBytes) {}

    public RunLimits limits() {
        return limits;
    }

    /** Cancels the runs and waits briefly until they are stored. */
    @Override
    public void close() {
        List<Waiting> waiting = new ArrayList<>();
        synchronized (this) {
            closing = true;
            for (AtOnce each : atOnce.values()) {
                waiting.addAll(each.queue);
                each.queue.clear();
                each.running.forEach(ServedRun::cancel);
            }
        }
        waiting.forEach(each -> files.neverBegan(each.run(), RunState.INTERRUPTED));
        long end = System.nanoTime() + ENDING.toNanos();
        synchronized (this) {
            try {
                while (atOnce.values().stream().anyMatch(each -> !each.running.isEmpty())) {
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
