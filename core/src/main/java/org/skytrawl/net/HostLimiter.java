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

    /**
     * A fair semaphore whose waiters a {@link Cancellation} wakes at once. The one of the JDK can only be woken by an
     * interrupt, which may hit the thread after it has left the wait.
     */
    private static final class CancellableSemaphore {
        private final ReentrantLock lock = new ReentrantLock();
        private final Set<Waiter> queue = new LinkedHashSet<>();
        /** Below 0 while there are fewer permits than were given out. */
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

        /** Takes a permit, in the order of asking. Whoever returns from this normally must {@link #release} it. */
        void acquire(Deadline end, Cancellation cancellation) throws StoppedException {
            FetchContext wait = new FetchContext(end, cancellation);
            wait.check();
            Waiter waiter = enqueue();
            Cancellation.Registration registration = cancellation.onCancel(waiter.woken::countDown);
            try {
                do {
                    var unused = waiter.woken.await(end.leftNanos(), TimeUnit.NANOSECONDS);
                    wait.check();
                } while (!isGranted(waiter));
            } catch (StoppedException e) {
                giveUp(waiter);
                throw e;
            } catch (InterruptedException e) {
                giveUp(waiter);
                // Whoever interrupts the thread wants it to end: for us that is a cancellation.
                Thread.currentThread().interrupt();
                throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
            } finally {
                registration.close();
            }
        }

        void release() {
            lock.lock();
            try {
                running--;
                free++;
                grant();
            } finally {
                lock.unlock();
            }
        }

        /** Takes a quarter of the permits that are in use away for good, but leaves some. */
        void fewer(int atLeast) {
            lock.lock();
            try {
                int wanted = Math.max(atLeast, running / 4 * 3);
                free = Math.min(free, wanted - running);
            } finally {
                lock.unlock();
            }
        }

        int running() {
            lock.lock();
            try {
                return running;
            } finally {
                lock.unlock();
            }
        }

        int maxRunning() {
            lock.lock();
            try {
                return maxRunning;
            } finally {
                lock.unlock();
            }
        }

        private Waiter enqueue() {
            Waiter waiter = new Waiter();
            lock.lock();
            try {
                queue.add(waiter);
                grant();
            } finally {
                lock.unlock();
            }
            return waiter;
        }

        private boolean isGranted(Waiter waiter) {
            lock.lock();
            try {
                return waiter.granted;
            } finally {
                lock.unlock();
            }
        }

        /** Also gives back a permit that was granted between the stop and now. */
        private void giveUp(Waiter waiter) {
            lock.lock();
            try {
                if (waiter.granted) {
                    running--;
                    free++;
                    grant();
                } else {
                    queue.remove(waiter);
                }
            } finally {
                lock.unlock();
            }
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
