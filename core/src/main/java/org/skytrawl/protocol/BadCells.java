package org.skytrawl.protocol;

/** Counts the cells of one answer that could not be understood. */
final class BadCells {
    private long count;

    long count() {
        return count;
    }

    /** Counts one; gives what stands for it. */
    double number() {
        count++;
        return Double.NaN;
    }

    /** Counts one. */
    void add() {
        count++;
    }
}
