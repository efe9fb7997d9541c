package org.skytrawl.sky;

/**
 * How one circle lies to the cells of HEALPix.
 *
 * <p>The edges of cells are neither great nor small circles, so nothing is computed with them: a cell is compared by a
 * circle around it, and where that does not decide, its four parts are looked at, down to {@link #finestOrder}.
 */
final class CircleCells {

    /** How far a cell may be from the circle, as a fraction of its radius, and still be taken as touching it. */
    private static final double RELATIVE_SLACK = 1e-4;

    private final Vec centre;
    private final double radiusRad;
    private final long centreCell;
    private final int finestOrder;

    CircleCells(SkyCircle circle) {
        this.centre = circle.centre().vec();
        this.radiusRad = circle.radiusRad();
        this.centreCell = Healpix.cellOf(Healpix.MAX_ORDER, circle.centre());
        // Two bounds are the most by which a point of a cell that the bound cannot exclude is off.
        this.finestOrder = coarsestOrderWithin(RELATIVE_SLACK * radiusRad / 2);
    }

    /** The coarsest order whose cells are bound by an angle, or 29 if none is. */
    static int coarsestOrderWithin(double boundRad) {
        int order = 0;
        while (order < Healpix.MAX_ORDER && Healpix.boundRad(order) > boundRad) {
            order++;
        }
        return order;
    }

    /** What the circle around a cell tells. */
    enum Relation {
        OUTSIDE,
        CROSSING,
        INSIDE
    }

    Relation relation(int order, long cell) {
        double bound = Healpix.boundRad(order);
        double distance = distanceRad(order, cell);
        if (distance > radiusRad + bound + Vec.TOUCH_RAD) {
            return Relation.OUTSIDE;
        }
        // A circle of 180 degrees has no outside, which its rim point does not know.
        return distance + bound <= radiusRad || radiusRad >= Math.PI ? Relation.INSIDE : Relation.CROSSING;
    }

    private double distanceRad(int order, long cell) {
        return Vec.angleRad(centre, Healpix.centreOf(order, cell).vec());
    }

    /** Whether a cell has a point in the circle; true also where it misses it by less than the slack. */
    boolean touches(int order, long cell) {
        // The walk would find this too, but down to a small circle in a large cell it is long.
        if (cell == centreCell >> (2 * (Healpix.MAX_ORDER - order))) {
            return true;
        }
        double distance = distanceRad(order, cell);
        if (distance <= radiusRad) {
            return true;
        }
        if (distance > radiusRad + Healpix.boundRad(order) + Vec.TOUCH_RAD) {
            return false;
        }
        if (order >= finestOrder) {
            return true;
        }
        for (long part = 4 * cell; part < 4 * cell + 4; part++) {
            if (touches(order + 1, part)) {
                return true;
            }
        }
        return false;
    }

    boolean overlaps(Moc moc) {
        for (int base = 0; base < 12; base++) {
            if (overlaps(0, base, moc.bounds(), 0)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the circle touches that part of a MOC which lies in a cell.
     *
     * @param from a range of the MOC such that none before it reaches the cell
     */
    boolean overlaps(int order, long cell, long[] bounds, int from) {
        int shift = 2 * (Healpix.MAX_ORDER - order);
        long start = cell << shift;
        long end = (cell + 1) << shift;
        int range = Moc.firstRangeEndingAfter(bounds, from, start);
        if (range == bounds.length || bounds[range] >= end) {
            return false;
        }
        Relation relation = relation(order, cell);
        if (relation != Relation.CROSSING) {
            return relation == Relation.INSIDE;
        }
        if (bounds[range] <= start && bounds[range + 1] >= end) {
            return touches(order, cell);
        }
        if (order >= finestOrder) {
            return true;
        }
        for (long part = 4 * cell; part < 4 * cell + 4; part++) {
            if (overlaps(order + 1, part, bounds, range)) {
                return true;
            }
        }
        return false;
    }
}
