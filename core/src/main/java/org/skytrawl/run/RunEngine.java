package org.skytrawl.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ProcessClock;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Conducts a run on its own threads: plans, queries, merges. Thread-safe.
 *
 * <p>It always ends: after the deadline of the last service or of the run, or within a second of {@link #cancel}.
 */
public final class RunEngine {
    /** How long the end of a run waits for a slow listener or disk. */
    private static final Duration PATIENCE_WITH_LISTENER = Duration.ofMillis(700);

    /** The registry's reading ends at the run's deadline too, with a better message. */
    private static final Duration PATIENCE_WITH_REGISTRY = Duration.ofMillis(300);

    /** A cancel ends within a second; merging a million usual records takes a few. */
    private static final Duration PATIENCE_WITH_MERGING = Duration.ofMillis(600);

    private static final long NANOS_TO_MERGE_A_RECORD = 5_000;
    private static final long LOOK_EVERY_MS = 20;
    private static final int MOST_MERGES = 4;
    private static final int MANY_RECORDS = 1000;

    private final Question constraints;
    private final DiscoveryOptions options;
    private final RunContext context;
    private final ProvenanceLog log;
    private final EventStream events;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<List<FoundDataset>> result = new CompletableFuture<>();
    private final long startedNanos = System.nanoTime();
    private final Deadline runEnd;

    /** All services queried; grows during the run. */
    private final Queue<ServiceTask> tasks = new ConcurrentLinkedQueue<>();

    private final RunView view;

    /** Null until the network is there. */
    private volatile RecordBudget.@Nullable OfRun records;

    private volatile boolean outOfMemory;
    private long stalledBeforeNanos;

    private RunEngine(
            Question constraints, DiscoveryOptions options, RunContext context, ProvenanceLog log, EventStream events) {
        this.constraints = constraints;
        this.options = options;
        this.context = context;
        this.log = log;
        this.events = events;
        Duration whole = options.runDeadline();
        this.runEnd = whole == null ? Deadline.never() : Deadline.after(whole);
        this.view = new RunView(constraints, options, tasks, runEnd);
    }

    /**
     * Starts a run.
     *
     * @param network called once, on the run's thread; the network is closed at the run's end
     */
    public static RunEngine start(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ServiceSource source,
            ProvenanceLog log,
            @Nullable Consumer<ProvenanceEvent> onEvent,
            @Nullable BiConsumer<Origin, ObsCoreRecord> onRecord,
            Supplier<Network> network) {
        RunEngine run = new RunEngine(constraints, options, context, log, new EventStream(log, onEvent, onRecord));
        // not a virtual thread: services that compute without end may hold all carriers
        Thread.ofPlatform().daemon().name("skytrawl-run").start(() -> run.conduct(source, network));
        return run;
    }

    /** Ends the run within a second and keeps its results so far. Any thread may call it, repeatedly. */
    public void cancel() {
        cancellation.cancel();
    }

    /** The datasets when the run is over, or the {@link DiscoveryException} that prevented it. */
    public CompletableFuture<List<FoundDataset>> result() {
        return result;
    }

    /** How far the run is, for displays. */
    public RunView view() {
        return view;
    }

    /** The records so far, one dataset each; they are merged at the end. */
    public List<FoundDataset> provisional() {
        List<FoundDataset> found = new ArrayList<>();
        for (ServiceTask task : tasks) {
            Answer answer = task.answer();
            answer.records().forEach(record -> found.add(new FoundDataset(record, List.of(answer.origin()))));
        }
        return found;
    }

    public static DiscoveryException noServicesInTime() {
        return new DiscoveryException("the deadline passed before any registry had answered; give the run more time");
    }

    private void conduct(ServiceSource source, Supplier<Network> network) {
        events.start();
        List<FoundDataset> found = null;
        Throwable trouble = null;
        ProcessClock.Watch clock = ProcessClock.watch();
        try (clock) {
            stalledBeforeNanos = ProcessClock.stalledNanos();
            events.emit(new ProvenanceEvent.RunStarted(
                    Instant.now(), UUID.randomUUID().toString(), Version.version(), constraints, options, context));
            try (Network opened = network.get()) {
                found = trawl(source, opened);
            }
        } catch (Throwable e) {
            // catch everything: the caller waits for this result
            trouble = e;
        } finally {
            RecordBudget.OfRun counted = records;
            if (counted != null) {
                counted.close();
            }
        }
        events.end(PATIENCE_WITH_LISTENER);
        if (found != null) {
            result.complete(found);
        } else {
            result.completeExceptionally(trouble);
        }
    }

    private List<FoundDataset> trawl(ServiceSource source, Network network) {
        RecordBudget.OfRun counted = network.records().begin(tasks);
        records = counted;
        try {
            Plan plan = source.isAtHand()
                    ? source.plan(constraints, options, network.http(), runEnd, cancellation)
                    : plan(source, network.http());
            events.emit(plan.registry().withPrivateAddresses(plan.privateAddressesAllowed()));
            ask(plan, source, network, counted);
        } catch (StoppedException e) {
            if (!cancellation.isCancelled()) {
                throw nothingToChooseFrom(noServicesInTime());
            }
        } catch (DiscoveryException e) {
            throw nothingToChooseFrom(e);
        } catch (OutOfMemoryError e) {
            outOfMemory();
        }
        return end(source.history());
    }

    /** Keeps the records so far and stops all queries. */
    private void outOfMemory() {
        outOfMemory = true;
        RecordBudget.OfRun counted = records;
        if (counted != null) {
            counted.freeReserve();
        }
        cancellation.cancel();
        if (counted != null) {
            counted.emergency();
        }
    }

    /** Logs why the run could not begin, and ends it. */
    private DiscoveryException nothingToChooseFrom(DiscoveryException trouble) {
        events.emit(new ProvenanceEvent.RegistryRead(
                Instant.now(),
                ProvenanceEvent.CandidateSource.named(""),
                0,
                List.of(String.valueOf(trouble.getMessage())),
                List.of(),
                false));
        end(PreviousRun.NONE);
        return trouble;
    }

    private List<FoundDataset> end(PreviousRun history) {
        for (int attempt = 1; ; attempt++) {
            try {
                // after each failure use less of the large answers, so that something is written, marked as incomplete
                int share = 1 << (2 * (attempt - 1));
                List<Answer> answers = history.answers(tasks, constraints);
                List<Answer> merging = share == 1
                        ? answers
                        : answers.stream()
                                .map(answer -> answer.atMost(MANY_RECORDS, share))
                                .toList();
                MergeResult inTime = mergedInTime(merging);
                MergeResult merged = inTime == null ? Merger.unmerged(merging).nearestFirst(constraints) : inTime;
                events.emit(summary(merged, inTime == null));
                return merged.datasets();
            } catch (OutOfMemoryError e) {
                outOfMemory();
                if (attempt == MOST_MERGES) {
                    throw e;
                }
            }
        }
    }

    private ProvenanceEvent.RunEnded summary(MergeResult merged, boolean unmerged) {
        Map<String, Integer> outcomes = new TreeMap<>();
        int outside = 0;
        int undeclared = 0;
        for (ProvenanceEvent.ServiceEnded ended : log.services()) {
            outcomes.merge(ended.outcome().word(), 1, Integer::sum);
            if (ended.outcome() instanceof ServiceOutcome.Pruned pruned) {
                outside += pruned.undeclared() ? 0 : 1;
                undeclared += pruned.undeclared() ? 1 : 0;
            }
        }
        return new ProvenanceEvent.RunEnded(
                Instant.now(),
                new ProvenanceEvent.ServiceCounts(outcomes, outside, undeclared),
                new ProvenanceEvent.Findings(
                        merged.records(),
                        merged.datasets().size(),
                        DatasetCount.of(merged.datasets()),
                        merged.contributions()),
                new ProvenanceEvent.Ending(
                        cancellation.isCancelled(),
                        (System.nanoTime() - startedNanos) / 1e9,
                        (ProcessClock.stalledNanos() - stalledBeforeNanos) / 1e9,
                        outOfMemory,
                        unmerged));
    }

    /**
     * Does not wait long for hostile records after the run's deadline or the cancel.
     *
     * @return null if merging has not ended then
     */
    private @Nullable MergeResult mergedInTime(List<Answer> answers) {
        long records =
                answers.stream().mapToLong(answer -> answer.records().size()).sum();
        long patienceNanos = PATIENCE_WITH_MERGING.toNanos() + records * NANOS_TO_MERGE_A_RECORD;
        CompletableFuture<MergeResult> merging = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("skytrawl-merge").start(() -> {
            try {
                merging.complete(Merger.merge(answers).nearestFirst(constraints));
            } catch (Throwable e) {
                merging.completeExceptionally(e);
            }
        });
        long dueNanos = 0;
        try {
            while (true) {
                try {
                    return merging.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long now = ProcessClock.nanoTime();
                    if (!cancellation.isCancelled() && !runEnd.isOver()) {
                        dueNanos = 0;
                    } else if (dueNanos == 0) {
                        dueNanos = now + patienceNanos;
                    } else if (now - dueNanos > 0) {
                        return null;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error trouble) {
                throw trouble;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** On its own thread: loading a snapshot and selecting do not check the deadline. */
    private Plan plan(ServiceSource source, HttpFetcher fetcher) throws StoppedException {
        CompletableFuture<Plan> plan = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("skytrawl-plan").start(() -> {
            try {
                plan.complete(source.plan(constraints, options, fetcher, runEnd, cancellation));
            } catch (Throwable e) {
                plan.completeExceptionally(e);
            }
        });
        Cancellation.Registration registration = cancellation.onCancel(
                () -> plan.completeExceptionally(new StoppedException(StopCause.CANCELLED, Phase.QUEUED)));
        try {
            return within(plan);
        } catch (TimeoutException e) {
            throw new StoppedException(StopCause.TIMEOUT, Phase.QUEUED);
        } catch (InterruptedException e) {
            cancellation.cancel();
            throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case StoppedException stopped -> throw stopped;
                case RuntimeException trouble -> throw trouble;
                case Error trouble -> throw trouble;
                case null -> throw new IllegalStateException(e);
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            registration.close();
        }
    }

    /** Waits until the run's deadline; unlike {@code get}, its clock stops while the process is suspended. */
    private Plan within(CompletableFuture<Plan> plan)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            try {
                return plan.get(runEnd.left().plus(PATIENCE_WITH_REGISTRY).toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (runEnd.isOver()) {
                    throw e;
                }
            }
        }
    }

    private void ask(Plan plan, ServiceSource source, Network network, RecordBudget.OfRun counted) {
        PreviousRun history = source.history();
        StoredReading reading = StoredReading.of(
                source.stored(),
                new StoredReading.OfRun(constraints, options.inclusive(), events, counted, runEnd, cancellation));
        FailOver failOver =
                new FailOver(plan.selection(), constraints, options.inclusive(), events, history, reading::has);
        FanOut asking = new FanOut(
                options,
                network,
                plan,
                runEnd,
                cancellation,
                events,
                counted,
                this::outOfMemory,
                history.acceptedForms().with(network.ways()),
                reading);
        view.asking(asking);
        asking.ask(tasks, failOver);
    }
}
