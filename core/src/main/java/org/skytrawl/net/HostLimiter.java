package org.skytrawl.net;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * Limits the number of parallel requests, per host and overall. Thread-safe.
 *
 * <p>It takes the permit of the host first: in the other order the many services of one slow host would hold all overall
 * permits while they wait for each other.
 */
public final class HostLimiter {
    private static final int LEAST = 4;

    private final @Nullable HostLimiter shared;
    private final int perHost;
    private final CancellableSemaphore overall;
    private final ConcurrentMap<HostKey, CancellableSemaphore> hosts = new ConcurrentHashMap<>();

    /** A permit to send requests to one host. Close it to release the permit; closing twice does nothing. */
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws IllegalArgumentException if a limit is not positive */
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

    /** A limiter for one of several runs, with its own limits; each of its permits also counts in this limiter. */
    public HostLimiter within(int ofRunPerHost, int ofRunOverall) {
        return new HostLimiter(this, ofRunPerHost, ofRunOverall);
    }

    /**
     * Waits for a permit; first come, first served.
     *
     * @param end of the run; the wait does not count as time of the service
     * @throws StoppedException in phase {@link Phase#QUEUED}, at the end or the cancellation
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

    /** Lowers the overall limit. */
    public void fewer() {
        overall.fewer(LEAST);
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

    /**
     * A fair semaphore with waiters that a {@link Cancellation} wakes at once. The one of the JDK needs an interrupt, which
     * may hit the thread after the wait.
     */
    private static final class CancellableSemaphore {
        private final ReentrantLock lock = new ReentrantLock();
        private final Set<Waiter> queue = new LinkedHashSet<>();
        /** Below 0 after {@link #fewer} while too many permits are in use. */
        private int free;

        private int running;
        private int maxRunning;

        private static final class Waiter {
            /** Guarded by the lock. */
            private boolean granted;

            private final CountDownLatch woken = new CountDownLatch(1);
        }

        CancellableSemaphore(int permits) {
            free = permits;
        }

        void acquire(Deadline end, Cancellation cancellation) throws StoppedException {
            FetchContext wait = new FetchContext(end, cancellation);
            wait.check();
            Waiter waiter = enqueue();
            Cancellation.Registration registration = cancellation.onCancel(waiter.woken::countDown);
            try {
                do {
                    var unused = waiter.woken.await(end.leftNanos(), TimeUnit.NANOSECONDS);
                    wait.check();
                } while (!locked(() -> waiter.granted));
            } catch (StoppedException e) {
                giveUp(waiter);
                throw e;
            } catch (InterruptedException e) {
                giveUp(waiter);
                Thread.currentThread().interrupt();
                throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
            } finally {
                registration.close();
            }
        }

        private <T> T locked(Supplier<T> action) {
            lock.lock();
            try {
                return action.get();
            } finally {
                lock.unlock();
            }
        }

        private void change(Runnable action) {
            var unused = locked(() -> {
                action.run();
                grant();
                return free;
            });
        }

        void release() {
            change(this::giveBack);
        }

        private void giveBack() {
            running--;
            free++;
        }

        /** Removes a quarter of the permits in use for good, but leaves some. */
        void fewer(int atLeast) {
            change(() -> free = Math.min(free, Math.max(atLeast, running / 4 * 3) - running));
        }

        int running() {
            return locked(() -> running);
        }

        int maxRunning() {
            return locked(() -> maxRunning);
        }

        private Waiter enqueue() {
            Waiter waiter = new Waiter();
            change(() -> queue.add(waiter));
            return waiter;
        }

        /** Also releases a permit that was granted after the stop. */
        private void giveUp(Waiter waiter) {
            change(() -> {
                if (waiter.granted) {
                    giveBack();
                } else {
                    queue.remove(waiter);
                }
            });
        }

        private void grant() {
            Iterator<Waiter> first = queue.iterator();
            while (free > 0 && first.hasNext()) {
                Waiter waiter = first.next();
                first.remove();
                free--;
                running++;
                maxRunning = Math.max(maxRunning, running);
                waiter.granted = true;
                waiter.woken.countDown();
            }
        }
    }
}
