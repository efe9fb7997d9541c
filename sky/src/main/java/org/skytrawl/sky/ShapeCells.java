package org.skytrawl.sky;

/**
 * The relation of one shape to HEALPix cells.
 *
 * <p>Cell edges are neither great nor small circles. So a cell is compared by a circle around it; if that does not
 * decide, its four parts are examined, down to {@link #finestOrder}.
 */
abstract sealed class ShapeCells {

    /** Maximum distance, as a fraction of the shape's size, that counts as touching. */
    private static final double RELATIVE_SLACK = 1e-4;

    private final long cellOfAPoint;
    private final int finestOrder;

    /**
     * @param point any point of the shape
     * @param sizeRad radius of a circle around the shape
     */
    private ShapeCells(SkyPoint point, double sizeRad) {
        this.cellOfAPoint = Healpix.cellOf(Healpix.MAX_ORDER, point);
        // A cell that its circle does not exclude is at most two bounds away.
        this.finestOrder = coarsestOrderWithin(RELATIVE_SLACK * sizeRad / 2);
    }

    static ShapeCells of(SkyShape shape) {
        return switch (shape) {
            case SkyCircle circle -> new OfCircle(circle);
            case SkyPolygon polygon -> new OfPolygon(polygon);
            default -> new OfAny(shape);
        };
    }

    /** The coarsest order whose cell bound is within an angle, or 29. */
    static int coarsestOrderWithin(double boundRad) {
        int order = 0;
        while (order < Healpix.MAX_ORDER && Healpix.boundRad(order) > boundRad) {
            order++;
        }
        return order;
    }

    /** The result of comparing the circle around a cell. */
    enum Relation {
        OUTSIDE,
        /** Undecided. */
        CROSSING,
        /** The centre of the cell is in the shape; perhaps the whole cell. */
        CENTRE_INSIDE,
        INSIDE
    }

    abstract Relation relation(int order, long cell);

    /** The order at which cells count as touching if the circle around them does not exclude it. */
    int finestOrder() {
        return finestOrder;
    }

    /** Whether a cell overlaps the shape; also true within the slack. */
    boolean touches(int order, long cell) {
        return touches(order, cell, finestOrder);
    }

