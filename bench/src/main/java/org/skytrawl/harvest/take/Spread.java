package org.skytrawl.harvest.take;

import java.util.function.DoubleUnaryOperator;

/**
 * How the numbers of a column lie: the k-th of n rows has the value at (k + 1/2) / n of the distribution, so counts of parts
 * always add up to that of the whole.
 *
 * @param rows n
 * @param share the part of the rows below a value
 * @param value the value below which a part of the rows is
 */
record Spread(long rows, DoubleUnaryOperator share, DoubleUnaryOperator value) {
    static Spread even(double least, double greatest, long rows) {
        return power(least, greatest, 1, rows);
    }

    /** More and more towards the greatest: the density grows as the power less one. */
    static Spread power(double least, double greatest, double power, long rows) {
        return new Spread(
                rows,
                x -> Math.pow(Math.clamp((x - least) / (greatest - least), 0, 1), power),
                part -> least + (greatest - least) * Math.pow(part, 1 / power));
    }

    static Spread single(double at, long rows) {
        return new Spread(rows, x -> x > at ? 1 : 0, part -> at);
    }

    /** Rows with a value below this one. */
    long below(double limit) {
        return Math.clamp((long) Math.ceil(share.applyAsDouble(limit) * rows - 0.5), 0L, rows);
    }

    double valueOf(long row) {
        return value.applyAsDouble((row + 0.5) / rows);
    }
}
