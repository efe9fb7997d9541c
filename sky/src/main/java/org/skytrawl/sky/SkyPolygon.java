package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A polygon whose edges are great-circle arcs, the shorter way between neighbouring vertices, the last joined to the
 * first.
 *
 * <p>The smaller side is inside, whichever way the vertices run. A polygon that halves the sky has both sides inside.
 * One without area is its edges. In one that crosses itself, the points with an odd winding number are inside. Vertices
 * may be repeated. Overlaps are exact to rounding.
 */
public final class SkyPolygon implements SkyShape {

    /** A polygon within this angle of the middle of its vertices is small: there is room around it. */
    private static final double SMALL_RAD = Math.toRadians(60);

    /** Half the sky, and the tolerance that counts as half, in steradians. */
    private static final double HALF_SKY_SR = 2 * Math.PI;

    private static final double HALF_SKY_SLACK_SR = 1e-9;

    /** A small polygon within {@link Vec#TOUCH_RAD} of one great circle has less area per edge, in steradians. */
    private static final double BARE_EDGE_SR = 10 * Vec.TOUCH_RAD;

    private final Vec[] vertices;

    /** Middle and radius of a circle around the polygon; the radius is infinite unless the polygon is small. */
    private final Vec middle;

    private final double boundRad;

    /** A direction far from all edges, as is its antipode. Crossings are counted from here. */
    private final Vec reference;

    private final boolean referenceInside;
    private final boolean halvesTheSky;
    /** False if a closer look must tell. */
    private final boolean surelyHasArea;

    private SkyPolygon(Vec[] vertices) {
        this.vertices = vertices;
        Vec sum = new Vec(0, 0, 0);
        for (Vec vertex : vertices) {
            sum = sum.plus(vertex);
        }
        this.middle = sum.norm() > 1e-6 * vertices.length ? sum.unit() : vertices[0];
        double farthest = 0;
        for (Vec vertex : vertices) {
            farthest = Math.max(farthest, Vec.angleRad(middle, vertex));
        }
        boolean small = farthest < SMALL_RAD;
        this.boundRad = small ? farthest : Double.POSITIVE_INFINITY;
        this.reference = small ? middle.anyPerpendicular() : farFromEdges(vertices);
        double area = Math.abs(areaAwayFrom(reference));
        this.halvesTheSky = Math.abs(area - HALF_SKY_SR) < HALF_SKY_SLACK_SR;
        this.referenceInside = area > HALF_SKY_SR;
        this.surelyHasArea = small && area > BARE_EDGE_SR * vertices.length;
    }

    /**
     * @param vertices at least 3; the first may be repeated at the end
     * @throws IllegalArgumentException if there are fewer, or if two neighbours are antipodes, so that no arc is the
     *     shorter
     */
    public static SkyPolygon of(List<SkyPoint> vertices) {
        return of(vertices.stream().map(SkyPoint::vec).toArray(Vec[]::new));
    }