    /** @param deepest order of the smallest parts that are examined */
    boolean touches(int order, long cell, int deepest) {
        // Shortcut: the search for a small shape in a large cell is long.
        if (cell == cellOfAPoint >> (2 * (Healpix.MAX_ORDER - order))) {
            return true;
        }
        Relation relation = relation(order, cell);
        if (relation != Relation.CROSSING) {
            return relation != Relation.OUTSIDE;
        }
        if (order >= deepest) {
            return true;
        }
        for (long part = 4 * cell; part < 4 * cell + 4; part++) {
            if (touches(order + 1, part, deepest)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the shape overlaps a MOC; also true within the slack. */
    boolean overlaps(Moc moc) {
        for (int base = 0; base < 12; base++) {
            if (overlaps(0, base, moc.bounds(), 0)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the shape overlaps the part of a MOC in a cell.
     *
     * @param from index of a range of the MOC; none before it reaches the cell
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
        if (relation == Relation.OUTSIDE || relation == Relation.INSIDE) {
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

    /** Whether two shapes overlap; also true where they miss each other by less than 1e-3 of the smaller one. */
    static boolean overlap(SkyShape one, SkyShape other) {
        ShapeCells a = of(one);
        ShapeCells b = of(other);
        // Coarser, since many cells lie between long edges that nearly touch.
        int finest = Math.max(0, Math.max(a.finestOrder, b.finestOrder) - 3);
        for (int base = 0; base < 12; base++) {
            if (overlap(a, b, 0, base, finest)) {
                return true;
            }
        }
        return false;
    }

    private static boolean overlap(ShapeCells a, ShapeCells b, int order, long cell, int finest) {
        Relation ofA = a.relation(order, cell);
        Relation ofB = ofA == Relation.OUTSIDE ? ofA : b.relation(order, cell);
        if (ofB == Relation.OUTSIDE) {
            return false;
        }
        if (order >= finest || (ofA != Relation.CROSSING && ofB != Relation.CROSSING)) {
            return true;
        }
        if (ofA == Relation.INSIDE || ofB == Relation.INSIDE) {
            return (ofA == Relation.INSIDE ? b : a).touches(order, cell, finest);
        }
        for (long part = 4 * cell; part < 4 * cell + 4; part++) {
            if (overlap(a, b, order + 1, part, finest)) {
                return true;
            }
        }
        return false;
    }

    private static final class OfCircle extends ShapeCells {
        private final Vec centre;
        private final double radiusRad;

        OfCircle(SkyCircle circle) {
            super(circle.centre(), circle.radiusRad());
            this.centre = circle.centre().vec();
            this.radiusRad = circle.radiusRad();
        }

        @Override
        Relation relation(int order, long cell) {
            double bound = Healpix.boundRad(order);
            double distance = Vec.angleRad(centre, Healpix.centreOf(order, cell).vec());
            if (distance > radiusRad + bound + Vec.TOUCH_RAD) {
                return Relation.OUTSIDE;
            }
            // A circle of 180 degrees has no outside.
            if (distance + bound <= radiusRad || radiusRad >= Math.PI) {
                return Relation.INSIDE;
            }
            return distance <= radiusRad ? Relation.CENTRE_INSIDE : Relation.CROSSING;
        }
    }

    private static final class OfPolygon extends ShapeCells {
        private final SkyPolygon polygon;

        OfPolygon(SkyPolygon polygon) {
            super(polygon.firstVertex(), polygon.boundRad());
            this.polygon = polygon;
        }

        @Override
        Relation relation(int order, long cell) {
            Vec centre = Healpix.centreOf(order, cell).vec();
            double bound = Healpix.boundRad(order);
            if (polygon.isFarFrom(centre, bound + Vec.TOUCH_RAD)) {
                return Relation.OUTSIDE;
            }
            double edgeDistance = polygon.edgeDistanceRad(centre);
            if (polygon.isInside(centre)) {
                return edgeDistance > bound ? Relation.INSIDE : Relation.CENTRE_INSIDE;
            }
            if (edgeDistance > bound + Vec.TOUCH_RAD) {
                return Relation.OUTSIDE;
            }
            return edgeDistance <= Vec.TOUCH_RAD ? Relation.CENTRE_INSIDE : Relation.CROSSING;
        }
    }

    /** Shapes that only support overlap tests with circles. */
    private static final class OfAny extends ShapeCells {
        private final SkyShape shape;

        OfAny(SkyShape shape) {
            super(pointOf(shape), sizeRad(shape));
            this.shape = shape;
        }

        @Override
        Relation relation(int order, long cell) {
            SkyCircle around = Healpix.circleAround(order, cell);
            if (!shape.overlaps(around)) {
                return Relation.OUTSIDE;
            }
            return shape.overlaps(new SkyCircle(around.centre(), 0)) ? Relation.CENTRE_INSIDE : Relation.CROSSING;
        }
    }

    private static SkyPoint pointOf(SkyShape shape) {
        return switch (shape) {
            case SkyEllipse ellipse -> ellipse.centre();
            case SkyRange range -> SkyPoint.ofDegrees(range.westDeg(), range.southDeg());
            case RotatedShape rotated -> rotated.frame().toIcrs(pointOf(rotated.shape()));
            default -> throw new IllegalArgumentException(shape + " must have been taken apart before");
        };
    }

    private static double sizeRad(SkyShape shape) {
        return switch (shape) {
            case SkyEllipse ellipse -> Math.toRadians(Math.max(ellipse.semiAxis1Deg(), ellipse.semiAxis2Deg()));
            case SkyRange range ->
                Math.toRadians(Math.min(180, Math.max(range.widthDeg(), range.northDeg() - range.southDeg())));
            case RotatedShape rotated -> sizeRad(rotated.shape());
            default -> throw new IllegalArgumentException(shape + " must have been taken apart before");
        };
    }
}
