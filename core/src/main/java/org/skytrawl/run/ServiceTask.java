package org.skytrawl.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Answer;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetsQuery;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * The query of one service, at one of its URLs after the other. Ends exactly once: by the service's thread, or by the run when it
 * waits no longer; records that the thread delivers later are dropped.
 */
public final class ServiceTask {
    /** The first requests find out how to ask the service. */
    private static final int ENOUGH_FOR_AN_ESTIMATE = 10;

    private final Service service;
    private final TriedUrls urls;
    private final RunQueries queries;
    private final @Nullable Ivoid failedOverFrom;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayList<ObsCoreRecord> records = new ArrayList<>();
    private long heldBytes;
    private ServiceOutcome.@Nullable Overflowed cut;

    /** Its outcome and number of records are fixed: it cannot be cut any more. */
    private boolean settled;

    private ServiceQuery query;
    private Origin origin;
    private @Nullable FetchContext context;
    private HostLimiter.@Nullable Permit permit;
    private long begunNanos;
    private long endedNanos;
    private boolean hasBegun;
    private boolean stored;
    private @Nullable Long dueSinceNanos;
    private @Nullable ServiceOutcome outcome;

    /** Null without a target list. */
    private @Nullable TargetProgress targets;

    /** @param failedOverFrom the service that failed and that represented this one, or null */
    ServiceTask(Service service, RunQueries queries, @Nullable Ivoid failedOverFrom) {
        this.service = service;
        this.urls = new TriedUrls(service);
        this.queries = queries;
        this.failedOverFrom = failedOverFrom;
        this.query = queries.of(service);
        this.origin = originOf(query);
        this.targets = query instanceof TargetsQuery list
                ? TargetProgress.before(list.targets().set())
                : null;
    }

    /**
     * The progress of a target list.
     *
     * @param asked the number of targets to ask for
     * @param left the targets not answered yet
     * @param requestsToGo estimate of the requests that are to follow; null if none was sent yet
     */
    record TargetProgress(
            int asked, TargetSet left, @Nullable Long requestsToGo) {
        static TargetProgress before(TargetSet all) {
            return new TargetProgress(all.size(), all, null);
        }

        int answered() {
            return asked - left.size();
        }
    }

