package org.skytrawl.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps one processor free when answers flood this process. A virtual thread releases its carrier only when it waits, and
 * a body that always has data (a gzip bomb, endless rows) never waits: a few such services would occupy all processors
 * while other answers time out. {@code Thread.yield} does not help: two threads that yield to each other keep the carrier.
 *
 * <p>So a thread that was busy for long waits for a turn. All bodies together get turns at the rate of one processor less
 * than the machine has. A single body never waits. Thread-safe.
 */
final class FloodThrottle {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** Ordinary answers need less and take no turns. */
    private static final long FREE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** A read that takes longer has waited and released the processor. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final double processors;
    /** {@link System#nanoTime} of the next turn. */
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    private final LongAdder taken = new LongAdder();

    FloodThrottle(int processors) {
        this.processors = processors > 1 ? processors - 1 : 0.5;
    }

    long taken() {
        return taken.sum();
    }

    private void take(long busyNanos) {
        taken.increment();
        long now = System.nanoTime();
        long costNanos = (long) (busyNanos / processors);
        long begin = next.getAndUpdate(free -> (free - now > 0 ? free : now) + costNanos);
        if (begin - now > 0) {
            LockSupport.parkNanos(this, begin - now);
        }
    }

    /** The work on one body. Used by one thread. */
    final class Work {
        private long busyNanos;
        private long allNanos;
        private long lastNanos = System.nanoTime();

        void beforeRead() {
            long now = System.nanoTime();
            busyNanos += now - lastNanos;
            lastNanos = now;
        }

        /** May wait for a turn. */
        void afterRead() {
            long now = System.nanoTime();
            long readNanos = now - lastNanos;
            busyNanos = readNanos < WAIT_NANOS ? busyNanos + readNanos : 0;
            if (busyNanos > TURN_NANOS) {
                allNanos += busyNanos;
                if (allNanos > FREE_NANOS) {
                    take(busyNanos);
                    now = System.nanoTime();
                }
                busyNanos = 0;
            }
            lastNanos = now;
        }
    }
}
