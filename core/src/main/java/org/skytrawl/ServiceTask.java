package org.skytrawl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Answer;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * One service being asked, at one of its URLs after the other. Ends exactly once: whoever comes first, the service's own
 * thread or the run that will not wait for it any longer; what its thread still delivers after that is not taken.
 */
final class ServiceTask {
    private final Service service;
    private final TriedUrls urls;
    private final Function<Service, ServiceQuery> asked;
    private final @Nullable Ivoid failedOverFrom;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayList<ObsCoreRecord> records = new ArrayList<>();
    private long heldBytes;
    private ServiceOutcome.@Nullable Overflowed cut;

    /** What became of it is known, and with it how many records it gave: it cannot be cut any more. */
    private boolean settled;

    private ServiceQuery query;
    private Origin origin;
    private @Nullable FetchContext context;
    private HostLimiter.@Nullable Permit permit;
    private long begunNanos;
    private boolean hasBegun;
    private @Nullable Long dueSinceNanos;
    private @Nullable ServiceOutcome outcome;

    private ServiceTask(Service service, Function<Service, ServiceQuery> asked, @Nullable Ivoid failedOverFrom) {
        this.service = service;
        this.urls = new TriedUrls(service);
        this.asked = asked;
        this.failedOverFrom = failedOverFrom;
        this.query = asked.apply(service);
        this.origin = originOf(query);
    }

    private Origin originOf(ServiceQuery put) {
        return new Origin(service.ivoid(), service.title(), service.protocol(), put.url());
    }

    /**
     * A task that has not begun.
     *
     * @param failedOverFrom the service that did not answer and for whose sake this one was elided; else null
     */
    static ServiceTask of(Service service, Question constraints, boolean inclusive, @Nullable Ivoid failedOverFrom) {
        return new ServiceTask(service, at -> KnownProtocols.query(at, constraints, inclusive), failedOverFrom);
    }

    @Nullable
    Ivoid failedOverFrom() {
        return failedOverFrom;
    }

    Service service() {
        return service;
    }

    /** The question as it is put at the present URL. */
    ServiceQuery query() {
        lock.lock();
        try {
            return query;
        } finally {
            lock.unlock();
        }
    }

    Origin origin() {
        lock.lock();
        try {
            return origin;
        } finally {
            lock.unlock();
        }
    }

    /** The URL that it is asked at now. */
    String url() {
        lock.lock();
        try {
            return urls.current();
        } finally {
            lock.unlock();
        }
    }

    /** How many URLs there are to ask it at, the present one included. */
    int urlsLeft() {
        lock.lock();
        try {
            return urls.left();
        } finally {
            lock.unlock();
        }
    }

    /** The permits are held and the clock runs; says whether that is for the first time. */
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

    /** Nothing was had of the present URL: the next one is its. Until {@link #begin} it waits for its turn again. */
    void turnToMirror(ServiceOutcome why, @Nullable QueryFacts facts) {
        lock.lock();
        try {
            urls.turnToNext(why, facts);
            query = asked.apply(service.at(urls.current()));
            origin = originOf(query);
            context = null;
            permit = null;
            dueSinceNanos = null;
        } finally {
            lock.unlock();
        }
    }

    /** The end of the present URL as that of the service. */
    TriedUrls.Ending ending(ServiceOutcome last, @Nullable QueryFacts facts) {
        lock.lock();
        try {
            settled = true;
            return urls.ending(
                    cut == null ? last : cut,
                    cut == null || facts == null
                            ? facts
                            : facts.with(facts.rows().withRecords(records.size())));
        } finally {
            lock.unlock();
        }
    }

    /** What it uses, or null before it has begun. */
    @Nullable
    FetchContext context() {
        lock.lock();
        try {
            return context;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a record, unless the task has ended or was cut.
     *
     * @param bytes what the record takes of memory
     */
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

    /** What the records that it holds take of memory, in bytes. */
    long heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    /** How the cut of an answer is told. */
    @FunctionalInterface
    interface Telling {
        String of(long kept, long came);
    }

    /**
     * Cuts the answer, unless it has ended: lets go of all but the first records, and takes no more.
     *
     * @param most what those may take of memory, in bytes
     * @return how many bytes are free by that
     */
    long cutTo(long most, Telling why) {
        FetchContext asked = null;
        lock.lock();
        try {
            if (settled || outcome != null || heldBytes <= most) {
                return 0;
            }
            int came = records.size();
            int kept = (int) (came * ((double) most / heldBytes));
            records.subList(kept, came).clear();
            records.trimToSize();
            cut = new ServiceOutcome.Overflowed(why.of(kept, came));
            long free = heldBytes - most;
            heldBytes = most;
            asked = context;
            return free;
        } finally {
            lock.unlock();
            if (asked != null) {
                // its thread holds the records too, and may wait for a server that sends nothing more
                asked.abandon();
            }
        }
    }

    /** Why it takes no more records: null unless it was cut. */
    @Nullable
    String whyFull() {
        lock.lock();
        try {
            return cut == null ? null : cut.reason();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the task; false if it had ended before. */
    boolean end(ServiceOutcome ending) {
        lock.lock();
        try {
            if (outcome != null) {
                return false;
            }
            outcome = ending;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the permit back for a thread that does not come back. */
    void releasePermit() {
        HostLimiter.Permit held;
        lock.lock();
        try {
            held = permit;
        } finally {
            lock.unlock();
        }
        if (held != null) {
            held.close();
        }
    }

    @Nullable
    ServiceOutcome outcome() {
        lock.lock();
        try {
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether its time, or the run's, has been over for the grace although it has not ended; to be asked again and again.
     */
    boolean isLate(boolean runStopped, long nowNanos, long graceNanos) {
        lock.lock();
        try {
            boolean due = outcome == null
                    && (runStopped || (context != null && context.deadline().isOver()));
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
        lock.lock();
        try {
            return outcome == null && context != null;
        } finally {
            lock.unlock();
        }
    }

    /** How long it is being asked by now; null if it waits for its turn, or has ended. */
    @Nullable
    Duration runningFor() {
        return isRunning() ? Duration.ofNanos(System.nanoTime() - begunNanos) : null;
    }

    /** How far it has come. */
    Phase phase() {
        lock.lock();
        try {
            return context == null ? Phase.QUEUED : context.phase();
        } finally {
            lock.unlock();
        }
    }

    int recordCount() {
        lock.lock();
        try {
            return records.size();
        } finally {
            lock.unlock();
        }
    }

    /** What it gave so far. */
    Answer answer() {
        lock.lock();
        try {
            return new Answer(service, origin, List.copyOf(records));
        } finally {
            lock.unlock();
        }
    }

    /** The end of a task whose thread has not come back: no counts but those seen from outside. */
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
            settled = true;
            return urls.ending(cut == null ? last : cut, seen);
        } finally {
            lock.unlock();
        }
    }
}
