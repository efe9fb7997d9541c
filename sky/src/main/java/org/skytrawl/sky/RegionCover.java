package org.skytrawl.sky;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A region prepared for overlap tests with very many MOCs: its inner cells and rim cells are computed once. Most MOCs
 * are decided by comparing ranges. Only for those that share nothing but rim cells with the region are these cells
 * examined.
 *
 * <p>Immutable and thread-safe.
 */
public final class RegionCover {

    /** Ratio of radius to rim cell size for circles: gives some hundreds of rim cells. */
    private static final double RIM_FINENESS = 12;

    /** The same ratio for polygons, which may be narrow. */
    private static final double EDGE_FINENESS = 32;

    /** Number of divisions of a cell to find out whether it touches the edge of a polygon. */
    private static final int DIVISIONS = 3;

    /** More rim cells indicate an error of the caller. */
    private static final double MOST_RIM_CELLS = 1e7;

    private final ShapeCells cells;
    private final int deepestOrder;
    private final Moc outer;
    private final Moc inner;
    private final int rimOrder;
    private final long[] rimCells;

    private RegionCover(ShapeCells cells, int rimOrder, int deepestOrder) {
        this.cells = cells;
        this.rimOrder = rimOrder;
        this.deepestOrder = deepestOrder;
        RangeCollector all = new RangeCollector();
        RangeCollector wholly = new RangeCollector();
        LongStream.Builder rim = LongStream.builder();
        for (int base = 0; base < 12; base++) {
            cover(0, base, all, wholly, rim);
        }
        this.outer = all.toMoc();
        this.inner = wholly.toMoc();
        this.rimCells = rim.build().toArray();
    }

    /** At an order that suits the radius. */
    public static RegionCover of(SkyCircle circle) {
        return of(circle, ShapeCells.coarsestOrderWithin(circle.radiusRad() / RIM_FINENESS));
    }

    private static RegionCover of(SkyCircle circle, int order) {
        ShapeCells cells = ShapeCells.of(circle);
        return new RegionCover(cells, order, cells.finestOrder());
    }

    /** At an order that suits the size. */
    public static RegionCover of(SkyPolygon polygon) {
        int order = ShapeCells.coarsestOrderWithin(polygon.boundRad() / EDGE_FINENESS);
        return new RegionCover(ShapeCells.of(polygon), order, Math.min(Healpix.MAX_ORDER, order + DIVISIONS));
    }

    /**
     * The cells of an order that overlap a circle, also those that miss it by less than 1e-4 of the radius or 1
     * milliarcsecond. Includes all cells whose centre is in the circle.
     *
     * @throws IllegalArgumentException if the order is not in [0, 29], or so fine that the rim has more than about ten
     *     million cells
     */
    public static Moc cells(int order, SkyCircle circle) {
        double rim = 2 * Math.PI * Math.sin(circle.radiusRad()) / Healpix.boundRad(order);
        if (rim > MOST_RIM_CELLS) {
            throw new IllegalArgumentException("order " + order + " is too fine for a circle of " + circle.radiusDeg()
                    + " degrees: its rim has about " + (long) rim + " cells");
        }
        return of(circle, order).outer;
    }

    /** The cells that the region touches. May include cells that miss it by a small part of their size. */
    public Moc cells() {
        return outer;
    }

    /** The cells that are wholly in the region; there may be none. */
    public Moc cellsInside() {
        return inner;
    }

    private void cover(int order, long cell, RangeCollector all, RangeCollector wholly, LongStream.Builder rim) {
        ShapeCells.Relation relation = cells.relation(order, cell);
        if (relation == ShapeCells.Relation.OUTSIDE) {
            return;
        }
        int shift = 2 * (Healpix.MAX_ORDER - order);
        if (relation == ShapeCells.Relation.INSIDE) {
            all.add(cell << shift, (cell + 1) << shift);
            wholly.add(cell << shift, (cell + 1) << shift);
        } else if (order < rimOrder) {
            for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                cover(order + 1, part, all, wholly, rim);
            }
        } else if (cells.touches(order, cell, deepestOrder)) {
            all.add(cell << shift, (cell + 1) << shift);
            rim.accept(cell);
        }
    }

    /**
     * Whether a MOC overlaps the region. Never false if it does. Also true where it misses the region by less than 1e-4
     * of its radius or 1 milliarcsecond.
     */
    public boolean overlaps(Moc moc) {
        return outer.overlaps(moc) && (inner.overlaps(moc) || overlapsAtRim(moc.bounds()));
    }

    private boolean overlapsAtRim(long[] bounds) {
        int shift = 2 * (Healpix.MAX_ORDER - rimOrder);
        // Otherwise rim cells may miss the region by more than the slack.
        boolean allRimCellsTouch = deepestOrder >= cells.finestOrder();
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
            } else if (allRimCellsTouch && bounds[range] <= start && bounds[range + 1] >= end) {
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
