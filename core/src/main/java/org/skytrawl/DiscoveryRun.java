package org.skytrawl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Answer;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.merge.Merger;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ProcessClock;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

/**
 * A run under way: watch it, read what it has, cancel it, wait for its result. Thread-safe.
 *
 * <p>It always ends: after the last service's deadline or the run's own, or within a second of {@link #cancel}.
 */
public final class DiscoveryRun {
    /** How long the end of a run waits for a slow listener or disk. */
    private static final Duration PATIENCE_WITH_LISTENER = Duration.ofMillis(700);

    /** The registry's own reading ends at the run's deadline, and says better what was tried. */
    private static final Duration PATIENCE_WITH_REGISTRY = Duration.ofMillis(300);

    /** A cancel ends within a second; a million honest records are merged in a few. */
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
    private final CompletableFuture<DiscoveryResult> result = new CompletableFuture<>();
    private final long startedNanos = System.nanoTime();
    private final Deadline runEnd;

    /** All that were asked; grows while the run goes on. */
    private final Queue<ServiceTask> tasks = new ConcurrentLinkedQueue<>();

    private final RecordBudget budget = new RecordBudget(tasks);

    /** Room for what must still be done when memory has run out. */
    private final AtomicReference<byte @Nullable []> ballast = new AtomicReference<>(
            new byte[(int) Math.min(8 << 20, Runtime.getRuntime().maxMemory() / 64)]);

    private volatile boolean outOfMemory;
    private long stalledBeforeNanos;

    private DiscoveryRun(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ProvenanceLog log,
            @Nullable DiscoveryListener listener) {
        this.constraints = constraints;
        this.options = options;
        this.context = context;
        this.log = log;
        this.events = new EventStream(log, listener);
        Duration whole = options.runDeadline();
        this.runEnd = whole == null ? Deadline.never() : Deadline.after(whole);
    }

    /** Starts a run; everything it does happens on threads of its own. */
    static DiscoveryRun start(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ServiceSource source,
            ProvenanceLog log,
            @Nullable DiscoveryListener listener) {
        return start(constraints, options, context, source, log, listener, DiscoveryRun::fetcher);
    }

    /** The same over a network of the caller's. */
    static DiscoveryRun start(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ServiceSource source,
            ProvenanceLog log,
            @Nullable DiscoveryListener listener,
            Supplier<HttpFetcher> network) {
        DiscoveryRun run = new DiscoveryRun(constraints, options, context, log, listener);
        // no virtual thread: services that compute without end may hold all carriers of those
        Thread.ofPlatform().daemon().name("skytrawl-run").start(() -> run.conduct(source, network));
        return run;
    }

    /** Ends the run with what it has, within a second. May be called from any thread, also by a listener, repeatedly. */
    public void cancel() {
        cancellation.cancel();
    }

