package org.skytrawl.sky;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Up to millions of circles, sorted so that neighbours on the sky are neighbours in the index, for fast searches: which circles
 * overlap a footprint or a MOC? The circles are numbered from 0 in this order, which follows the HEALPix cells of their centres.
 *
 * <p>Takes some 68 bytes a circle. Immutable and thread-safe.
 */
public final class CircleIndex {
    /** Circles of a leaf are tested one by one. */
    private static final int LEAF = 16;

    /** Covers the rounding of a node's radius. */
    private static final double MARGIN_RAD = 1e-9;

    private final double[] raDeg;
    private final double[] decDeg;
    private final double[] radiusDeg;
    private final int[] positions;
    private final long[] cells;

    /** Unit vectors of the centres. */
    private final double[] centres;

    /** Centre (unit vector) and radius in radians of a circle around all circles of each node of a binary tree over the order. */
    private final double[] nodes;

    /**
     * The arrays are not copied but sorted: do not use them afterwards.
     *
     * @param raDeg right ascensions of the centres, finite
     * @param decDeg their declinations, [-90, 90]
     * @param radiusDeg [0, 180]
     * @throws IllegalArgumentException if the arrays are empty or of different lengths, or a value is out of its range
     */
    public CircleIndex(double[] raDeg, double[] decDeg, double[] radiusDeg) {
        int size = raDeg.length;
        if (size == 0 || decDeg.length != size || radiusDeg.length != size) {
            throw new IllegalArgumentException("an index needs as many right ascensions, declinations and radii, not "
                    + size + ", " + decDeg.length + " and " + radiusDeg.length);
        }
        long[] unsorted = new long[size];
        for (int i = 0; i < size; i++) {
            unsorted[i] = Healpix.cellOf(
                    Healpix.MAX_ORDER,
                    SkyCircle.ofDegrees(raDeg[i], decDeg[i], radiusDeg[i]).centre());
        }
        this.positions = sorted(unsorted);
        this.cells = new long[size];
        Arrays.setAll(cells, i -> unsorted[positions[i]]);
        this.raDeg = inOrder(raDeg);
        this.decDeg = inOrder(decDeg);
        this.radiusDeg = inOrder(radiusDeg);
        this.centres = new double[3 * size];
        for (int i = 0; i < size; i++) {
            SkyPoint centre = SkyPoint.ofDegrees(this.raDeg[i], this.decDeg[i]);
            centres[3 * i] = centre.x();
            centres[3 * i + 1] = centre.y();
            centres[3 * i + 2] = centre.z();
        }
        int leaves = (size + LEAF - 1) / LEAF;
        this.nodes = new double[4 * 2 * Math.max(1, Integer.highestOneBit(2 * leaves - 1))];
        build(0, 0, size);
    }

