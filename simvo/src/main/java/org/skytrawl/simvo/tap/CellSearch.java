package org.skytrawl.simvo.tap;

import java.util.stream.LongStream;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyShape;

/** Relations of shapes that can only be compared with circles: by the cells of a finer and finer grid. */
final class CellSearch {
    /** Cells of about an arcsecond: shapes closer than that touch. */
    private static final int FINEST = 18;

    private static final int MOST_CELLS = 200_000;

    /** No cell of order 0 reaches farther from its centre, radians; that halves with each order. */
    private static final double REACH_RAD = 1.1;

    private final SkyShape one;
    private final SkyShape other;
    private int left = MOST_CELLS;

    private CellSearch(SkyShape one, SkyShape other) {
        this.one = one;
        this.other = other;
    }

    static boolean overlap(SkyShape one, SkyShape other) {
        CellSearch search = new CellSearch(one, other);
        return LongStream.range(0, 12).anyMatch(base -> search.bothIn(0, base));
    }

    private boolean bothIn(int order, long cell) {
        SkyCircle around = around(order, cell);
        if (!one.overlaps(around) || !other.overlaps(around)) {
            return false;
        }
        if (order == FINEST || left-- <= 0) {
            return true;
        }
        return LongStream.range(4 * cell, 4 * cell + 4).anyMatch(part -> bothIn(order + 1, part));
    }

    private static SkyCircle around(int order, long cell) {
        return new SkyCircle(Healpix.centreOf(order, cell), Math.toDegrees(REACH_RAD / (1L << order)));
    }

    /** All cells of an order that a shape touches, and perhaps some next to it; a MOC is its own cover. */
    static Moc cover(int order, SkyShape shape) {
        if (shape instanceof MocShape moc) {
            return moc.moc();
        }
        if (shape instanceof SkyCircle circle) {
            return RegionCover.cells(order, circle);
        }
        CellSearch search = new CellSearch(shape, shape);
        Moc cover = Moc.EMPTY;
        for (int base = 0; base < 12; base++) {
            cover = cover.union(search.cover(0, base, order));
        }
        return cover;
    }

    private Moc cover(int order, long cell, int finest) {
        if (!one.overlaps(around(order, cell))) {
            return Moc.EMPTY;
        }
        if (order == finest) {
            return Moc.ofCells(order, cell);
        }
        if (left-- <= 0) {
            throw new IllegalArgumentException("order " + finest + " is too fine for so large a region");
        }
        Moc cover = Moc.EMPTY;
        for (long part = 4 * cell; part < 4 * cell + 4; part++) {
            cover = cover.union(cover(order + 1, part, finest));
        }
        return cover;
    }
}
