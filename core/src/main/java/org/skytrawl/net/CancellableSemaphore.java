package org.skytrawl.net;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.skytrawl.provenance.Phase;

/**
 * A fair semaphore whose waiters a {@link Cancellation} wakes at once. The one of the JDK can only be woken by an
 * interrupt, which may hit the thread after it has left the wait.
 */
final class CancellableSemaphore {
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
