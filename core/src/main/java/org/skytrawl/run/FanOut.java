package org.skytrawl.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.OpenFiles;
import org.skytrawl.net.ProcessClock;
import org.skytrawl.protocol.AcceptedQueryForms;
import org.skytrawl.protocol.QueryContext;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries all services at once, each on its own thread, within the limits per host and overall. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    /** Time for a thread to notice its timeout before the run goes on without it. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Time for the thread of a task to report its end. */
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Duration A_DAY = Duration.ofDays(1);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Deadline runEnd;
    private final Cancellation cancellation;
    private final EventStream events;
    private final HostLimiter limiter;
    private final HostHealthRecorder healthRecorder;
    private final MirrorFailover mirrorFailover;
    private final Runnable onOutOfMemory;
    private final OpenFiles files;
    private final Runnable fewer;
    private final long serviceTimeoutNanos;
    private final StoredReading reading;
    private final BlockingQueue<ServiceTask> ended = new LinkedBlockingQueue<>();

    /** This and the next fields are used by the run's thread only. */
    private Thread.Builder threads = Thread.ofVirtual();

    private int started;

    /** Tasks whose end the run has handled. */
    private final Set<ServiceTask> counted = Collections.newSetFromMap(new IdentityHashMap<>());

    /** When the run first saw that a task had ended without a report. */
    private final IdentityHashMap<ServiceTask, Long> seenEndedNanos = new IdentityHashMap<>();

    FanOut(
            DiscoveryOptions options,
            Network network,
            Plan plan,
            Deadline runEnd,
            Cancellation cancellation,
            EventStream events,
            RecordBudget.OfRun budget,
            Runnable onOutOfMemory,
            AcceptedQueryForms acceptedForms,
            StoredReading reading) {
        this.runEnd = runEnd;
        this.reading = reading;
        this.cancellation = cancellation;
        this.events = events;
        this.onOutOfMemory = onOutOfMemory;
        this.serviceTimeoutNanos = options.serviceTimeout().compareTo(A_DAY) > 0
                ? A_DAY.toNanos()
                : options.serviceTimeout().toNanos();
        HostLimiter limiter = network.limiter(options.perHost(), Math.min(options.concurrency(), OpenFiles.room()));
        HostHealth health = network.health(limiter::maxTimeouts, options.serviceTimeout());
        this.limiter = limiter;
        this.healthRecorder = new HostHealthRecorder(health, runEnd);
        this.files = network.http().openFiles();
        this.fewer = limiter::fewer;
        this.mirrorFailover = new MirrorFailover(
                options,
                new QueryContext(
                        network.http(),
                        options.maxBytesPerAnswer(),
                        plan.privateAddressesAllowed(),
                        options.split(),
                        options.requestsPerService(),
                        acceptedForms),
                plan.isNamedByUser(),
                limiter,
                health,
                healthRecorder,
                events,
                budget,
                runEnd,
                cancellation);
    }

    /**
     * Queries the services, and stand-ins of those that fail. Returns when every task has ended, at the latest shortly after the
     * last deadline or the cancel. Call it on a platform thread: virtual threads that compute without end must not delay deadline
     * and cancel.
     *
     * @param tasks gets every task started
     */
    void ask(Queue<ServiceTask> tasks, FailOver failOver) {
        List<ServiceTask> first = failOver.first();
        threads = Network.threads(first.size()).name("skytrawl-service");
        start(first, tasks);
        long nextLook = System.nanoTime() + LOOK_EVERY_NANOS;
        long graceNanos = GRACE_NANOS;
        CarrierWatch carriers = new CarrierWatch();
        files.onShortage(fewer);
        try (carriers) {
            while (counted.size() < started) {
                ServiceTask task = null;
                try {
                    task = ended.poll(nextLook - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // only a container might interrupt the run's thread; it means cancel
                    cancellation.cancel();
                    graceNanos = -1;
                    nextLook = System.nanoTime();
                }
                try {
                    if (task != null) {
                        ended(task, failOver, tasks);
                    }
                    if (System.nanoTime() - nextLook >= 0) {
                        for (ServiceTask each : tasks) {
                            giveUpIfLate(each, graceNanos);
                            if (isUnreported(each)) {
                                ended(each, failOver, tasks);
                            }
                        }
                        carriers.look();
                        if (carriers.heldNanos() > serviceTimeoutNanos) {
                            tasks.forEach(this::endIfQueued);
                        }
                        nextLook = System.nanoTime() + LOOK_EVERY_NANOS;
                    }
                } catch (OutOfMemoryError e) {
                    onOutOfMemory.run();
                }
            }
        } finally {
            files.noLonger(fewer);
        }
    }

    /** How many services of the URL's host may be queried at once now. */
    int limit(String url) {
        try {
            return limiter.limit(HostKey.of(url));
        } catch (FetchException e) {
            return 1;
        }
    }

    /**
     * Whether its thread has had no memory left to report the end. A thread that is just about to report it comes first: the log has
     * nothing after the summary.
     */
    private boolean isUnreported(ServiceTask task) {
        if (task.outcome() == null || counted.contains(task)) {
            return false;
        }
        long now = ProcessClock.nanoTime();
        return now - seenEndedNanos.computeIfAbsent(task, key -> now) >= REPORT_NANOS;
    }

    /** Handles the end of a task, once. */
    private void ended(ServiceTask task, FailOver failOver, Queue<ServiceTask> tasks) {
        if (counted.add(task)) {
            start(failOver.after(task, Objects.requireNonNull(task.outcome())), tasks);
        }
    }

    /** For when no virtual thread has run for a whole service timeout: a queued task will never begin. */
    private void endIfQueued(ServiceTask task) {
        if (task.context() == null && task.outcome() == null) {
            TriedUrls.Ending ending = task.endingFromOutside(new ServiceOutcome.TimedOut(Phase.QUEUED));
            end(task, ending.outcome(), ending.facts());
        }
    }

    private void start(List<ServiceTask> more, Queue<ServiceTask> tasks) {
        List<ServiceTask> stored = new ArrayList<>();
        for (ServiceTask task : more) {
            tasks.add(task);
            started++;
            if (reading.has(task.service())) {
                stored.add(task);
                continue;
            }
            try {
                startThread(task);
            } catch (OutOfMemoryError e) {
                onOutOfMemory.run();
                end(task, fault(task, e), null);
            }
        }
        if (!stored.isEmpty()) {
            // not a virtual thread: reading files holds its carrier
            Thread.ofPlatform().daemon().name("skytrawl-stored").start(() -> read(stored));
        }
    }

    /** Reads the answers of all of them in one pass. */
    private void read(List<ServiceTask> stored) {
        try {
            reading.read(stored, this::end);
        } catch (OutOfMemoryError e) {
            onOutOfMemory.run();
            stored.forEach(task -> end(task, fault(task, e), null));
        } catch (RuntimeException | Error e) {
            // the run waits for the end of these tasks in any case
            stored.forEach(task -> end(task, fault(task, e), null));
        }
    }

    private void startThread(ServiceTask task) {
        threads.start(() -> {
            try {
                mirrorFailover.ask(task, (outcome, facts) -> end(task, outcome, facts));
            } catch (OutOfMemoryError e) {
                onOutOfMemory.run();
                end(task, fault(task, e), null);
            } catch (RuntimeException | Error e) {
                // the run waits for the end of this task in any case
                end(task, fault(task, e), null);
            }
        });
    }

    private static ServiceOutcome fault(ServiceTask task, Throwable e) {
        LOG.warn("querying {} failed by a fault of Skytrawl", task.service().ivoid(), e);
        return new ServiceOutcome.Failed(FailureCode.INTERNAL, null, String.valueOf(e));
    }

    /** Ends a task whose thread should have ended it. */
    private void giveUpIfLate(ServiceTask task, long graceNanos) {
        boolean cancelled = cancellation.isCancelled();
        if (task.isLate(cancelled || runEnd.isOver(), ProcessClock.nanoTime(), graceNanos)) {
            ServiceOutcome outcome =
                    cancelled ? new ServiceOutcome.Cancelled(task.phase()) : new ServiceOutcome.TimedOut(task.phase());
            TriedUrls.Ending ending = task.endingFromOutside(outcome);
            end(task, ending.outcome(), ending.facts());
            task.releasePermit();
        }
    }

    private void end(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts) {
        if (task.end(outcome)) {
            try {
                if (!task.isStored()) {
                    healthRecorder.learn(task.url(), task.context(), outcome);
                }
                emitEnd(task, outcome, facts);
            } catch (OutOfMemoryError e) {
                onOutOfMemory.run();
                if (!events.hasEnded(task.service())) {
                    emitEnd(task, outcome, facts);
                }
            } finally {
                // the run waits for this in any case
                ended.add(task);
            }
        }
    }

    private void emitEnd(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts) {
        events.emit(
                new ProvenanceEvent.ServiceEnded(Instant.now(), task.service(), outcome, facts, task.failedOverFrom()));
    }
}
