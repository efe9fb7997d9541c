package org.skytrawl;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.QueryResult;
import org.skytrawl.provenance.FailureCode;
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

    private static final long LOOK_EVERY_MILLIS = 50;

    private final DiscoveryOptions options;
    private final HttpFetcher fetcher;
    private final boolean privateAddressesAllowed;
    private final Deadline runEnd;
    private final Cancellation cancellation;
    private final Consumer<ProvenanceEvent> events;
    private final @Nullable DiscoveryListener listener;
    private final HostLimiter limiter;

    FanOut(
            DiscoveryOptions options,
            HttpFetcher fetcher,
            boolean privateAddressesAllowed,
            Deadline runEnd,
            Cancellation cancellation,
            Consumer<ProvenanceEvent> events,
            @Nullable DiscoveryListener listener) {
        this.options = options;
        this.fetcher = fetcher;
        this.privateAddressesAllowed = privateAddressesAllowed;
        this.runEnd = runEnd;
        this.cancellation = cancellation;
        this.events = events;
        this.listener = listener;
        this.limiter = new HostLimiter(options.perHost(), options.concurrency());
    }

    /** Returns when every task has ended; at the latest a moment after the last deadline or the cancel. */
    void ask(List<ServiceTask> tasks) {
        CountDownLatch open = new CountDownLatch(tasks.size());
        for (ServiceTask task : tasks) {
            Thread.ofVirtual().name("skytrawl-service").start(() -> {
                try {
                    askOne(task);
                } finally {
                    open.countDown();
                }
            });
        }
        try {
            while (!open.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                for (ServiceTask task : tasks) {
                    giveUpIfLate(task, GRACE_NANOS);
                }
                if (tasks.stream().allMatch(task -> task.outcome() != null)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // nobody interrupts the run's own thread; if a container does, it means cancel
            cancellation.cancel();
            tasks.forEach(task -> giveUpIfLate(task, -1));
        }
    }

    private void askOne(ServiceTask task) {
        HostKey host;
        try {
            host = HostKey.of(task.service().accessUrl());
        } catch (FetchException e) {
            end(task, new ServiceOutcome.Failed(e.code(), null, String.valueOf(e.getMessage())), null);
            return;
        }
        HostLimiter.Permit permit;
        try {
            permit = limiter.acquire(host, runEnd, cancellation);
        } catch (StoppedException e) {
            end(task, stopped(e), null);
            return;
        }
        ServiceOutcome outcome;
        QueryFacts facts = null;
        try {
            FetchContext context =
                    new FetchContext(Deadline.after(options.serviceTimeout()).earlier(runEnd), cancellation);
            task.begin(context);
            events.accept(new ProvenanceEvent.ServiceStarted(Instant.now(), task.service()));
            QueryResult answer = task.query()
                    .ask(fetcher, context, options.maxBytesPerAnswer(), privateAddressesAllowed, record -> {
                        if (task.take(record)) {
                            tell(task, record);
                        }
                    });
            outcome = answer.outcome();
            facts = answer.facts();
        } catch (RuntimeException | Error e) {
            LOG.warn("asking {} failed by a fault of Skytrawl", task.service().ivoid(), e);
            outcome = new ServiceOutcome.Failed(FailureCode.INTERNAL, null, String.valueOf(e));
        } finally {
            permit.close();
        }
        end(task, outcome, facts);
    }

    private void tell(ServiceTask task, ObsCoreRecord record) {
        if (listener != null) {
            try {
                listener.onRecord(task.origin(), record);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed on a record of {}", task.service().ivoid(), e);
            }
        }
    }

    /** Ends, from outside, what should have ended by itself. */
    private void giveUpIfLate(ServiceTask task, long graceNanos) {
        boolean cancelled = cancellation.isCancelled();
        if (task.isLate(cancelled || runEnd.isOver(), System.nanoTime(), graceNanos)) {
            ServiceOutcome outcome =
                    cancelled ? new ServiceOutcome.Cancelled(task.phase()) : new ServiceOutcome.TimedOut(task.phase());
            end(task, outcome, task.factsFromOutside());
        }
    }

    private void end(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts) {
        if (task.end(outcome)) {
            events.accept(new ProvenanceEvent.ServiceEnded(Instant.now(), task.service(), outcome, facts, null));
        }
    }

    private static ServiceOutcome stopped(StoppedException e) {
        return e.stopCause() == StopCause.CANCELLED
                ? new ServiceOutcome.Cancelled(e.phase())
                : new ServiceOutcome.TimedOut(e.phase());
    }
}
