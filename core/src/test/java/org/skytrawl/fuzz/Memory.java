package org.skytrawl.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What reading costs in memory, and whether it gives it back. */
final class Memory {
    /** What caches and the JVM itself may have come to hold meanwhile. */
    private static final long MOST_KEPT = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Memory() {}

    static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Fails if a reader's thread or much memory is left behind. */
    static void checkNothingKept(long before, String by) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (stilThreads() > 0 && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        if (stilThreads() > 0) {
            throw new AssertionError(by + " left " + stilThreads() + " threads behind");
        }
        long kept = usedAfterCollection() - before;
        if (kept > MOST_KEPT) {
            throw new AssertionError(by + " left " + kept + " bytes behind");
        }
    }

    private static long stilThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Stream reader"))
                .count();
    }
}
