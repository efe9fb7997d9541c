package org.skytrawl.sky;

/**
 * Regions as MOCs: the cells that a region touches, of an order that suits its size, so that regions can be compared with
 * MOCs by cells alone, here as anywhere else. Cells that miss the region by a small part of their size may be among them;
 * none that touches it is missing.
 */
public final class RegionCover {

    /** The smallest cells are this much smaller than a polygon's radius: some hundreds of them lie along its edges. */
    private static final double EDGE_FINENESS = 32;

    /** How often a cell is divided to find out whether it touches the edge. */
    private static final int DIVISIONS = 3;

    private final SkyPolygon polygon;
    private final int finest;
    private final RangeCollector cells = new RangeCollector();

    private RegionCover(SkyPolygon polygon) {
        this.polygon = polygon;
        this.finest = CircleCells.coarsestOrderWithin(polygon.boundRad() / EDGE_FINENESS);
    }

    /** The one cell of the finest order in which a point lies. */
    public static Moc of(SkyPoint point) {
        return Moc.ofCells(Healpix.MAX_ORDER, Healpix.cellOf(Healpix.MAX_ORDER, point));
    }

    /** The cells that a circle touches; of a circle of radius 0, the cell of its centre. */
    public static Moc of(SkyCircle circle) {
        return circle.radiusDeg() == 0
                ? of(circle.centre())
                : ConeCover.of(circle).cells();
    }

    /** The cells that a polygon touches. */
    public static Moc of(SkyPolygon polygon) {
        RegionCover cover = new RegionCover(polygon);
        for (int base = 0; base < 12; base++) {
            cover.add(0, base);
        }
        return cover.cells.toMoc();
    }

    private void add(int order, long cell) {
        if (!polygon.overlaps(around(order, cell))) {
            return;
        }
        if (order < finest) {
            for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                add(order + 1, part);
            }
        } else if (touches(order, cell, DIVISIONS)) {
            int shift = 2 * (Healpix.MAX_ORDER - order);
            cells.add(cell << shift, (cell + 1) << shift);
        }
    }

    /** Whether a cell has a point in the polygon; true also where it misses it by some part of an eighth of its size. */
    private boolean touches(int order, long cell, int divisions) {
        if (!polygon.overlaps(around(order, cell))) {
            return false;
        }
        if (divisions == 0 || order == Healpix.MAX_ORDER || polygon.contains(Healpix.centreOf(order, cell))) {
            return true;
        }
        for (long part = 4 * cell; part < 4 * cell + 4; part++) {
            if (touches(order + 1, part, divisions - 1)) {
                return true;
            }
        }
        return false;
    }

    private static SkyCircle around(int order, long cell) {
        return new SkyCircle(Healpix.centreOf(order, cell), Math.toDegrees(Healpix.boundRad(order)));
    }
}