    /** The positions in the arrays, sorted by cell, equal cells in the order given. */
    private static int[] sorted(long... cells) {
        // a merge sort on primitives: a million boxed positions take too much
        int size = cells.length;
        int[] from = IntStream.range(0, size).toArray();
        int[] to = new int[size];
        for (int width = 1; width < size && width > 0; width *= 2) {
            for (int start = 0; start < size; start += 2 * width) {
                int middle = Math.min(start + width, size);
                int end = Math.min(start + 2 * width, size);
                int a = start;
                int b = middle;
                for (int k = start; k < end; k++) {
                    boolean takeA = a < middle && (b >= end || cells[from[a]] <= cells[from[b]]);
                    to[k] = takeA ? from[a++] : from[b++];
                }
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private double[] inOrder(double... values) {
        double[] ordered = new double[values.length];
        Arrays.setAll(ordered, i -> values[positions[i]]);
        return ordered;
    }

    private static int middle(int from, int to) {
        int half = (to - from + 1) / 2;
        // whole leaves on the left
        return from + (half + LEAF - 1) / LEAF * LEAF;
    }

    private void build(int node, int from, int to) {
        Vec sum = new Vec(0, 0, 0);
        double radius = 0;
        if (to - from <= LEAF) {
            for (int i = from; i < to; i++) {
                sum = sum.plus(circle(i).centre().vec());
            }
            Vec centre = centre(sum, from);
            for (int i = from; i < to; i++) {
                radius =
                        Math.max(radius, Vec.angleRad(centre, circle(i).centre().vec()) + Math.toRadians(radiusDeg[i]));
            }
            set(node, centre, radius);
            return;
        }
        int middle = middle(from, to);
        build(2 * node + 1, from, middle);
        build(2 * node + 2, middle, to);
        Vec left = nodeCentre(2 * node + 1);
        Vec right = nodeCentre(2 * node + 2);
        Vec centre = centre(left.plus(right), from);
        radius = Math.max(
                Vec.angleRad(centre, left) + nodes[4 * (2 * node + 1) + 3],
                Vec.angleRad(centre, right) + nodes[4 * (2 * node + 2) + 3]);
        set(node, centre, radius);
    }

    private Vec centre(Vec sum, int any) {
        return sum.norm() > 1e-6 ? sum.unit() : circle(any).centre().vec();
    }

    private void set(int node, Vec centre, double radiusRad) {
        nodes[4 * node] = centre.x();
        nodes[4 * node + 1] = centre.y();
        nodes[4 * node + 2] = centre.z();
        nodes[4 * node + 3] = radiusRad;
    }

    private Vec nodeCentre(int node) {
        return new Vec(nodes[4 * node], nodes[4 * node + 1], nodes[4 * node + 2]);
    }

    private SkyCircle around(int node) {
        double radius = Math.toDegrees(nodes[4 * node + 3] + MARGIN_RAD);
        return new SkyCircle(SkyPoint.of(nodeCentre(node)), Math.min(180, radius));
    }

    public int size() {
        return cells.length;
    }

    /** The circle of a number. */
    public SkyCircle circle(int number) {
        int at = 3 * number;
        return new SkyCircle(new SkyPoint(centres[at], centres[at + 1], centres[at + 2]), radiusDeg[number]);
    }

    /** Right ascension of its centre in degrees, as given. */
    public double raDeg(int number) {
        return raDeg[number];
    }

    public double decDeg(int number) {
        return decDeg[number];
    }

    public double radiusDeg(int number) {
        return radiusDeg[number];
    }

    /** The position of the circle in the arrays given. */
    public int position(int number) {
        return positions[number];
    }

    /** A circle around all circles; not the smallest. */
    public SkyCircle around() {
        return around(0);
    }

    /** Tells the numbers of all circles that overlap a footprint ({@link SkyShape#overlaps(SkyShape)}), in rising order. */
    public void overlapping(SkyShape footprint, IntConsumer found) {
        overlapping(footprint, outline(footprint), found, 0, 0, size());
    }

    /** What nodes are compared with: a circle around the footprint, if it is small. */
    private static SkyShape outline(SkyShape footprint) {
        return footprint instanceof SkyPolygon polygon ? polygon.outline() : footprint;
    }

    private void overlapping(SkyShape footprint, SkyShape outline, IntConsumer found, int node, int from, int to) {
        if (!outline.overlaps(around(node))) {
            return;
        }
        if (to - from <= LEAF) {
            for (int i = from; i < to; i++) {
                if (circle(i).overlaps(footprint)) {
                    found.accept(i);
                }
            }
            return;
        }
        int middle = middle(from, to);
        overlapping(footprint, outline, found, 2 * node + 1, from, middle);
        overlapping(footprint, outline, found, 2 * node + 2, middle, to);
    }

    /** Whether any circle overlaps a footprint. */
    public boolean overlapsAny(SkyShape footprint) {
        return overlapsAny(footprint, outline(footprint), 0, 0, size());
    }

    private boolean overlapsAny(SkyShape footprint, SkyShape outline, int node, int from, int to) {
        if (!outline.overlaps(around(node))) {
            return false;
        }
        if (to - from <= LEAF) {
            for (int i = from; i < to; i++) {
                if (circle(i).overlaps(footprint)) {
                    return true;
                }
            }
            return false;
        }
        int middle = middle(from, to);
        return overlapsAny(footprint, outline, 2 * node + 1, from, middle)
                || overlapsAny(footprint, outline, 2 * node + 2, middle, to);
    }

    /** Receives ranges of numbers in rising order. */
    @FunctionalInterface
    public interface Ranges {
        /** @param to exclusive */
        void accept(int from, int to);
    }

    /** Tells the numbers of all circles that overlap a MOC ({@link Moc#overlaps(SkyCircle)}), in rising order. */
    public void overlapping(Moc moc, Ranges found) {
        if (!moc.isEmpty()) {
            overlapping(moc, found, 0, 0, size());
        }
    }

    private void overlapping(Moc moc, Ranges found, int node, int from, int to) {
        long[] bounds = moc.bounds();
        int range = Moc.firstRangeEndingAfter(bounds, 0, cells[from]);
        boolean startsIn = range < bounds.length && bounds[range] <= cells[from];
        if (startsIn && bounds[range + 1] > cells[to - 1]) {
            // all centres are in one range
            found.accept(from, to);
            return;
        }
        if (!startsIn && !moc.overlaps(around(node))) {
            return;
        }
        if (to - from > LEAF) {
            int middle = middle(from, to);
            overlapping(moc, found, 2 * node + 1, from, middle);
            overlapping(moc, found, 2 * node + 2, middle, to);
            return;
        }
        for (int i = from; i < to; i++) {
            if (moc.contains(circle(i).centre()) || moc.overlaps(circle(i))) {
                found.accept(i, i + 1);
            }
        }
    }
}
