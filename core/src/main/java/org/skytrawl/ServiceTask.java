package org.skytrawl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.Answer;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * One service being asked. Ends exactly once: whoever comes first, the service's own thread or the run that will not wait
 * for it any longer; what its thread still delivers after that is not taken.
 */
final class ServiceTask {
    private final ServiceQuery query;
    private final Service service;
    private final Origin origin;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ObsCoreRecord> records = new ArrayList<>();
    private @Nullable FetchContext context;
    private HostLimiter.@Nullable Permit permit;
    private volatile boolean reported;
    private long begunNanos;
    private @Nullable Long dueSinceNanos;
    private @Nullable ServiceOutcome outcome;

    private ServiceTask(Service service, ServiceQuery query) {
        this.service = service;
        this.query = query;
        this.origin = new Origin(service.ivoid(), service.title(), service.protocol(), query.url());
    }

    static ServiceTask of(Service service, Constraints constraints, boolean inclusive) {
        return new ServiceTask(service, ServiceQuery.of(service, constraints, inclusive));
    }

    Service service() {
        return service;
    }

    ServiceQuery query() {
        return query;
    }

    Origin origin() {
        return origin;
    }

    /** The permits are held and the clock runs. */
    void begin(FetchContext running, HostLimiter.Permit held) {
        lock.lock();
        try {
            context = running;
            permit = held;
            begunNanos = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a record, unless the task has ended. */
    boolean take(ObsCoreRecord record) {
        lock.lock();
        try {
            return outcome == null && records.add(record);
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

    /** Its end stands in the log. */
    void reported() {
        reported = true;
    }

    boolean isReported() {
        return reported;
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
            if (due && dueSinceNanos == null) {
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

    /** What can be said of a task whose thread has not come back: no counts but those seen from outside. */
    @Nullable
    QueryFacts factsFromOutside() {
        lock.lock();
        try {
            return context == null
                    ? null
                    : new QueryFacts(
                            query.text(),
                            null,
                            context.attempts(),
                            records.size(),
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            context.bytes(),
                            (System.nanoTime() - begunNanos) / 1e9);
        } finally {
            lock.unlock();
        }
    }
}
