package org.skytrawl.run;

import java.time.Duration;
import java.time.Instant;
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
import org.skytrawl.net.HostHealth;
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

/** Asks all services at once, each on a virtual thread, within the limits per host and overall. */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    /** How long a thread may take to notice that its time is over before the run goes on without it. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Duration A_DAY = Duration.ofDays(1);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Deadline runEnd;
    private final Cancellation cancellation;
    private final EventStream events;
    private final HostHealthRecorder lessons;
    private final MirrorFailover urlByUrl;
    private final Runnable onOutOfMemory;
    private final OpenFiles files;
    private final Runnable fewer;
    private final long serviceTimeoutNanos;
    private final BlockingQueue<ServiceTask> ended = new LinkedBlockingQueue<>();

    /** Used by the run's own thread only, as all that follows. */
    private Thread.Builder threads = Thread.ofVirtual();

    private int started;

    /** Those of whose end the run knows. */
    private final Set<ServiceTask> counted = Collections.newSetFromMap(new IdentityHashMap<>());

    FanOut(
            DiscoveryOptions options,
            Network network,
            boolean privateAddressesAllowed,
            Deadline runEnd,
            Cancellation cancellation,
            EventStream events,
            RecordBudget budget,
            Runnable onOutOfMemory,
            AcceptedQueryForms dialects) {
        this.runEnd = runEnd;
        this.cancellation = cancellation;
        this.events = events;
        this.onOutOfMemory = onOutOfMemory;
        this.serviceTimeoutNanos = options.serviceTimeout().compareTo(A_DAY) > 0
                ? A_DAY.toNanos()
                : options.serviceTimeout().toNanos();
        HostHealth health = network.health(options.perHost());
        this.lessons = new HostHealthRecorder(health);
        HostLimiter limiter = network.limiter(options.perHost(), Math.min(options.concurrency(), OpenFiles.room()));
        this.files = network.http().openFiles();
        this.fewer = limiter::fewer;
        this.urlByUrl = new MirrorFailover(
                options,
                new QueryContext(
                        network.http(),
                        options.maxBytesPerAnswer(),
                        privateAddressesAllowed,
                        options.split(),
                        dialects),
                limiter,
                health,
                lessons,
                events,
                budget,
                runEnd,
                cancellation);
    }

    /**
     * Asks, and asks others in place of those that do not answer. Returns when every task has ended; at the latest a moment
     * after the last deadline or the cancel. To be called on a platform thread: one that works without end on a virtual one,
     * and so holds a processor, must hold up neither deadline nor cancel.
     *
     * @param tasks gets all that are asked
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
                    // nobody interrupts the run's own thread; if a container does, it means cancel
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
                            // also one whose thread had no memory left to say so
                            if (each.outcome() != null) {
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

    /** A task has ended. Does nothing the second time. */
    private void ended(ServiceTask task, FailOver failOver, Queue<ServiceTask> tasks) {
        if (counted.add(task)) {
            start(failOver.after(task, Objects.requireNonNull(task.outcome())), tasks);
        }
    }

    /** No virtual thread has run for as long as a service may take, and none can be helped: what has not begun never will. */
    private void endIfQueued(ServiceTask task) {
        if (task.context() == null && task.outcome() == null) {
            TriedUrls.Ending ending = task.endingFromOutside(new ServiceOutcome.TimedOut(Phase.QUEUED));
            end(task, ending.outcome(), ending.facts());
        }
    }

    private void start(List<ServiceTask> more, Queue<ServiceTask> tasks) {
        for (ServiceTask task : more) {
            tasks.add(task);
            started++;
            try {
                startThread(task);
            } catch (OutOfMemoryError e) {
                onOutOfMemory.run();
                end(task, fault(task, e), null);
            }
        }
    }

    private void startThread(ServiceTask task) {
        threads.start(() -> {
            try {
                urlByUrl.ask(task, (outcome, facts) -> end(task, outcome, facts));
            } catch (OutOfMemoryError e) {
                onOutOfMemory.run();
                end(task, fault(task, e), null);
            } catch (RuntimeException | Error e) {
                // whatever it is, the run waits for this task's end
                end(task, fault(task, e), null);
            }
        });
    }

    private static ServiceOutcome fault(ServiceTask task, Throwable e) {
        LOG.warn("asking {} failed by a fault of Skytrawl", task.service().ivoid(), e);
        return new ServiceOutcome.Failed(FailureCode.INTERNAL, null, String.valueOf(e));
    }

    /** Ends, from outside, what should have ended by itself. */
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
                lessons.learn(task.url(), task.context(), outcome);
                emitEnd(task, outcome, facts);
            } catch (OutOfMemoryError e) {
                onOutOfMemory.run();
                if (!events.hasEnded(task.service())) {
                    emitEnd(task, outcome, facts);
                }
            } finally {
                // whatever happens: the run waits for this
                ended.add(task);
            }
        }
    }

    private void emitEnd(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts) {
        events.emit(
                new ProvenanceEvent.ServiceEnded(Instant.now(), task.service(), outcome, facts, task.failedOverFrom()));
    }
}