    /**
     * @param raDec ra, dec, ra, dec, ... in degrees
     * @throws IllegalArgumentException as {@link #of(List)}, or if a number is missing or outside its range
     */
    public static SkyPolygon ofDegrees(double... raDec) {
        if (raDec.length % 2 != 0) {
            throw new IllegalArgumentException("a polygon needs pairs of numbers, not " + raDec.length + " numbers");
        }
        Vec[] vectors = new Vec[raDec.length / 2];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = SkyPoint.ofDegrees(raDec[2 * i], raDec[2 * i + 1]).vec();
        }
        return of(vectors);
    }

    static SkyPolygon of(Vec... vectors) {
        if (vectors.length < 3) {
            throw new IllegalArgumentException("a polygon needs at least 3 vertices, not " + vectors.length);
        }
        Vec a = vectors[vectors.length - 1];
        for (Vec b : vectors) {
            if (a.plus(b).norm() < 1e-9) {
                throw new IllegalArgumentException(
                        "neighbouring vertices of a polygon are antipodes, no arc between them is the shorter: "
                                + degrees(a) + " and " + degrees(b));
            }
            a = b;
        }
        return new SkyPolygon(vectors);
    }

    private static String degrees(Vec vertex) {
        SkyPoint point = SkyPoint.of(vertex);
        return "(" + point.raDeg() + ", " + point.decDeg() + ")";
    }

    /**
     * A polygon of a question: its sides meet only in common vertices, and a hemisphere contains it, so that the
     * smaller side is unambiguous.
     *
     * @param raDec ra, dec, ra, dec, ... in degrees
     * @throws IllegalArgumentException as {@link #ofDegrees}, and naming the vertex, counted from 1, if two neighbours
     *     are equal, no hemisphere contains it and those before it, or its side crosses another
     */
    public static SkyPolygon simpleOfDegrees(double... raDec) {
        int count = raDec.length / 2;
        List<SkyPoint> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                points.add(SkyPoint.ofDegrees(raDec[2 * i], raDec[2 * i + 1]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("vertex " + (i + 1) + " of the polygon: " + e.getMessage(), e);
            }
        }
        for (int i = 0; i < count && count >= 3; i++) {
            int next = (i + 1) % count;
            if (Vec.isWithin(points.get(i).vec(), points.get(next).vec(), Vec.TOUCH_RAD)) {
                throw new IllegalArgumentException("neighbouring vertices of a polygon are equal: "
                        + vertex(next, raDec) + " and " + vertex(i, raDec));
            }
        }
        if (count >= 3 && SkyCircle.around(points) == null) {
            int held = 2;
            while (SkyCircle.around(points.subList(0, held + 1)) != null) {
                held++;
            }
            throw new IllegalArgumentException("the polygon is over a hemisphere: none holds " + vertex(held, raDec)
                    + " and all vertices before it");
        }
        SkyPolygon polygon = ofDegrees(raDec);
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (polygon.sidesTouch(i, j)) {
                    throw new IllegalArgumentException("the polygon crosses or touches itself: the side from "
                            + vertex(i, raDec) + " and the one from " + vertex(j, raDec));
                }
            }
        }
        return polygon;
    }

    private static String vertex(int i, double... raDec) {
        return "vertex " + (i + 1) + " (" + raDec[2 * i] + ", " + raDec[2 * i + 1] + ")";
    }

    /** Whether two sides meet anywhere but in their common vertex. */
    private boolean sidesTouch(int i, int j) {
        int n = vertices.length;
        Vec a = vertices[i];
        Vec b = vertices[(i + 1) % n];
        Vec c = vertices[j];
        Vec d = vertices[(j + 1) % n];
        if (j == i + 1) {
            return Vec.isNearArc(d, a, b, Vec.TOUCH_RAD) || Vec.isNearArc(a, c, d, Vec.TOUCH_RAD);
        }
        if ((j + 1) % n == i) {
            return Vec.isNearArc(c, a, b, Vec.TOUCH_RAD) || Vec.isNearArc(b, c, d, Vec.TOUCH_RAD);
        }
        return Vec.arcsTouch(a, b, Vec.normalOf(a, b), c, d);
    }

    public List<SkyPoint> vertices() {
        return Arrays.stream(vertices).map(SkyPoint::of).toList();
    }

    /** The area of the smaller side, square degrees. Where edges cross, areas of opposite winding cancel. */
    public double areaDeg2() {
        double area = Math.abs(areaAwayFrom(boundRad < SMALL_RAD ? middle.times(-1) : reference));
        return Math.min(area, 2 * HALF_SKY_SR - area) * Math.toDegrees(1) * Math.toDegrees(1);
    }

    SkyPoint firstVertex() {
        return SkyPoint.of(vertices[0]);
    }

    /** Radius of a circle around it, radians; pi unless the polygon is small. */
    double boundRad() {
        return Math.min(boundRad, Math.PI);
    }

    /** The edge is part of the polygon. */
    public boolean contains(SkyPoint point) {
        return overlaps(new SkyCircle(point, 0));
    }

    @Override
    public boolean overlaps(SkyCircle circle) {
        // If a circle meets the polygon, its centre is inside or an edge runs through the circle.
        Vec centre = circle.centre().vec();
        double reachRad = circle.radiusRad() + Vec.TOUCH_RAD;
        if (isFarFrom(centre, reachRad)) {
            return false;
        }
        return isInside(centre) || hasEdgeWithin(centre, reachRad);
    }

    @Override
    public @Nullable SkyPoint bareCentre() {
        if (surelyHasArea) {
            return null;
        }
        Vec first = vertices[0];
        Vec farthest = first;
        for (Vec vertex : vertices) {
            farthest = vertex.minus(first).norm() > farthest.minus(first).norm() ? vertex : farthest;
        }
        if (halvesTheSky || farthest.plus(first).norm() < 1e-9) {
            return null;
        }
        // without area if all vertices are one, or on one great circle
        Vec normal = Vec.normalOf(first, farthest);
        boolean isPoint = farthest.minus(first).norm() <= Vec.TOUCH_RAD;
        for (Vec vertex : vertices) {
            if (!isPoint && Math.abs(normal.dot(vertex)) > Vec.TOUCH_RAD * normal.norm()) {
                return null;
            }
        }
        return SkyPoint.of(first.plus(farthest).unit());
    }

    /** A circle that contains it if it is small, else itself. */
    SkyShape outline() {
        return Double.isInfinite(boundRad)
                ? this
                : new SkyCircle(SkyPoint.of(middle), Math.toDegrees(boundRad + Vec.TOUCH_RAD));
    }

    private boolean hasEdgeWithin(Vec point, double reachRad) {
        Vec a = vertices[vertices.length - 1];
        for (Vec b : vertices) {
            if (Vec.isNearArc(point, a, b, reachRad)) {
                return true;
            }
            a = b;
        }
        return false;
    }

    double edgeDistanceRad(Vec point) {
        return edgeDistanceRad(point, vertices);
    }

    private static double edgeDistanceRad(Vec point, Vec... vertices) {
        double least = Double.POSITIVE_INFINITY;
        Vec a = vertices[vertices.length - 1];
        for (Vec b : vertices) {
            least = Math.min(least, Vec.distanceToArcRad(point, a, b));
            a = b;
        }
        return least;
    }

    /** Whether the circle around the polygon is farther from a point than an angle. */
    boolean isFarFrom(Vec point, double reachRad) {
        return !Vec.isWithin(point, middle, reachRad + boundRad);
    }

    /**
     * Whether two polygons overlap. If no edges meet, all edges of one lie on one side of the other, so any vertex
     * decides.
     */
    boolean overlapsPolygon(SkyPolygon other) {
        return !isFarFrom(other.middle, other.boundRad + Vec.TOUCH_RAD)
                && (contains(other.firstVertex()) || other.contains(firstVertex()) || anyEdgesTouch(other));
    }

    private boolean anyEdgesTouch(SkyPolygon other) {
        Vec a = vertices[vertices.length - 1];
        for (Vec b : vertices) {
            Vec normal = Vec.normalOf(a, b);
            Vec c = other.vertices[other.vertices.length - 1];
            for (Vec d : other.vertices) {
                if (Vec.arcsTouch(a, b, normal, c, d)) {
                    return true;
                }
                c = d;
            }
            a = b;
        }
        return false;
    }

    /** Unreliable within rounding of an edge. */
    boolean isInside(Vec point) {
        return halvesTheSky || referenceInside != oddCrossingsTo(point);
    }

    /** Whether the arc from the reference to a point crosses an odd number of edges. */
    private boolean oddCrossingsTo(Vec point) {
        Vec normal = Vec.normalOf(reference, point);
        if (normal.norm() < 1e-10) {
            if (reference.dot(point) > 0) {
                return false;
            }
            normal = reference.anyPerpendicular();
        }
        boolean odd = false;
        Vec a = vertices[vertices.length - 1];
        // A vertex on the great circle counts as left of it for both of its edges.
        boolean aLeft = normal.dot(a) >= 0;
        for (Vec b : vertices) {
            boolean bLeft = normal.dot(b) >= 0;
            if (aLeft != bLeft) {
                Vec either = Vec.normalOf(a, b).cross(normal);
                Vec crossing = either.dot(a.plus(b)) >= 0 ? either : either.times(-1);
                odd ^= reference.cross(crossing).dot(normal) > 0
                        && crossing.cross(point).dot(normal) > 0;
            }
            a = b;
            aLeft = bLeft;
        }
        return odd;
    }

    /**
     * The area on the far side of the edges as seen from the reference, steradians, with the sign of the winding: a fan
     * of triangles from the antipode. The number of triangles at a point equals the number of edges between it and the
     * reference.
     */
    private double areaAwayFrom(Vec far) {
        Vec apex = far.times(-1);
        double sum = 0;
        Vec a = vertices[vertices.length - 1];
        for (Vec b : vertices) {
            double volume = apex.dot(Vec.normalOf(a, b)) / 2;
            sum += 2 * Math.atan2(volume, 1 + apex.dot(a) + a.dot(b) + b.dot(apex));
            a = b;
        }
        return sum;
    }

    private static Vec farFromEdges(Vec... vertices) {
        double[][] directions = {
            // Neither axes nor diagonals, where vertices are common.
            {0.91, 0.31, 0.27},
            {-0.33, 0.89, 0.31},
            {-0.24, -0.37, 0.9},
            {0.61, 0.53, 0.59},
            {-0.57, 0.63, 0.53},
            {0.55, -0.6, 0.58},
            {-0.6, -0.54, 0.59}
        };
        Vec best = new Vec(directions[0][0], directions[0][1], directions[0][2]).unit();
        double bestRoom = -1;
        for (double[] direction : directions) {
            Vec candidate = new Vec(direction[0], direction[1], direction[2]).unit();
            double room =
                    Math.min(edgeDistanceRad(candidate, vertices), edgeDistanceRad(candidate.times(-1), vertices));
            if (room > bestRoom) {
                bestRoom = room;
                best = candidate;
            }
        }
        return best;
    }
}
