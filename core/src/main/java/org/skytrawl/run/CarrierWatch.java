package org.skytrawl.run;

import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.ProcessClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees whether virtual threads still get to run. One that computes without end holds its carrier, a processor's share, and
 * nobody can take it away: where all carriers are held, this adds one, and gives it back at its close. Java 24 and newer can
 * do that; on older ones the run still ends, as its conductor is no virtual thread. Used by one thread.
 */
final class CarrierWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierWatch.class);
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final int MOST_ADDED = 32;

    private final AtomicInteger added = new AtomicInteger();
    private volatile boolean beaten = true;
    private volatile boolean cannotAdd;
    private long beganNanos;
    private long askedNanos;

    /** To be called again and again. */
    void look() {
        long now = ProcessClock.nanoTime();
        if (beaten) {
            beaten = false;
            beganNanos = now;
            askedNanos = now;
            Thread.ofVirtual().name("skytrawl-beat").start(this::beat);
        } else if (now - beganNanos > HELD_NANOS && added.get() < MOST_ADDED && !cannotAdd) {
            beganNanos = now;
            Thread.ofPlatform().daemon().name("skytrawl-carrier").start(this::add);
        }
    }

    /** For how long no virtual thread has run although one was to, in nanoseconds; 0 if they do. */
    long heldNanos() {
        return beaten ? 0 : ProcessClock.nanoTime() - askedNanos;
    }

    private void beat() {
        beaten = true;
    }

    /** On a new thread: the scheduler looks at its number of carriers only when a thread begins that none is queued before. */
    private void add() {
        if (change(1)) {
            added.incrementAndGet();
            Thread.startVirtualThread(this::beat);
        } else {
            cannotAdd = true;
        }
    }

    @Override
    public void close() {
        int more = added.getAndSet(0);
        if (more > 0) {
            var unused = change(-more);
        }
    }

    /** Changes the number of carriers; false if this Java cannot. */
    private static boolean change(int by) {
        try {
            Class<? extends PlatformManagedObject> type = Class.forName("jdk.management.VirtualThreadSchedulerMXBean")
                    .asSubclass(PlatformManagedObject.class);
            @Nullable Object scheduler = ManagementFactory.getPlatformMXBean(type);
            int now = (int) type.getMethod("getParallelism").invoke(scheduler);
            type.getMethod("setParallelism", int.class).invoke(scheduler, Math.max(1, now + by));
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.debug("the number of carriers stays as it is", e);
            return false;
        }
    }
}
