package org.skytrawl.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * Bounds how many services are asked at once, per host and overall. Thread-safe.
 *
 * <p>The host's permit is taken first: the other way round, the many services of one slow host would hold all the
 * overall permits while they wait for each other, and starve every other host.
 */
public final class HostLimiter {
    private static final int LEAST = 4;

    private final @Nullable HostLimiter shared;
    private final int perHost;
    private final CancellableSemaphore overall;
    private final ConcurrentMap<HostKey, CancellableSemaphore> hosts = new ConcurrentHashMap<>();

    /** The right to ask, until closed. */
    public interface Permit extends AutoCloseable {
        /** Gives the right back. Closing twice does nothing. */
        @Override
        void close();
    }

    /**
     * A limiter with these bounds.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public HostLimiter(int perHost, int overall) {
        this(null, perHost, overall);
    }

    private HostLimiter(@Nullable HostLimiter shared, int perHost, int overall) {
        this.shared = shared;
        if (perHost < 1 || overall < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, but are " + perHost + " per host and " + overall + " overall");
        }
        this.perHost = perHost;
        this.overall = new CancellableSemaphore(overall);
    }

    /** A limiter with bounds of its own, each of whose permits is also one of this limiter: for one of several runs. */
    public HostLimiter within(int ofRunPerHost, int ofRunOverall) {
        return new HostLimiter(this, ofRunPerHost, ofRunOverall);
    }

    /**
     * Waits for the right to ask a host; first come, first served.
     *
     * @param end of the run: waiting here does not count against a service's own time
     * @throws StoppedException in phase {@link Phase#QUEUED}, at once when the signal is given, also if it was
     *     given before
     */
    public Permit acquire(HostKey host, Deadline end, Cancellation cancellation) throws StoppedException {
        List<CancellableSemaphore> wanted = new ArrayList<>(4);
        for (HostLimiter each = this; each != null; each = each.shared) {
            int most = each.perHost;
            wanted.add(each.hosts.computeIfAbsent(host, key -> new CancellableSemaphore(most)));
        }
        for (HostLimiter each = this; each != null; each = each.shared) {
            wanted.add(each.overall);
        }
        int taken = 0;
        try {
            for (CancellableSemaphore each : wanted) {
                each.acquire(end, cancellation);
                taken++;
            }
        } finally {
            if (taken < wanted.size()) {
                release(wanted.subList(0, taken));
            }
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false)) {
                release(wanted);
            }
        };
    }

    private static void release(List<CancellableSemaphore> taken) {
        taken.reversed().forEach(CancellableSemaphore::release);
    }

    /** Fewer are asked at once from now on, but some always are. */
    public void fewer() {
        overall.fewer(LEAST);
    }

    /** How many hold a permit now. */
    public int running() {
        return overall.running();
    }

    /** The most that ever held a permit at once. */
    public int maxRunning() {
        return overall.maxRunning();
    }

    /** How many hold this host's permit now, including those that still wait for the overall one. */
    public int running(HostKey host) {
        CancellableSemaphore ofHost = hosts.get(host);
        return ofHost == null ? 0 : ofHost.running();
    }

    /** The most that ever held this host's permit at once. */
    public int maxRunning(HostKey host) {
        CancellableSemaphore ofHost = hosts.get(host);
        return ofHost == null ? 0 : ofHost.maxRunning();
    }
}
