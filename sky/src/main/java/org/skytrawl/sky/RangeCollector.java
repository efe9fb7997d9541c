package org.skytrawl.sky;

import java.util.Arrays;

/** Collects cells in any order, possibly overlapping, and makes a {@link Moc} of them. For one thread. */
public final class RangeCollector {
    /** The number of order 0 cell 0 in the NUNIQ scheme; each order multiplies it by 4. */
    private static final int FIRST_UNIQ = 4;

    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int size;
    private boolean sorted = true;

    /**
     * Adds the cells of order 29 from {@code start} to {@code end}, exclusive.
     *
     * @throws IllegalArgumentException if there are no such cells
     */
    public void addRange(long start, long end) {
        if (start < 0 || end <= start || end > Healpix.cellCount(Healpix.MAX_ORDER)) {
            throw new IllegalArgumentException("HEALPix order " + Healpix.MAX_ORDER + " has no cells from " + start
                    + " to " + end + ", exclusive");
        }
        add(start, end);
    }

    /** @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell */
    public void addCell(int order, long cell) {
        int shift = 2 * (Healpix.MAX_ORDER - Healpix.checkOrder(order));
        Healpix.checkCell(order, cell);
        add(cell << shift, (cell + 1) << shift);
    }

    /**
     * Adds the cell of a NUNIQ number, 4 * 4^order + cell (MOC 2.0 section 4.2.1).
     *
     * @throws IllegalArgumentException if there is no such cell
     */
    public void addUniq(long uniq) {
        int order = orderOfUniq(uniq);
        addCell(order, uniq - ((long) FIRST_UNIQ << (2 * order)));
    }

    /**
     * The order of the cell of a NUNIQ number.
     *
     * @throws IllegalArgumentException if there is no such cell
     */
    public static int orderOfUniq(long uniq) {
        int order = (63 - Long.numberOfLeadingZeros(uniq)) / 2 - 1;
        if (uniq < FIRST_UNIQ || order > Healpix.MAX_ORDER) {
            throw new IllegalArgumentException(uniq + " is not the NUNIQ number of a HEALPix cell");
        }
        return order;
    }

    /** The number of separate ranges so far; neighbours that arrive in their order count as one. */
    public int size() {
        return size;
    }

    /** @param end exclusive; above start */
    void add(long start, long end) {
        if (size > 0 && start <= ends[size - 1]) {
            if (start >= starts[size - 1]) {
                ends[size - 1] = Math.max(ends[size - 1], end);
                return;
            }
        }
        if (size == starts.length) {
            makeRoom();
        }
        sorted &= size == 0 || start > ends[size - 1];
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    private void makeRoom() {
        // hostile files repeat the same cells
        merge();
        if (size > starts.length / 2) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
    }

    /** Sorts the ranges and joins those that meet. */
    private void merge() {
        // Each array separately: if i+1 ranges start before the next start and i+1 end before it, they are the same
        // ranges, and a gap follows.
        if (!sorted) {
            Arrays.sort(starts, 0, size);
            Arrays.sort(ends, 0, size);
        }
        int merged = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || ends[i - 1] < starts[i]) {
                starts[merged] = starts[i];
            }
            if (i == size - 1 || ends[i] < starts[i + 1]) {
                ends[merged++] = ends[i];
            }
        }
        size = merged;
        sorted = true;
    }

    /** The cells so far, as a MOC. */
    public Moc toMoc() {
        merge();
        long[] bounds = new long[2 * size];
        for (int i = 0; i < size; i++) {
            bounds[2 * i] = starts[i];
            bounds[2 * i + 1] = ends[i];
        }
        return Moc.ofBounds(bounds);
    }
}
