package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Covers a MOC by a few circles that together are not much larger than it.
 *
 * <p>The MOC is halved again and again where the circle around a part has the most area outside of it. Each part is covered by
 * its circle or by those of its halves, whichever costs less. The cost of a circle is its area, plus 1 square degree, plus a
 * twentieth of the area of the circle around the whole MOC. So there are at most 20 circles. There is only one if several cost
 * more than three quarters of it, as for a MOC that is small or compact, unless that one is wider than 90 degrees.
 */
public final class CircleCover {
    private static final double FIXED_COST_DEG2 = 1;
    private static final double RELATIVE_COST = 0.05;

    /** Several circles cost at most this part of one. */
    private static final double GAIN = 0.75;

    /** Wider circles count as the whole sky: many services refuse them. */
    private static final double WIDEST_DEG = 90;

    private static final double SKY_DEG2 = 4 * Math.PI * Math.pow(180 / Math.PI, 2);
    private static final int MOST_PARTS = 64;

    /** A part is described by cells of an order at which there are so many, or they are small compared to the part. */
    private static final int ENOUGH_CELLS = 400;

    private static final double CLOSE = 0.02;
    private static final int MEANS = 4;

    private CircleCover() {}

    /**
     * Circles that contain every point of the MOC, the largest first; one if it contains the whole sky.
     *
     * @throws IllegalArgumentException if the MOC is empty
     */
    public static List<SkyCircle> of(Moc moc) {
        if (moc.isEmpty()) {
            throw new IllegalArgumentException("there are no circles around an empty MOC");
        }
        Part whole = new Part(moc);
        double costDeg2 = FIXED_COST_DEG2 + RELATIVE_COST * whole.areaDeg2;
        PriorityQueue<Part> open = new PriorityQueue<>(Comparator.comparingDouble(part -> -part.wasteDeg2));
        open.add(whole);
        for (int parts = 1; parts < MOST_PARTS && !open.isEmpty(); parts++) {
            Part part = open.remove();
            // halves would cost more, whatever their circles are
            if (part.wasteDeg2 <= costDeg2) {
                break;
            }
            part.halve();
            if (part.halves != null) {
                open.addAll(part.halves);
            }
        }
        List<Moc> chosen = new ArrayList<>();
        double togetherDeg2 = whole.cheapest(costDeg2, chosen);
        boolean pays = togetherDeg2 <= GAIN * (whole.areaDeg2 + costDeg2) || whole.areaDeg2 == SKY_DEG2;
        return (pays ? chosen : List.of(moc))
                .stream()
                        .map(Moc::enclosingCircle)
                        .sorted(Comparator.comparingDouble(circle -> -circle.radiusDeg()))
                        .toList();
    }

    /** The area of a circle in square degrees; that of the sky if it is wider than 90 degrees. */
    public static double areaDeg2(SkyCircle circle) {
        double half = Math.sin(circle.radiusRad() / 2);
        return circle.radiusDeg() > WIDEST_DEG ? SKY_DEG2 : SKY_DEG2 * half * half;
    }

    private static final class Part {
        private final Moc moc;
        private final int order;
        private final long[] cells;
        private final Vec[] centres;
        private final double areaDeg2;
        private final double wasteDeg2;
        private @Nullable List<Part> halves;

        Part(Moc moc) {
            this.moc = moc;
            int at = 0;
            long[] touched = touched(at, LongStream.range(0, 12).toArray());
            SkyCircle around = around(at, touched);
            while (at < Healpix.MAX_ORDER
                    && touched.length < ENOUGH_CELLS
                    && Healpix.boundRad(at) > CLOSE * around.radiusRad()) {
                at++;
                touched = touched(
                        at,
                        Arrays.stream(touched)
                                .flatMap(cell -> LongStream.range(4 * cell, 4 * cell + 4))
                                .toArray());
                around = around(at, touched);
            }
            this.order = at;
            this.cells = touched;
            this.centres = centres(at, touched);
            this.areaDeg2 = CircleCover.areaDeg2(around);
            this.wasteDeg2 = areaDeg2 - moc.skyFraction() * SKY_DEG2;
        }

        private static Vec[] centres(int order, long... cells) {
            Vec[] centres = new Vec[cells.length];
            for (int i = 0; i < cells.length; i++) {
                centres[i] = Healpix.centreOf(order, cells[i]).vec();
            }
            return centres;
        }

        /** Somewhat larger than the smallest one. */
        private static SkyCircle around(int order, long... cells) {
            SkyCircle inner = EnclosingCircle.of(Arrays.asList(centres(order, cells)));
            double boundDeg = Math.toDegrees(Healpix.boundRad(order));
            return inner == null
                    ? SkyCircle.ofDegrees(0, 0, 180)
                    : new SkyCircle(inner.centre(), Math.min(180, inner.radiusDeg() + boundDeg));
        }

        /** Adds the parts of least cost, and returns that cost. */
        double cheapest(double costDeg2, List<Moc> chosen) {
            double alone = areaDeg2 + costDeg2;
            if (halves != null) {
                List<Moc> smaller = new ArrayList<>();
                double together = 0;
                for (Part half : halves) {
                    together += half.cheapest(costDeg2, smaller);
                }
                if (together < alone) {
                    chosen.addAll(smaller);
                    return together;
                }
            }
            chosen.add(moc);
            return alone;
        }

        /** Into the cells near each of two means, which begin far apart. */
        void halve() {
            Vec one = farthest(centres[0], centres);
            Vec other = farthest(one, centres);
            for (int i = 0; i < MEANS; i++) {
                Vec here = mean(centres, one, other);
                other = mean(centres, other, one);
                one = here;
            }
            RangeCollector near = new RangeCollector();
            int shift = 2 * (Healpix.MAX_ORDER - order);
            for (int i = 0; i < cells.length; i++) {
                if (centres[i].dot(one) >= centres[i].dot(other)) {
                    near.add(cells[i] << shift, (cells[i] + 1) << shift);
                }
            }
            Moc half = near.toMoc();
            Moc left = moc.intersection(half);
            Moc right = moc.minus(half);
            if (!left.isEmpty() && !right.isEmpty()) {
                halves = List.of(new Part(left), new Part(right));
            }
        }

        private long[] touched(int order, long... candidates) {
            long[] bounds = moc.bounds();
            int shift = 2 * (Healpix.MAX_ORDER - order);
            return Arrays.stream(candidates)
                    .filter(cell -> {
                        int range = Moc.firstRangeEndingAfter(bounds, 0, cell << shift);
                        return range < bounds.length && bounds[range] < (cell + 1) << shift;
                    })
                    .toArray();
        }

        private static Vec farthest(Vec from, Vec... points) {
            Vec farthest = points[0];
            for (Vec point : points) {
                farthest = point.dot(from) < farthest.dot(from) ? point : farthest;
            }
            return farthest;
        }

        /** The mean of the points that are nearer to one than to another. */
        private static Vec mean(Vec[] points, Vec one, Vec other) {
            Vec sum = new Vec(0, 0, 0);
            for (Vec point : points) {
                sum = point.dot(one) >= point.dot(other) ? sum.plus(point) : sum;
            }
            return sum.norm() > 1e-9 ? sum.unit() : one;
        }
    }
}
