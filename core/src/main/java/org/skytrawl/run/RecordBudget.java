package org.skytrawl.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory for the records of all runs of a client together to a part of the heap; reading, merging, writing, and the
 * results that were handed over need the rest. When it is used up, cuts the largest unfinished answers of any run, as few as
 * possible; never small ones. Thread-safe.
 */
final class RecordBudget {
    private static final long MEGABYTE = 1 << 20;

    /** For threads, buffers and the registry snapshot. */
    private static final long OTHERS = 96 * MEGABYTE;

    private static final double SHARE = 0.4;

    private final long mostBytes;
    private final long keptOfCut;
    private final Set<OfRun> runs = ConcurrentHashMap.newKeySet();
    private final AtomicLong usedBytes = new AtomicLong();
    private final ReentrantLock cutting = new ReentrantLock();

    /** Above it there may be something to cut. */
    private volatile long nextCutBytes;

    /** Memory to free when memory has run out. */
    private final AtomicReference<byte @Nullable []> ballast = new AtomicReference<>();

    private record Held(OfRun run, ServiceTask task, long bytes) {}

    RecordBudget() {
        this(ofHeap(Runtime.getRuntime().maxMemory()));
    }

    RecordBudget(long mostBytes) {
        this.mostBytes = mostBytes;
        this.keptOfCut = Math.max(64 << 10, mostBytes / 4096);
        this.nextCutBytes = mostBytes;
    }

    static long ofHeap(long heapBytes) {
        return Math.max(heapBytes / 8, (long) ((heapBytes - OTHERS) * SHARE));
    }

    /** @param tasks all tasks of the run; grows during the run */
    OfRun begin(Collection<ServiceTask> tasks) {
        if (ballast.get() == null) {
            ballast.set(new byte[(int) Math.min(8 << 20, Runtime.getRuntime().maxMemory() / 64)]);
        }
        OfRun run = new OfRun(tasks);
        runs.add(run);
        return run;
    }

    /** Bytes of the records of all runs that have not ended. */
    long usedBytes() {
        return usedBytes.get();
    }

    /** What one run has of the budget, until it is closed. Closing twice does nothing. */
    final class OfRun implements AutoCloseable {
        private static final long CLOSED = Long.MIN_VALUE;

        private final Collection<ServiceTask> tasks;

        /** A thread of the run that comes late must not count anything after the end. */
        private final AtomicLong held = new AtomicLong();

        private OfRun(Collection<ServiceTask> tasks) {
            this.tasks = tasks;
        }

        /** Counts the bytes of a record that was kept. */
        void took(long bytes) {
            if (add(bytes) && usedBytes.get() > nextCutBytes) {
                cut(mostBytes / 4 * 3);
            }
        }

        /** Whether the run is open. */
        private boolean add(long bytes) {
            long before = held.getAndAccumulate(bytes, (now, more) -> now == CLOSED ? CLOSED : now + more);
            if (before != CLOSED) {
                usedBytes.addAndGet(bytes);
            }
            return before != CLOSED;
        }

        /** Memory has run out: frees the reserve. {@link #emergency} must follow. */
        void freeReserve() {
            ballast.set(null);
        }

        /** Cuts all large unfinished answers of all runs, because memory has run out. */
        void emergency() {
            cut(0);
        }

        /** The run has ended. Its result is the caller's, who counts it or does not. */
        @Override
        public void close() {
            runs.remove(this);
            long last = held.getAndSet(CLOSED);
            if (last != CLOSED) {
                usedBytes.addAndGet(-last);
                nextCutBytes = mostBytes;
            }
        }
    }

    private void cut(long wantedBytes) {
        // one thread cuts at a time; the others go on reading until the next check
        if (!cutting.tryLock()) {
            return;
        }
        try {
            // read each size once: it must not change during sorting
            List<Held> largestFirst = new ArrayList<>();
            for (OfRun run : runs) {
                for (ServiceTask task : run.tasks) {
                    long bytes = task.heldBytes();
                    if (bytes > keptOfCut && task.outcome() == null) {
                        largestFirst.add(new Held(run, task, bytes));
                    }
                }
            }
            largestFirst.sort(Comparator.comparingLong(Held::bytes).reversed());
            for (Held held : largestFirst) {
                if (usedBytes.get() <= wantedBytes) {
                    return;
                }
                held.run().add(-held.task().cutTo(keptOfCut, this::reason));
            }
        } finally {
            // not for each record, if what is held cannot be cut
            nextCutBytes = Math.max(mostBytes, usedBytes.get() + keptOfCut);
            cutting.unlock();
        }
    }

    private String reason(long kept, long received) {
        int sharing = runs.size();
        return String.format(
                Locale.ROOT,
                "out of memory for records (%d MB of a heap of %d MB%s): of this service's %d or more the first %d are"
                        + " kept; query it alone or for a smaller region, or give Java more memory"
                        + " (JDK_JAVA_OPTIONS=-Xmx8g)",
                mostBytes / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                sharing > 1 ? ", for " + sharing + " runs at once" : "",
                received,
                kept);
    }
}
