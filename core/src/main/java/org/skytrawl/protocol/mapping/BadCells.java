package org.skytrawl.protocol.mapping;

/** Counts the unreadable cells of one answer. */
public final class BadCells {
    private long count;

    public long count() {
        return count;
    }

    /** Counts one and returns NaN. */
    public double number() {
        count++;
        return Double.NaN;
    }

    public void add() {
        count++;
    }
}
