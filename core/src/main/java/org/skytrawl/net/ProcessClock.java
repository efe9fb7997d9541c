package org.skytrawl.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * {@link System#nanoTime} without the stalls of this process (garbage collection, swapping, a stopped process). All
 * deadlines use this clock, so that a server does not time out because this machine stood still. Thread-safe.
 *
 * <p>A platform thread ticks while the clock is watched. A tick that is more than 200 ms late is a stall. A reader before
 * the late tick sees the stall too, so that a deadline within the stall is not over for a moment.
 */
public final class ProcessClock {
    private static final long TICK_NANOS = 50_000_000;
    private static final long LATE_NANOS = 200_000_000;
    private static final ProcessClock OF_PROCESS = new ProcessClock(System::nanoTime);

    private final LongSupplier source;
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile long lastTickNanos;
    private volatile long stalledNanos;
    private volatile boolean watched;
    private volatile int version;

    ProcessClock(LongSupplier source) {
        this.source = source;
    }

    /** Close it to stop watching; the ticking thread ends with the last watch. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Nanoseconds from an arbitrary moment. */
    public static long nanoTime() {
        return OF_PROCESS.now();
    }

    /** Sum of all stalls while the clock was watched. */
    public static long stalledNanos() {
        return OF_PROCESS.stalled();
    }

    public static Watch watch() {
        if (OF_PROCESS.begin()) {
            Thread.ofPlatform().daemon().name("skytrawl-clock").start(OF_PROCESS::tickWhileWatched);
        }
        AtomicInteger open = new AtomicInteger(1);
        return () -> {
            if (open.getAndSet(0) == 1) {
                OF_PROCESS.end();
            }
        };
    }

    /** Adds a watcher; true if it is the first. */
    boolean begin() {
        synchronized (watchers) {
            if (watchers.getAndIncrement() > 0 || watched) {
                return false;
            }
            // before the flag: a reader that sees the flag sees this tick
            set(source.getAsLong(), stalledNanos);
            watched = true;
            return true;
        }
    }

    void end() {
        watchers.decrementAndGet();
    }

    private void tickWhileWatched() {
        while (stillWatched()) {
            LockSupport.parkNanos(this, TICK_NANOS);
            tick();
        }
    }

    private boolean stillWatched() {
        synchronized (watchers) {
            watched = watchers.get() > 0;
            return watched;
        }
    }

    /** Allocates nothing, since it must work when memory has run out. */
    void tick() {
        long now = source.getAsLong();
        set(now, stalledNanos + late(now, lastTickNanos));
    }

    /** Atomic for readers, which wait while the version is odd. One thread at a time writes. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void set(long tickNanos, long stalled) {
        version++;
        lastTickNanos = tickNanos;
        stalledNanos = stalled;
        version++;
    }

    long now() {
        while (true) {
            int before = version;
            long last = lastTickNanos;
            long stalled = stalledNanos;
            long now = source.getAsLong();
            long late = watched ? late(now, last) : 0;
            if (before % 2 == 0 && version == before) {
                return now - stalled - late;
            }
            Thread.onSpinWait();
        }
    }

    long stalled() {
        while (true) {
            int before = version;
            long stalled = stalledNanos + (watched ? late(source.getAsLong(), lastTickNanos) : 0);
            if (before % 2 == 0 && version == before) {
                return stalled;
            }
            Thread.onSpinWait();
        }
    }

    /** The delay of a tick, or 0 if a busy machine explains it. */
    private static long late(long now, long last) {
        long late = now - last - TICK_NANOS;
        return late > LATE_NANOS ? late : 0;
    }
}
