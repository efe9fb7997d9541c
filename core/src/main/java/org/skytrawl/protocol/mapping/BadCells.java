package org.skytrawl.protocol.mapping;

/** Counts the cells of one answer that could not be understood. */
public final class BadCells {
    private long count;

    public long count() {
        return count;
    }

    /** Counts one; gives what stands for it. */
    public double number() {
        count++;
        return Double.NaN;
    }

    /** Counts one. */
    public void add() {
        count++;
    }
}
