package org.skytrawl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.ObsCoreRecord;
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
import org.skytrawl.protocol.RecordSink;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Asks one service at its access URL, and while nothing is to be had there at its mirror URLs, one after the other. All share
 * the service's one timeout: each may spend an equal part of what is left on getting a connection; once it has one, the whole
 * rest is its own, so that a mirror costs no service that is slow its answer. Thread-safe.
 *
 * <p>No two permits are held at once: that of one URL's host is given back before the next is waited for, and waiting for it
 * does not count against the service's time.
 */
record MirrorFailover(
        DiscoveryOptions options,
        QueryContext means,
        HostLimiter limiter,
        HostHealth health,
        HostHealthRecorder lessons,
        EventStream events,
        RecordBudget budget,
        Deadline runEnd,
        Cancellation cancellation) {
    /** Takes the end of a service. */
    @FunctionalInterface
    interface End {
        void of(ServiceOutcome outcome, @Nullable QueryFacts facts);
    }

    /**
     * Asks. Blocks, so call it on virtual threads.
     *
     * @param end is called once, while the last permit is still held: who comes next on this host profits from what was
     *     learned
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
            try (HostLimiter.Permit permit = limiter.acquire(host, runEnd, cancellation)) {
                String down = health.whyDown(host);
                if (down != null) {
                    more = goOn(
                            task, new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.HOST_DOWN, down), null, end);
                    continue;
                }
                Deadline deadline = Deadline.after(left).earlier(runEnd);
                FetchContext context = new FetchContext(deadline, share(task, deadline), runEnd, cancellation);
                if (task.begin(context, permit)) {
                    events.emit(new ProvenanceEvent.ServiceStarted(Instant.now(), task.service()));
                }
                QueryResult answer = task.query().ask(means, context, (record, bytes) -> take(task, record, bytes));
                left = context.deadline().left();
                boolean another = !left.isZero() && MirrorRule.isWorthAMirror(answer.outcome());
                more = another
                        ? goOn(task, answer.outcome(), answer.facts(), end)
                        : end(task, answer.outcome(), answer.facts(), end);
            } catch (StoppedException e) {
                more = end(task, stopped(e), null, end);
            }
        }
    }

    private void take(ServiceTask task, ObsCoreRecord record, long bytes) throws RecordSink.NoMoreRecordsException {
        if (!task.take(record, bytes)) {
            String full = task.whyFull();
            throw new RecordSink.NoMoreRecordsException(full == null ? "the service has ended" : full);
        }
        events.record(task.origin(), record);
        budget.took(bytes);
    }

    private static Deadline share(ServiceTask task, Deadline whole) {
        int urls = task.urlsLeft();
        return urls == 1 || whole.isNever()
                ? Deadline.never()
                : Deadline.after(whole.left().dividedBy(urls));
    }

    /** Turns to the next URL if there is one. */
    private boolean goOn(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts, End end) {
        if (task.urlsLeft() == 1) {
            return end(task, outcome, facts, end);
        }
        lessons.learn(task.url(), task.context(), outcome);
        task.turnToMirror(outcome, facts);
        return true;
    }

    private static boolean end(ServiceTask task, ServiceOutcome outcome, @Nullable QueryFacts facts, End end) {
        TriedUrls.Ending ending = task.ending(outcome, facts);
        end.of(ending.outcome(), ending.facts());
        return false;
    }

    private static ServiceOutcome stopped(StoppedException e) {
        return e.stopCause() == StopCause.CANCELLED
                ? new ServiceOutcome.Cancelled(e.phase())
                : new ServiceOutcome.TimedOut(e.phase());
    }

    /** What a mirror may help against: that nothing was had of a URL for a reason that lies with its server. */
    static final class MirrorRule {
        private MirrorRule() {}

        static boolean isWorthAMirror(ServiceOutcome outcome) {
            return switch (outcome) {
                case ServiceOutcome.Failed failed -> isOfServer(failed);
                case ServiceOutcome.TimedOut late ->
                    List.of(Phase.RESOLVING, Phase.CONNECTING).contains(late.phase());
                default -> false;
            };
        }

        /** What it says of the question would be said by its mirrors too. */
        private static boolean isOfServer(ServiceOutcome.Failed failed) {
            Integer status = failed.httpStatus();
            return switch (failed.code()) {
                case SERVICE_ERROR -> status != null && status >= 500;
                case HTTP_STATUS -> status == null || status != 400;
                case TOO_LARGE, INTERNAL -> false;
                default -> true;
            };
        }
    }
}
