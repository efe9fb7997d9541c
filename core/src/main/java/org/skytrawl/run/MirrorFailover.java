package org.skytrawl.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.QueryContext;
import org.skytrawl.protocol.QueryResult;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Queries one service at its access URL, and if that fails at its mirror URLs, one after the other. All share the timeout of the
 * service: each URL may spend an equal part of the rest on connecting; a connected one may use the whole rest, so that a mirror
 * never cuts off a slow answer. Thread-safe.
 *
 * <p>Holds one permit at a time: releases that of one host before it waits for the next. The wait does not count against the
 * timeout.
 *
 * @param namedByUser whether the user has named the services, and no registry
 */
record MirrorFailover(
        DiscoveryOptions options,
        QueryContext queryContext,
        boolean namedByUser,
        HostLimiter limiter,
        HostHealth health,
        HostHealthRecorder healthRecorder,
        EventStream events,
        RecordBudget.OfRun budget,
        Deadline runEnd,
        Cancellation cancellation) {
    /** Receives the end of a service. */
    @FunctionalInterface
    interface End {
        void of(ServiceOutcome outcome, @Nullable QueryFacts facts);
    }

    /**
     * Queries the service. Blocks, so call it on virtual threads.
     *
     * @param end called once, before the last permit is released: the next service on this host needs the host's health
     */
    void ask(ServiceTask task, End end) {
        Duration left = options.serviceTimeout();
        boolean more = true;
        while (more) {
            HostKey host;
            try {
                host = HostKey.of(task.url());
            } catch (FetchException e) {
                more = goOn(task, new ServiceOutcome.Failed(e.code(), null, String.valueOf(e.getMessage())), null, end);
                continue;
            }
            try {
                HostHealth.Down down;
                try (HostLimiter.Permit permit = limiter.acquire(host, runEnd, cancellation)) {
                    down = health.down(host);
                    if (down == null) {
                        FetchContext context = context(task, left)
                                .under(permit)
                                .telling(health)
                                .named(namedByUser);
                        if (task.begin(context, permit)) {
                            events.emit(new ProvenanceEvent.ServiceStarted(Instant.now(), task.service()));
                        }
                        QueryResult answer =
                                task.query().ask(queryContext, context, new TaskRecords(task, events, budget));
                        left = task.targets() == null ? context.deadline().left() : left;
                        boolean another = !left.isZero() && !runEnd.isOver() && isWorthAMirror(answer.outcome());
                        more = another
                                ? goOn(task, answer.outcome(), answer.facts(), end)
                                : end(task, answer.outcome(), answer.facts(), end);
                    }
                }
                if (down != null) {
                    more = goOn(task, down, end);
                }
            } catch (StoppedException e) {
                more = end(task, stopped(e), null, end);
            }
        }
    }

    /** Waits, without a permit, until the host may be tried again, unless there is another URL. */
    private boolean goOn(ServiceTask task, HostHealth.Down down, End end) throws StoppedException {
        Duration pause = down.pause();
        if (pause != null && task.urlsLeft() == 1) {
            new FetchContext(runEnd, cancellation).pause(pause);
            return true;
        }
        return goOn(task, new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.HOST_DOWN, down.why()), null, end);
    }

    /** For a target list the timeout bounds each request, not the sum of all. */
    private FetchContext context(ServiceTask task, Duration left) {
        Deadline deadline = Deadline.after(left).earlier(runEnd);
        return task.targets() == null
                ? new FetchContext(deadline, share(task, deadline), runEnd, cancellation)
                : new FetchContext(runEnd, share(task, deadline), runEnd, cancellation).eachWithin(left);
    }

    private static Deadline share(ServiceTask task, Deadline whole) {
        int urls = task.urlsLeft();
        return urls == 1 || whole.isNever()
                ? Deadline.never()
                : Deadline.after(whole.left().dividedBy(urls));
    }

    /** Continues with the next URL if there is one. */
    private boolean goOn(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts, End end) {
        if (task.urlsLeft() == 1) {
            return end(task, outcome, facts, end);
        }
        healthRecorder.learn(task.url(), task.context(), outcome);
        task.turnToMirror(outcome, facts);
        return true;
    }

    private static boolean end(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts, End end) {
        TriedUrls.Ending ending = task.ending(outcome, facts);
        end.of(ending.outcome(), ending.facts());
        return false;
    }

    static ServiceOutcome stopped(StoppedException e) {
        return e.stopCause() == StopCause.CANCELLED
                ? new ServiceOutcome.Cancelled(e.phase())
                : new ServiceOutcome.TimedOut(e.phase());
    }

    /** Whether a mirror may help: the URL gave nothing, for a reason of its server. */
    private static boolean isWorthAMirror(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Failed failed -> isFaultOfServer(failed);
            case ServiceOutcome.TimedOut late -> late.phase() == Phase.RESOLVING || late.phase() == Phase.CONNECTING;
            default -> false;
        };
    }

    /** A mirror would reject the same query too. */
    private static boolean isFaultOfServer(ServiceOutcome.Failed failed) {
        Integer status = failed.httpStatus();
        return switch (failed.code()) {
            case SERVICE_ERROR -> status != null && status >= 500;
            case HTTP_STATUS -> status == null || status != 400;
            case TOO_LARGE, INTERNAL -> false;
            default -> true;
        };
    }
}
