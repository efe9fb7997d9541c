package org.skytrawl.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Shares the processors between answers that flood us and all others. A virtual thread gives its processor up only where
 * it waits, and one whose body always has more (a gzip bomb, endless rows) never waits: a few such services would hold
 * all processors while the answers of others run out of time. {@code Thread.yield} does not help, since two that yield
 * to each other keep their processor from all that become ready elsewhere.
 *
 * <p>So who has been busy for long waits for a turn. The turns of all bodies of a run together are given out at the pace
 * of one processor less than there are. A body alone never waits for one. Thread-safe.
 */
final class FloodThrottle {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Ordinary answers need less, so they take no turns. */
    private static final long FREE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** What lasts longer than the unpacking of one buffer was a wait, in which others had the processor. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final double processors;

    /** When the next turn begins, in the time of {@link System#nanoTime}. */
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    private final LongAdder taken = new LongAdder();

    /** @param processors how many there are */
    FloodThrottle(int processors) {
        this.processors = processors > 1 ? processors - 1 : 0.5;
    }

    /** How many turns were taken so far. */
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

    /** The work on one body: its thread says when it begins and ends to read. Used by one thread. */
    final class Work {
        private long busyNanos;
        private long allNanos;
        private long lastNanos = System.nanoTime();

        void beginsToRead() {
            long now = System.nanoTime();
            busyNanos += now - lastNanos;
            lastNanos = now;
        }

        /** Waits for a turn if it is time to. */
        void hasRead() {
            long now = System.nanoTime();
            if (now - lastNanos < WAIT_NANOS) {
                busyNanos += now - lastNanos;
            } else {
                busyNanos = 0;
            }
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
