package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.skytrawl.simvo.truth.Question.Cone;

/** A place on the sky. Directions are unit vectors. Immutable. */
public sealed interface Place permits Cone, Place.Polygon, Place.Cells {
    /** Whether a circle around a direction touches it. */
    boolean touchesCircle(double[] centre, double radiusDeg);

    boolean touchesRectangle(TangentRectangle rectangle);

    /** Whether a HEALPix cell (nested scheme) touches it. */
    boolean touchesCell(int order, long cell);

    /** A polygon of great-circle arcs in a hemisphere around the mean of its corners. */
    final class Polygon implements Place {
        private final String text;
        private final double[][] corners;
        private final double[] middle;
        private final double radiusDeg;

        /** @param raDecDeg RA and Dec of the corners in turn, degrees */
        public Polygon(double... raDecDeg) {
            text = Arrays.toString(raDecDeg);
            corners = new double[raDecDeg.length / 2][];
            double[] sum = new double[3];
            for (int i = 0; i < corners.length; i++) {
                corners[i] = Sphere.direction(raDecDeg[2 * i], raDecDeg[2 * i + 1]);
                for (int k = 0; k < 3; k++) {
                    sum[k] += corners[i][k];
                }
            }
            middle = Sphere.unit(sum);
            radiusDeg = Arrays.stream(corners)
                    .mapToDouble(corner -> Sphere.angleDeg(middle, corner))
                    .max()
                    .orElseThrow();
            if (corners.length < 3 || radiusDeg >= 90) {
                throw new IllegalArgumentException("no polygon, or too large a one: " + text);
            }
        }

        /** The angles under which the sides are seen from a direction inside add up to a full turn. */
        private boolean holds(double[] direction) {
            if (Sphere.dot(direction, middle) <= 0) {
                return false;
            }
            double turned = 0;
            for (int i = 0; i < corners.length; i++) {
                turned += Sphere.turnRad(direction, corners[i], corners[(i + 1) % corners.length]);
            }
            return Math.abs(turned) > Math.PI;
        }

        private boolean isFar(double[] centre, double reachDeg) {
            return Sphere.angleDeg(centre, middle) > radiusDeg + reachDeg;
        }

        @Override
        public boolean touchesCircle(double[] centre, double circleDeg) {
            if (isFar(centre, circleDeg)) {
                return false;
            }
            if (holds(centre)) {
                return true;
            }
            for (int i = 0; i < corners.length; i++) {
                double[] a = corners[i];
                double[] b = corners[(i + 1) % corners.length];
                if (Sphere.angleToCurveDeg(centre, t -> Sphere.between(a, b, t)) <= circleDeg + PlaceMatch.TOUCH_DEG) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean touchesRectangle(TangentRectangle rectangle) {
            return touches(rectangle.corners(), rectangle::holds);
        }

        @Override
        public boolean touchesCell(int order, long cell) {
            return !isFar(MocMatch.at(order, cell, 0.5, 0.5), MocMatch.reachDeg(order))
                    && touches(MocMatch.outline(order, cell), corner -> MocMatch.holds(order, cell, corner));
        }

        private boolean touches(double[][] outline, Predicate<double[]> holdsOther) {
            return Arrays.stream(outline).anyMatch(this::holds)
                    || Arrays.stream(corners).anyMatch(holdsOther)
                    || Sphere.cross(corners, outline);
        }

        @Override
        public String toString() {
            return "polygon " + text;
        }
    }

    /** The cells of a MOC. */
    final class Cells implements Place {
        /** The outline of a coarser cell would be off by arcseconds between its positions: its parts are compared. */
        private static final int COARSEST = 5;

        private record Range(int order, long first, long last) {}

        private final String text;
        private final List<Range> ranges = new ArrayList<>();

        /** @param moc in ASCII, such as {@code 3/1-4 7,9 4/2} */
        public Cells(String moc) {
            text = moc;
            MocMatch.read(moc, (order, first, last) -> {
                int shift = 2 * Math.max(0, COARSEST - order);
                ranges.add(new Range(Math.max(COARSEST, order), first << shift, ((last + 1) << shift) - 1));
            });
        }

        private interface CellTest {
            boolean test(int order, long cell);
        }

        private boolean any(CellTest test) {
            for (Range range : ranges) {
                for (long cell = range.first; cell <= range.last; cell++) {
                    if (test.test(range.order, cell)) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public boolean touchesCircle(double[] centre, double radiusDeg) {
            return any((order, cell) -> MocMatch.touchesCircle(order, cell, centre, radiusDeg));
        }

        @Override
        public boolean touchesRectangle(TangentRectangle rectangle) {
            double[][] corners = rectangle.corners();
            return any((order, cell) -> {
                double[] middle = MocMatch.at(order, cell, 0.5, 0.5);
                if (Sphere.angleDeg(middle, rectangle.middle()) > MocMatch.reachDeg(order) + rectangle.reachDeg()) {
                    return false;
                }
                double[][] outline = MocMatch.outline(order, cell);
                return Arrays.stream(corners).anyMatch(corner -> MocMatch.holds(order, cell, corner))
                        || Arrays.stream(outline).anyMatch(rectangle::holds)
                        || Sphere.cross(outline, corners);
            });
        }

        @Override
        public boolean touchesCell(int order, long cell) {
            for (Range range : ranges) {
                int shift = 2 * Math.abs(range.order - order);
                boolean touches = range.order <= order
                        ? cell >> shift >= range.first && cell >> shift <= range.last
                        : range.last >> shift >= cell && range.first >> shift <= cell;
                if (touches) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "moc " + text;
        }
    }
}
