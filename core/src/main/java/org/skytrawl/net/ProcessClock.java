package org.skytrawl.net;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The time that this process has run: like {@link System#nanoTime}, without the spans in which no thread of it could run
 * (a garbage collection, a machine that swaps, a process that was stopped). All deadlines are kept on this clock, so that a
 * server does not time out because this machine stood still. Thread-safe.
 *
 * <p>A platform thread ticks while anybody watches. A tick that comes more than 200 ms late shows a stall. A reader that
 * comes before the late tick sees the stall too: the deadlines that passed during it are not over for one moment.
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

    /** Interest in stalls, until it is closed; the ticking thread ends with the last one. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** The time, in nanoseconds from an arbitrary moment; only differences say something. */
    public static long nanoTime() {
        return OF_PROCESS.now();
    }

    /** How long the process has stood still so far, while somebody watched. */
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

    /** A watcher more; true if there was none. */
    boolean begin() {
        synchronized (watchers) {
            if (watchers.getAndIncrement() > 0 || watched) {
                return false;
            }
            // the tick first: a reader that sees the watch sees it too
            set(source.getAsLong(), stalledNanos);
            watched = true;
            return true;
        }
    }

    void end() {
        watchers.decrementAndGet();
    }

    private void tickWhileWatched() {
        while (goesOn()) {
            LockSupport.parkNanos(this, TICK_NANOS);
            tick();
        }
    }

    private boolean goesOn() {
        synchronized (watchers) {
            watched = watchers.get() > 0;
            return watched;
        }
    }

    /** Allocates nothing: it must go on where memory has run out. */
    void tick() {
        long now = source.getAsLong();
        set(now, stalledNanos + late(now, lastTickNanos));
    }

    /** Both change as one: readers wait while the version is odd. Only one thread at a time writes. */
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

    /** How late a tick is, or 0 if that is within what a busy machine does. */
    private static long late(long now, long last) {
        long late = now - last - TICK_NANOS;
        return late > LATE_NANOS ? late : 0;
    }
}
