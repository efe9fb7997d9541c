package org.skytrawl.net;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * A fair semaphore, with a fixed number of permits or an {@link AdaptiveLimit}. Its waiters are woken at once by a
 * {@link Cancellation}; the one of the JDK needs an interrupt, which may hit the thread after the wait. Thread-safe.
 */
final class CancellableSemaphore {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Slot> queue = new LinkedHashSet<>();
    private final @Nullable AdaptiveLimit adaptive;
    private int limit;
    private int running;
    private int maxRunning;
    /** The first waiter. It wakes up when a running request may have fallen silent, so no other thread has to. */
    private @Nullable Slot looking;

    /** A permit, or the wait for one. */
    final class Slot {
        private final Semaphore woken = new Semaphore(0);
        /** Both are guarded by the lock until it is granted. */
        private boolean granted;

        private AdaptiveLimit.@Nullable Requests requests;

        private Slot() {}

        /** Null if the limit is fixed. */
        AdaptiveLimit.@Nullable Requests requests() {
            return requests;
        }

        CancellableSemaphore semaphore() {
            return CancellableSemaphore.this;
        }

        void release() {
            change(this::giveBack);
        }

        private void grant() {
            // first, as it may fail for want of memory
            if (adaptive != null) {
                requests = adaptive.begin();
            }
            running++;
            maxRunning = Math.max(maxRunning, running);
            granted = true;
            woken.release();
        }

        private void giveBack() {
            running--;
            if (requests != null) {
                requests.end();
            }
        }

        /** Also releases a permit that was granted after the stop. */
        private void giveUp() {
            change(() -> {
                if (granted) {
                    giveBack();
                } else {
                    queue.remove(this);
                }
            });
        }
    }

    CancellableSemaphore(int permits) {
        this.limit = permits;
        this.adaptive = null;
    }

    CancellableSemaphore(AdaptiveLimit adaptive) {
        this.adaptive = adaptive;
    }

    Slot acquire(Deadline end, Cancellation cancellation) throws StoppedException {
        FetchContext wait = new FetchContext(end, cancellation);
        wait.check();
        Slot slot = new Slot();
        Cancellation.Registration registration = cancellation.onCancel(slot.woken::release);
        boolean done = false;
        try {
            change(() -> queue.add(slot));
            do {
                long nanos = Math.min(end.leftNanos(), locked(() -> nextLookNanos(slot)));
                var unused = slot.woken.tryAcquire(nanos, TimeUnit.NANOSECONDS);
                wait.check();
                grant();
            } while (!locked(() -> slot.granted));
            done = true;
            return slot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, Phase.QUEUED);
        } finally {
            registration.close();
            if (!done) {
                slot.giveUp();
            }
        }
    }

    private long nextLookNanos(Slot waiter) {
        return adaptive == null || waiter != looking ? Long.MAX_VALUE : adaptive.nextLookNanos();
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Changes something that may let waiters in. */
    void change(Runnable action) {
        lock.lock();
        try {
            action.run();
            grant();
        } finally {
            lock.unlock();
        }
    }

    private void grant() {
        lock.lock();
        try {
            if (adaptive != null && !queue.isEmpty()) {
                adaptive.look();
            }
            while (!queue.isEmpty() && hasRoom()) {
                Slot first = queue.iterator().next();
                first.grant();
                queue.remove(first);
            }
            Slot first = adaptive == null || queue.isEmpty()
                    ? null
                    : queue.iterator().next();
            if (first != null && first != looking) {
                first.woken.release();
            }
            looking = first;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        return adaptive == null ? running < limit : adaptive.hasRoom();
    }

    /** Removes a quarter of the permits in use for good, but leaves some. */
    void fewer(int atLeast) {
        change(() -> limit = Math.min(limit, Math.max(atLeast, running / 4 * 3)));
    }

    int limit() {
        return locked(() -> adaptive == null ? limit : adaptive.limit());
    }

    int running() {
        return locked(() -> running);
    }

    int maxRunning() {
        return locked(() -> maxRunning);
    }
}
