package org.skytrawl.sky;

import java.util.Arrays;

/** Numbers that come one by one, unboxed. For one thread. */
final class DoubleList {

    private double[] values = new double[8];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
