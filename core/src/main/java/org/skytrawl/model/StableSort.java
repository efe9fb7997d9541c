package org.skytrawl.model;

/** A merge sort of places: millions of boxed numbers take too much memory. */
public final class StableSort {
    /** Compares the things at two places. */
    @FunctionalInterface
    public interface Order {
        int compare(int place, int other);
    }

    private StableSort() {}

    /** The places from 0 to {@code size - 1} in order; equal ones stay in theirs. */
    public static int[] order(int size, Order order) {
        int[] from = new int[size];
        for (int i = 0; i < size; i++) {
            from[i] = i;
        }
        int[] to = new int[size];
        for (long width = 1; width < size; width *= 2) {
            for (long start = 0; start < size; start += 2 * width) {
                int middle = (int) Math.min(start + width, size);
                int end = (int) Math.min(start + 2 * width, size);
                int a = (int) start;
                int b = middle;
                for (int k = (int) start; k < end; k++) {
                    boolean takeA = a < middle && (b >= end || order.compare(from[a], from[b]) <= 0);
                    to[k] = takeA ? from[a++] : from[b++];
                }
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
