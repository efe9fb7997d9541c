package org.skytrawl.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that the records of one run may take: a part of the heap, the rest of which reading, merging and writing need.
 * When it is used up, the largest answers that are still coming are cut, as few as will do; small ones never are. Thread-safe.
 */
final class RecordBudget {
    private static final long MEGABYTE = 1 << 20;

    /** For what does not grow with the records: threads, buffers, the registry's snapshot. */
    private static final long OTHERS = 96 * MEGABYTE;

    private static final double SHARE = 0.4;

    private final long mostBytes;
    private final long keptOfCut;
    private final Collection<ServiceTask> tasks;
    private final AtomicLong usedBytes = new AtomicLong();
    private final ReentrantLock cutting = new ReentrantLock();

    private record Held(ServiceTask task, long bytes) {}

    /** @param tasks all that are asked; grows while the run goes on */
    RecordBudget(Collection<ServiceTask> tasks) {
        this(ofHeap(Runtime.getRuntime().maxMemory()), tasks);
    }

    RecordBudget(long mostBytes, Collection<ServiceTask> tasks) {
        this.mostBytes = mostBytes;
        this.keptOfCut = Math.max(64 << 10, mostBytes / 4096);
        this.tasks = tasks;
    }

    static long ofHeap(long heapBytes) {
        return Math.max(heapBytes / 8, (long) ((heapBytes - OTHERS) * SHARE));
    }

    /** Records more were kept. */
    void took(long bytes) {
        if (usedBytes.addAndGet(bytes) > mostBytes) {
            cut(mostBytes / 4 * 3);
        }
    }

    /** Memory has run out all the same: all large answers that are still coming are cut. */
    void emergency() {
        cut(0);
    }

    private void cut(long wantedBytes) {
        // one is enough; the others go on reading and are seen by the next look
        if (!cutting.tryLock()) {
            return;
        }
        try {
            // read once: the order must not change while it is made
            List<Held> largestFirst = new ArrayList<>();
            for (ServiceTask task : tasks) {
                long bytes = task.heldBytes();
                if (bytes > keptOfCut && task.outcome() == null) {
                    largestFirst.add(new Held(task, bytes));
                }
            }
            largestFirst.sort(Comparator.comparingLong(Held::bytes).reversed());
            for (Held held : largestFirst) {
                if (usedBytes.get() <= wantedBytes) {
                    return;
                }
                usedBytes.addAndGet(-held.task().cutTo(keptOfCut, this::reason));
            }
        } finally {
            cutting.unlock();
        }
    }

    private String reason(long kept, long came) {
        return String.format(
                Locale.ROOT,
                "out of memory for records (%d MB of a heap of %d MB): of this service's %d or more the first %d are"
                        + " kept; ask it alone or for a smaller region, or give Java more memory"
                        + " (JDK_JAVA_OPTIONS=-Xmx8g)",
                mostBytes / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                came,
                kept);
    }
}
