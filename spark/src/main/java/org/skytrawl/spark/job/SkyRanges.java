package org.skytrawl.spark.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyCircle;

/**
 * The part of the sky near some places as few ranges of HEALPix cells of order 29: what a file can be asked for.
 *
 * @param bounds the first and the last cell of each range, rising
 */
record SkyRanges(List<Long> bounds) {
    private static final int FINEST_ORDER = 12;
    private static final int MOST_CELLS = 4_000;

    /** Of the filter of a query; what lies between two ranges that were joined is read too. */
    static final int MOST_RANGES = 64;

    SkyRanges {
        bounds = List.copyOf(bounds);
    }

    /**
     * @param near whether any place may be in a circle
     * @param marginDeg how far from a place is near
     */
    static SkyRanges near(Predicate<SkyCircle> near, double marginDeg) {
        int order = 0;
        long[] cells = nearCells(LongStream.range(0, 12), 0, near, marginDeg);
        while (order < FINEST_ORDER
                && cells.length > 0
                && cells.length < MOST_CELLS / 4
                && isCoarse(order, marginDeg)) {
            order++;
            LongStream parts = Arrays.stream(cells).flatMap(cell -> LongStream.range(4 * cell, 4 * cell + 4));
            cells = nearCells(parts, order, near, marginDeg);
        }
        return merged(order, cells);
    }

    /** Finer cells than a quarter of the margin say little more. */
    private static boolean isCoarse(int order, double marginDeg) {
        return Healpix.circleAround(order, 0).radiusDeg() > marginDeg / 4;
    }

    private static long[] nearCells(LongStream cells, int order, Predicate<SkyCircle> near, double marginDeg) {
        return cells.filter(cell -> near.test(wider(Healpix.circleAround(order, cell), marginDeg)))
                .toArray();
    }

    /** The circle with a margin. */
    static SkyCircle wider(SkyCircle circle, double marginDeg) {
        return new SkyCircle(circle.centre(), Math.min(180, circle.radiusDeg() + marginDeg));
    }

    private static SkyRanges merged(int order, long... cells) {
        int shift = 2 * (Healpix.MAX_ORDER - order);
        // the widest gaps stay
        boolean[] cut = new boolean[cells.length];
        IntStream.range(1, cells.length)
                .filter(i -> cells[i] > cells[i - 1] + 1)
                .boxed()
                .sorted(Comparator.comparingLong(i -> cells[i - 1] - cells[i]))
                .limit(MOST_RANGES - 1)
                .forEach(i -> cut[i] = true);
        List<Long> bounds = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            if (i == 0 || cut[i]) {
                bounds.add(cells[i] << shift);
            }
            if (i == cells.length - 1 || cut[i + 1]) {
                bounds.add(((cells[i] + 1) << shift) - 1);
            }
        }
        return new SkyRanges(bounds);
    }

    /** Whether it has a cell between two, which are included. */
    boolean overlaps(long least, long greatest) {
        for (int i = 0; i < bounds.size(); i += 2) {
            if (bounds.get(i) <= greatest && bounds.get(i + 1) >= least) {
                return true;
            }
        }
        return false;
    }
}