    void progress(TargetSet left, long requestsToGo) {
        lock.lock();
        try {
            if (targets != null) {
                targets = new TargetProgress(targets.asked, left, requestsToGo);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Null without a target list. */
    @Nullable
    TargetProgress targets() {
        return locked(() -> targets);
    }

    /** The time for the requests that are to follow, at the rate so far; null if it is not running or has had few requests. */
    @Nullable
    Duration estimatedLeft() {
        Duration soFar = runningFor();
        TargetProgress list = targets();
        int sent = requests();
        if (soFar == null || list == null || list.requestsToGo() == null || sent < ENOUGH_FOR_AN_ESTIMATE) {
            return null;
        }
        return Duration.ofMillis((long) ((double) soFar.toMillis() / sent * list.requestsToGo()));
    }

    /** HTTP requests sent at the current URL. */
    int requests() {
        return locked(() -> context == null ? 0 : context.attempts());
    }

    private Origin originOf(ServiceQuery sent) {
        return new Origin(service.ivoid(), service.title(), service.protocol(), sent.url());
    }

    private <T extends @Nullable Object> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Ivoid failedOverFrom() {
        return failedOverFrom;
    }

    Service service() {
        return service;
    }

    /** The query at the current URL. */
    ServiceQuery query() {
        return locked(() -> query);
    }

    Origin origin() {
        return locked(() -> origin);
    }

    /** The current URL. */
    String url() {
        return locked(() -> urls.current());
    }

    /** Number of URLs not tried yet, including the current one. */
    int urlsLeft() {
        return locked(() -> urls.left());
    }

    /** Begins with an answer that is read from where it is kept: no host is waited for. */
    void beginReading(FetchContext running) {
        lock.lock();
        try {
            stored = true;
            context = running;
            begunNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Whether its answer is read from where it is kept. */
    boolean isStored() {
        return locked(() -> stored);
    }

    /** Begins at the current URL with the permits held; returns whether for the first time. */
    boolean begin(FetchContext running, HostLimiter.Permit held) {
        lock.lock();
        try {
            boolean first = !hasBegun;
            hasBegun = true;
            context = running;
            permit = held;
            begunNanos = System.nanoTime();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Continues with the next URL; the task is queued again until {@link #begin}. */
    void turnToMirror(ServiceOutcome why, @Nullable QueryFacts facts) {
        lock.lock();
        try {
            urls.turnToNext(why, withAddress(facts));
            query = queries.of(service, urls.current());
            origin = originOf(query);
            context = null;
            permit = null;
            dueSinceNanos = null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the service with the outcome at the current URL. */
    TriedUrls.Ending ending(ServiceOutcome last, @Nullable QueryFacts facts) {
        lock.lock();
        try {
            settled = true;
            QueryFacts seen = withAddress(facts);
            return urls.ending(cut == null ? last : cut, cut == null || seen == null ? seen : ofCut(seen));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable QueryFacts withAddress(@Nullable QueryFacts facts) {
        return facts != null && context != null && context.reachedPrivateAddress() ? facts.atPrivateAddress() : facts;
    }

    /** Records of any target may have been dropped. */
    private QueryFacts ofCut(QueryFacts facts) {
        QueryFacts kept = facts.with(facts.rows().withRecords(records.size()));
        return query instanceof TargetsQuery list
                ? kept.with(new QueryFacts.Targets(
                        list.targets().size(), list.targets().set()))
                : kept;
    }

    /** Null until the task has begun. */
    @Nullable
    FetchContext context() {
        return locked(() -> context);
    }

    /** Adds a record; false if the task has ended or was cut. */
    boolean take(ObsCoreRecord record, long bytes) {
        lock.lock();
        try {
            if (settled || outcome != null || cut != null) {
                return false;
            }
            heldBytes += bytes;
            return records.add(record);
        } finally {
            lock.unlock();
        }
    }

    /** Memory of its records in bytes. */
    long heldBytes() {
        return locked(() -> heldBytes);
    }

    /** Writes the reason for a cut. */
    @FunctionalInterface
    interface CutReason {
        String of(long kept, long received);
    }

    /**
     * Cuts the answer unless it has ended: drops all but the first records, and accepts no more.
     *
     * @param most limit of bytes to keep
     * @return the number of bytes freed
     */
    long cutTo(long most, CutReason why) {
        FetchContext running = null;
        lock.lock();
        try {
            if (settled || outcome != null || heldBytes <= most) {
                return 0;
            }
            int received = records.size();
            int kept = (int) (received * ((double) most / heldBytes));
            records.subList(kept, received).clear();
            records.trimToSize();
            cut = new ServiceOutcome.Overflowed(why.of(kept, received));
            long free = heldBytes - most;
            heldBytes = most;
            running = context;
            return free;
        } finally {
            lock.unlock();
            if (running != null) {
                // its thread holds the records too, and may wait for a server that is silent
                running.abandon();
            }
        }
    }

    /** Why it was cut, or null. */
    @Nullable
    String whyFull() {
        return locked(() -> cut == null ? null : cut.reason());
    }

    /** Ends the task; false if it has ended already. */
    boolean end(ServiceOutcome ending) {
        lock.lock();
        try {
            if (outcome != null) {
                return false;
            }
            outcome = ending;
            endedNanos = System.nanoTime();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Releases the permit of a thread that does not return. */
    void releasePermit() {
        HostLimiter.Permit held = locked(() -> permit);
        if (held != null) {
            held.close();
        }
    }

    @Nullable
    ServiceOutcome outcome() {
        return locked(() -> outcome);
    }

    /** Whether it has not ended although the service's or run's time has been over for the grace time. Call it repeatedly. */
    boolean isLate(boolean runStopped, long nowNanos, long graceNanos) {
        lock.lock();
        try {
            boolean due = outcome == null && (runStopped || (context != null && context.isOver()));
            if (!due) {
                dueSinceNanos = null;
            } else if (dueSinceNanos == null) {
                dueSinceNanos = nowNanos;
            }
            return due && dueSinceNanos != null && nowNanos - dueSinceNanos > graceNanos;
        } finally {
            lock.unlock();
        }
    }

    boolean isRunning() {
        return locked(() -> outcome == null && context != null);
    }

    /** The time since it began; null if it is queued or has ended. */
    @Nullable
    Duration runningFor() {
        return isRunning() ? Duration.ofNanos(System.nanoTime() - begunNanos) : null;
    }

    /** The time from its begin to its end, or until now. */
    double askedForSeconds() {
        return locked(() -> ((outcome == null ? System.nanoTime() : endedNanos) - begunNanos) / 1e9);
    }

    Phase phase() {
        return locked(() -> context == null ? Phase.QUEUED : context.phase());
    }

    int recordCount() {
        return locked(() -> records.size());
    }

    /** Its records so far. */
    Answer answer() {
        return locked(() -> new Answer(service, origin, List.copyOf(records)));
    }

    /** The end of a task whose thread has not returned, with the counts known without it. */
    TriedUrls.Ending endingFromOutside(ServiceOutcome last) {
        lock.lock();
        try {
            QueryFacts seen = context == null
                    ? null
                    : QueryFacts.of(
                                    query.text(),
                                    null,
                                    new QueryFacts.Cost(
                                            context.attempts(),
                                            context.bytes(),
                                            (System.nanoTime() - begunNanos) / 1e9))
                            .with(QueryFacts.Rows.NONE.withRecords(records.size()));
            seen = withAddress(seen);
            settled = true;
            TargetProgress list = targets;
            if (list == null || seen == null) {
                return urls.ending(cut == null ? last : cut, seen);
            }
            boolean isPart = last instanceof ServiceOutcome.TimedOut && list.answered() > 0;
            ServiceOutcome ending = isPart
                    ? new ServiceOutcome.Incomplete(
                            FailureCode.TIME_LIMIT,
                            null,
                            "timed out " + last.reason() + "; " + list.left().size() + " of " + list.asked()
                                    + " targets not answered")
                    : last;
            return urls.ending(
                    cut == null ? ending : cut, seen.with(new QueryFacts.Targets(list.asked(), list.left())));
        } finally {
            lock.unlock();
        }
    }
}
