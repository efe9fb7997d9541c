package org.skytrawl.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits the memory for the records of one run to a part of the heap; reading, merging and writing need the rest. When it is used
 * up, cuts the largest unfinished answers, as few as possible; never small ones. Thread-safe.
 */
final class RecordBudget {
    private static final long MEGABYTE = 1 << 20;

    /** For threads, buffers and the registry snapshot. */
    private static final long OTHERS = 96 * MEGABYTE;

    private static final double SHARE = 0.4;

    private final long mostBytes;
    private final long keptOfCut;
    private final Collection<ServiceTask> tasks;
    private final AtomicLong usedBytes = new AtomicLong();
    private final ReentrantLock cutting = new ReentrantLock();

    private record Held(ServiceTask task, long bytes) {}

    /** @param tasks all tasks of the run; grows during the run */
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

    /** Counts the bytes of a record that was kept. */
    void took(long bytes) {
        if (usedBytes.addAndGet(bytes) > mostBytes) {
            cut(mostBytes / 4 * 3);
        }
    }

    /** Cuts all large unfinished answers, because memory has run out. */
    void emergency() {
        cut(0);
    }

    private void cut(long wantedBytes) {
        // one thread cuts at a time; the others go on reading until the next check
        if (!cutting.tryLock()) {
            return;
        }
        try {
            // read each size once: it must not change during sorting
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

    private String reason(long kept, long received) {
        return String.format(
                Locale.ROOT,
                "out of memory for records (%d MB of a heap of %d MB): of this service's %d or more the first %d are"
                        + " kept; query it alone or for a smaller region, or give Java more memory"
                        + " (JDK_JAVA_OPTIONS=-Xmx8g)",
                mostBytes / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                received,
                kept);
    }
}
