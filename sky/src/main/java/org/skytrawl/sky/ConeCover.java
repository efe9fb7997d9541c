package org.skytrawl.sky;

import java.util.Arrays;

/**
 * A circle made ready for the question which of very many MOCs it overlaps: the cells that lie wholly in it, and those
 * on its rim, are computed once. Most MOCs are then decided by comparing ranges; only of those that share nothing but
 * rim cells with the circle are the shared cells looked at closely.
 *
 * <p>Immutable, safe for use by several threads.
 */
public final class ConeCover {

    /** Rim cells are this much smaller than the radius: some hundreds of them. */
    private static final double RIM_FINENESS = 12;

    /** More rim cells than this are a mistake of the caller, not a cover. */
    private static final double MOST_RIM_CELLS = 1e7;

    private final CircleCells cells;
    private final Moc outer;
    private final Moc inner;
    private final int rimOrder;
    private final long[] rimCells;

    private ConeCover(SkyCircle circle, int order) {
        this.cells = new CircleCells(circle);
        this.rimOrder = order;
        RangeCollector all = new RangeCollector();
        RangeCollector wholly = new RangeCollector();
        LongList rim = new LongList();
        for (int base = 0; base < 12; base++) {
            cover(0, base, all, wholly, rim);
        }
        this.outer = all.toMoc();
        this.inner = wholly.toMoc();
        this.rimCells = rim.toArray();
    }

    /** The cover of a circle, at an order that suits its radius. */
    public static ConeCover of(SkyCircle circle) {
        return new ConeCover(circle, CircleCells.coarsestOrderWithin(circle.radiusRad() / RIM_FINENESS));
    }

    /**
     * The cells of an order that have a point in a circle; also those which miss it by less than 1e-4 of the radius or 1
     * milliarcsecond. Cells whose centre is in the circle are always among them.
     *
     * @throws IllegalArgumentException if the order is not in [0, 29], or so fine that there would be more than some ten
     *     million cells on the rim
     */
    public static Moc cells(int order, SkyCircle circle) {
        double rim = 2 * Math.PI * Math.sin(circle.radiusRad()) / Healpix.boundRad(order);
        if (rim > MOST_RIM_CELLS) {
            throw new IllegalArgumentException("order " + order + " is too fine for a circle of " + circle.radiusDeg()
                    + " degrees: its rim has about " + (long) rim + " cells");
        }
        return new ConeCover(circle, order).outer;
    }

    /** The cells of the cover: all that have a point in the circle, the smallest some twelfth of its radius. */
    Moc cells() {
        return outer;
    }

    private void cover(int order, long cell, RangeCollector all, RangeCollector wholly, LongList rim) {
        CircleCells.Relation relation = cells.relation(order, cell);
        if (relation == CircleCells.Relation.OUTSIDE) {
            return;
        }
        int shift = 2 * (Healpix.MAX_ORDER - order);
        if (relation == CircleCells.Relation.INSIDE) {
            all.add(cell << shift, (cell + 1) << shift);
            wholly.add(cell << shift, (cell + 1) << shift);
        } else if (order < rimOrder) {
            for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                cover(order + 1, part, all, wholly, rim);
            }
        } else if (cells.touches(order, cell)) {
            all.add(cell << shift, (cell + 1) << shift);
            rim.add(cell);
        }
    }

    /**
     * Whether a MOC and the circle have a point in common. Never false where they have; true also where they miss each
     * other by less than 1e-4 of the radius or 1 milliarcsecond.
     */
    public boolean overlaps(Moc moc) {
        if (!outer.overlaps(moc)) {
            return false;
        }
        return inner.overlaps(moc) || overlapsAtRim(moc.bounds());
    }

    private boolean overlapsAtRim(long[] bounds) {
        int shift = 2 * (Healpix.MAX_ORDER - rimOrder);
        int[] partly = new int[16];
        int partlyCount = 0;
        int range = 0;
        int i = 0;
        while (i < rimCells.length && range < bounds.length) {
            long start = rimCells[i] << shift;
            long end = (rimCells[i] + 1) << shift;
            range = Moc.firstRangeEndingAfter(bounds, range, start);
            if (range == bounds.length) {
                break;
            }
            if (bounds[range] >= end) {
                int place = Arrays.binarySearch(rimCells, i + 1, rimCells.length, bounds[range] >> shift);
                i = place < 0 ? -place - 1 : place;
            } else if (bounds[range] <= start && bounds[range + 1] >= end) {
                // All rim cells do touch the circle.
                return true;
            } else {
                if (partlyCount == partly.length) {
                    partly = Arrays.copyOf(partly, 2 * partlyCount);
                }
                partly[partlyCount++] = i++;
            }
        }
        for (int k = 0; k < partlyCount; k++) {
            if (cells.overlaps(rimOrder, rimCells[partly[k]], bounds, 0)) {
                return true;
            }
        }
        return false;
    }
}