    /** Whether the run is over. */
    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the end.
     *
     * @throws DiscoveryException if there were no services to choose from: no usable registry
     * @throws InterruptedException if this thread is interrupted; the run goes on
     */
    public DiscoveryResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DiscoveryException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("the run failed by a fault of Skytrawl: " + e.getCause(), e.getCause());
        }
    }

    /** How far it has come. */
    public RunProgress progress() {
        int running = 0;
        int ended = 0;
        int lost = 0;
        long records = 0;
        int all = 0;
        for (ServiceTask task : tasks) {
            var outcome = task.outcome();
            all++;
            running += task.isRunning() ? 1 : 0;
            ended += outcome == null ? 0 : 1;
            lost += outcome != null && outcome.isLoss() ? 1 : 0;
            records += task.recordCount();
        }
        return new RunProgress(all, running, ended, lost, records);
    }

    /** The hosts whose services have not all ended, those first that have kept the run waiting for the longest. */
    public List<AwaitedHost> awaited() {
        return AwaitedHost.of(tasks);
    }

    /** How long those that have not ended may take at the most; those asked in place of others that fail come on top. */
    public Duration leftAtMost() {
        return AwaitedHost.leftAtMost(tasks, options, runEnd);
    }

    /** The records that have come so far, one dataset each: provisional, as merging happens at the end. */
    public List<FoundDataset> provisional() {
        List<FoundDataset> found = new ArrayList<>();
        for (ServiceTask task : tasks) {
            Answer answer = task.answer();
            answer.records().forEach(record -> found.add(new FoundDataset(record, List.of(answer.origin()))));
        }
        return found;
    }

    /** The log so far. */
    public ProvenanceLog log() {
        return log;
    }

    /** The one way to the network: proxies and User-Agent are the same for all. */
    static HttpFetcher fetcher() {
        EnvironmentProxies proxies;
        try {
            proxies = EnvironmentProxies.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException("the environment's proxy cannot be used: " + e.getMessage());
        }
        return new HttpFetcher(Version.userAgent(), proxies, HostLookup.system());
    }

    static DiscoveryException noServicesInTime() {
        return new DiscoveryException("the deadline passed before any registry had answered; give the run more time");
    }

    private void conduct(ServiceSource source, Supplier<HttpFetcher> network) {
        events.start();
        DiscoveryResult found = null;
        Throwable trouble = null;
        ProcessClock.Watch clock = ProcessClock.watch();
        try (clock) {
            stalledBeforeNanos = ProcessClock.stalledNanos();
            events.emit(new ProvenanceEvent.RunStarted(
                    Instant.now(), UUID.randomUUID().toString(), Version.version(), constraints, options, context));
            try (HttpFetcher fetcher = network.get()) {
                found = trawl(source, fetcher);
            }
        } catch (Throwable e) {
            // the one place that must not let anything through: somebody waits for this result
            trouble = e;
        }
        events.end(PATIENCE_WITH_LISTENER);
        if (found != null) {
            result.complete(found);
        } else {
            result.completeExceptionally(trouble);
        }
    }

    private DiscoveryResult trawl(ServiceSource source, HttpFetcher fetcher) {
        try {
            DiscoveryPlan plan = source.isAtHand()
                    ? source.plan(constraints, options, fetcher, runEnd, cancellation)
                    : plan(source, fetcher);
            events.emit(plan.registry().withPrivateAddresses(plan.privateAddressesAllowed()));
            ask(plan, source.history(), fetcher);
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

    /** What there is is kept, nobody is asked any more. */
    private void outOfMemory() {
        outOfMemory = true;
        ballast.set(null);
        cancellation.cancel();
        budget.emergency();
    }

    /** Also a run that could not begin says in its log why, and ends. */
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

    private DiscoveryResult end(PreviousRun history) {
        for (int attempt = 1; ; attempt++) {
            try {
                // after each failure fewer of the large answers, so that something is written, and said to be not all
                int share = 1 << (2 * (attempt - 1));
                List<Answer> answers = history.answers(tasks);
                List<Answer> merging = share == 1
                        ? answers
                        : answers.stream()
                                .map(answer -> answer.atMost(MANY_RECORDS, share))
                                .toList();
                MergeResult inTime = mergedInTime(merging);
                MergeResult merged = inTime == null ? Merger.unmerged(merging) : inTime;
                double stalled = (ProcessClock.stalledNanos() - stalledBeforeNanos) / 1e9;
                events.emit(Summary.of(
                        log, merged, cancellation.isCancelled(), startedNanos, stalled, outOfMemory, inTime == null));
                return new DiscoveryResult(merged.datasets(), log);
            } catch (OutOfMemoryError e) {
                outOfMemory();
                if (attempt == MOST_MERGES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Merges. Records can be made so that it takes long; then the run's end, or the cancel, does not wait for it.
     *
     * @return null if it has not ended a moment after the run was to end
     */
    private @Nullable MergeResult mergedInTime(List<Answer> answers) {
        long records =
                answers.stream().mapToLong(answer -> answer.records().size()).sum();
        long patienceNanos = PATIENCE_WITH_MERGING.toNanos() + records * NANOS_TO_MERGE_A_RECORD;
        CompletableFuture<MergeResult> merging = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("skytrawl-merge").start(() -> {
            try {
                merging.complete(Merger.merge(answers));
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

    /** On a thread of its own: neither loading a snapshot nor selecting looks at the clock. */
    private DiscoveryPlan plan(ServiceSource source, HttpFetcher fetcher) throws StoppedException {
        CompletableFuture<DiscoveryPlan> plan = new CompletableFuture<>();
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
            if (e.getCause() instanceof StoppedException stopped) {
                throw stopped;
            }
            if (e.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            if (e.getCause() instanceof Error trouble) {
                throw trouble;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            registration.close();
        }
    }

    /** Until the run's end; the waiting's own clock goes on while this process stands still, the run's does not. */
    private DiscoveryPlan within(CompletableFuture<DiscoveryPlan> plan)
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

    private void ask(DiscoveryPlan plan, PreviousRun history, HttpFetcher fetcher) {
        FailOver failOver = new FailOver(plan.selection(), constraints, options.inclusive(), events, history);
        new FanOut(
                        options,
                        fetcher,
                        plan.privateAddressesAllowed(),
                        runEnd,
                        cancellation,
                        events,
                        budget,
                        this::outOfMemory,
                        history.dialects())
                .ask(tasks, failOver);
    }
}
