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
 * Checks whether virtual threads still run. A virtual thread that computes without end holds its carrier. If all carriers are
 * held, this adds one, and removes it at close. Needs Java 24; on older versions the run still ends, as it is conducted by a
 * platform thread. Used by one thread.
 */
final class CarrierWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierWatch.class);
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final int MOST_ADDED = 32;

    private final AtomicInteger added = new AtomicInteger();
    private volatile boolean beaten = true;
    private volatile boolean cannotAdd;
    private long checkedNanos;
    private long heldSinceNanos;

    /** Call it repeatedly. */
    void look() {
        long now = ProcessClock.nanoTime();
        if (beaten) {
            beaten = false;
            checkedNanos = now;
            heldSinceNanos = now;
            Thread.ofVirtual().name("skytrawl-beat").start(this::beat);
        } else if (now - checkedNanos > HELD_NANOS && added.get() < MOST_ADDED && !cannotAdd) {
            checkedNanos = now;
            Thread.ofPlatform().daemon().name("skytrawl-carrier").start(this::add);
        }
    }

    /** The time since a virtual thread should have run but did not, in nanoseconds; 0 if they run. */
    long heldNanos() {
        return beaten ? 0 : ProcessClock.nanoTime() - heldSinceNanos;
    }

    private void beat() {
        beaten = true;
    }

    /** Runs on a new thread: the scheduler checks its number of carriers only when a thread starts and none is queued. */
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
