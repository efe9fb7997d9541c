package org.skytrawl.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;

/**
 * Limits the number of parallel requests, per host and overall. The limit per host is fixed, or adapts to the answers of each
 * host ({@link AdaptiveLimit}). Thread-safe.
 *
 * <p>It takes the permit of the host first: in the other order the many services of one slow host would hold all overall
 * permits while they wait for each other.
 */
public final class HostLimiter {
    /** Where a limit that adapts begins. */
    public static final int FIRST = AdaptiveLimit.FIRST;

    private static final int LEAST = 4;

    private final @Nullable HostLimiter shared;
    private final @Nullable Integer perHost;
    private final CancellableSemaphore overall;
    private final ConcurrentMap<HostKey, CancellableSemaphore> hosts = new ConcurrentHashMap<>();

    /**
     * A permit to send requests to one host, one at a time. Close it to release the permit; closing twice does nothing. What its
     * requests report adapts the limit of the host. Thread-safe.
     */
    public static final class Permit implements AutoCloseable {
        /** For requests without a limit. */
        static final Permit NONE = new Permit(List.of());

        private final List<CancellableSemaphore.Slot> slots;
        /** At most one limit of a host adapts. */
        private final @Nullable CancellableSemaphore gate;

        private final AdaptiveLimit.@Nullable Requests requests;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Permit(List<CancellableSemaphore.Slot> slots) {
            this.slots = slots;
            CancellableSemaphore.Slot adapting = slots.stream()
                    .filter(slot -> slot.requests() != null)
                    .findAny()
                    .orElse(null);
            this.gate = adapting == null ? null : adapting.semaphore();
            this.requests = adapting == null ? null : adapting.requests();
        }

        /** A request begins. */
        void began() {
            if (requests != null) {
                requests.began();
            }
        }

        /** The wait for more bytes of an answer begins. */
        void waits() {
            if (requests != null) {
                requests.waits();
            }
        }

        /** The wait is over. */
        void heard() {
            if (requests != null && requests.heard()) {
                report(AdaptiveLimit.Requests::count);
            }
        }

        /** The headers have come. */
        void answered(int status) {
            heard();
            report(
                    status == 429 || status == 503
                            ? AdaptiveLimit.Requests::strained
                            : requests -> requests.answered(status >= 400));
        }

        /** The request, or the body of its answer, has failed. */
        void failed(FailureCode code) {
            heard();
            if (code == FailureCode.CONNECTION_RESET || code == FailureCode.CONNECTION_REFUSED) {
                report(AdaptiveLimit.Requests::strained);
            }
        }

        private void report(Consumer<AdaptiveLimit.Requests> what) {
            AdaptiveLimit.Requests known = requests;
            if (gate != null && known != null) {
                gate.change(() -> what.accept(known));
            }
        }

        /** Whether it does not count now. */
        boolean isSilent() {
            return requests != null && requests.isSilent();
        }

        /** Whether the host has answered others since its request began; not known if the limit is fixed. */
        boolean isPassedOver() {
            return requests != null && requests.isPassedOver();
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                release(slots);
            }
        }
    }

    /**
     * @param perHost null: it adapts
     * @throws IllegalArgumentException if a limit is not positive
     */
    public HostLimiter(@Nullable Integer perHost, int overall) {
        this(null, perHost, overall);
    }

    private HostLimiter(@Nullable HostLimiter shared, @Nullable Integer perHost, int overall) {
        this.shared = shared;
        if ((perHost != null && perHost < 1) || overall < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, but are " + perHost + " per host and " + overall + " overall");
        }
        this.perHost = perHost;
        this.overall = new CancellableSemaphore(overall);
    }

    /**
     * A limiter for one of several runs, with its own limits; each of its permits also counts in this limiter. So a fixed limit
     * of the run does not exceed one of this limiter that adapts.
     */
    public HostLimiter within(@Nullable Integer ofRunPerHost, int ofRunOverall) {
        return new HostLimiter(this, ofRunPerHost, ofRunOverall);
    }

    /** The limits of a host, the run's first. What runs learn about a host is shared, so only the last one may adapt. */
    private List<CancellableSemaphore> ofHost(HostKey host) {
        List<CancellableSemaphore> all = new ArrayList<>(2);
        for (HostLimiter each = this; each != null; each = each.shared) {
            Integer fixed = each.perHost;
            if (fixed != null || each.shared == null || each.shared.perHost != null) {
                all.add(each.hosts.computeIfAbsent(host, key -> gate(fixed)));
            }
        }
        return all;
    }

    private static CancellableSemaphore gate(@Nullable Integer permits) {
        return permits == null
                ? new CancellableSemaphore(new AdaptiveLimit(ProcessClock::nanoTime))
                : new CancellableSemaphore(permits);
    }

    /**
     * Waits for a permit; first come, first served.
     *
     * @param end of the run; the wait does not count as time of the service
     * @throws StoppedException in phase {@link Phase#QUEUED}, at the end or the cancellation
     */
    public Permit acquire(HostKey host, Deadline end, Cancellation cancellation) throws StoppedException {
        List<CancellableSemaphore> wanted = ofHost(host);
        for (HostLimiter each = this; each != null; each = each.shared) {
            wanted.add(each.overall);
        }
        List<CancellableSemaphore.Slot> taken = new ArrayList<>(wanted.size());
        Permit permit = null;
        try {
            for (CancellableSemaphore each : wanted) {
                taken.add(each.acquire(end, cancellation));
            }
            permit = new Permit(taken);
            return permit;
        } finally {
            if (permit == null) {
                release(taken);
            }
        }
    }

    /** Releases the others even if one fails to let the next waiter in. */
    private static void release(List<CancellableSemaphore.Slot> taken) {
        if (!taken.isEmpty()) {
            int last = taken.size() - 1;
            try {
                taken.get(last).release();
            } finally {
                release(taken.subList(0, last));
            }
        }
    }

    /** Lowers the overall limit. */
    public void fewer() {
        overall.fewer(LEAST);
    }

    /** How many requests to this host may run at once now. */
    public int limit(HostKey host) {
        return ofHost(host).stream().mapToInt(CancellableSemaphore::limit).min().orElseThrow();
    }

    /** As many services of the host that time out in a row show that it is down: its limit, halved or not. */
    public int maxTimeouts(HostKey host) {
        return Math.max(limit(host), perHost == null ? FIRST : 1);
    }

    public int running() {
        return overall.running();
    }

    public int maxRunning() {
        return overall.maxRunning();
    }

    /** Permits of this host in use, including those that still wait for an overall permit. */
    public int running(HostKey host) {
        CancellableSemaphore ofHost = hosts.get(host);
        return ofHost == null ? 0 : ofHost.running();
    }

    public int maxRunning(HostKey host) {
        CancellableSemaphore ofHost = hosts.get(host);
        return ofHost == null ? 0 : ofHost.maxRunning();
    }
}
