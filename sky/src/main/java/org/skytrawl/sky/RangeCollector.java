package org.skytrawl.sky;

import java.util.Arrays;

/** Collects ranges of order 29 cells in any order, possibly overlapping. For one thread. */
final class RangeCollector {

    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int size;
    private boolean sorted = true;

    /** @param end exclusive; above start */
    void add(long start, long end) {
        if (size > 0 && start <= ends[size - 1]) {
            if (start >= starts[size - 1]) {
                ends[size - 1] = Math.max(ends[size - 1], end);
                return;
            }
            sorted = false;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    Moc toMoc() {
        if (!sorted) {
            // Each array separately: if i+1 ranges start before the next start and i+1 end before it, they are the same
            // ranges, and a gap follows.
            Arrays.sort(starts, 0, size);
            Arrays.sort(ends, 0, size);
        }
        long[] bounds = new long[2 * size];
        int length = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || ends[i - 1] < starts[i]) {
                bounds[length++] = starts[i];
            }
            if (i == size - 1 || ends[i] < starts[i + 1]) {
                bounds[length++] = ends[i];
            }
        }
        return Moc.ofBounds(Arrays.copyOf(bounds, length));
    }
}
