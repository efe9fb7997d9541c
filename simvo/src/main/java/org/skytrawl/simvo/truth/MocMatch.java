package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Whether a MOC touches a place: compares each of its HEALPix cells (nested scheme, Gorski et al. 2005). */
final class MocMatch {
    private static final int[] ROW = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};
    private static final int[] COLUMN = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

    /** No cell of order 0 reaches farther from its middle; half of it for each further order. */
    private static final double BASE_REACH_DEG = 60;

    /** Of a side of an outline: the sides of cells are curved. */
    private static final int STEPS = 24;

    private MocMatch() {}

    interface RangeReader {
        void range(int order, long first, long last);
    }

    /** Reads an ASCII MOC, such as {@code 3/1-4 7,9 4/2}. */
    static void read(String moc, RangeReader reader) {
        int order = 0;
        for (String word : moc.strip().split("[\\s,]+", -1)) {
            String rest = word;
            int slash = word.indexOf('/');
            if (slash >= 0) {
                order = Integer.parseInt(word.substring(0, slash));
                rest = word.substring(slash + 1);
            }
            if (!rest.isEmpty()) {
                int dash = rest.indexOf('-');
                long first = Long.parseLong(dash < 0 ? rest : rest.substring(0, dash));
                reader.range(order, first, dash < 0 ? first : Long.parseLong(rest.substring(dash + 1)));
            }
        }
    }

    static boolean overlaps(String moc, Place place) {
        boolean[] any = {false};
        read(moc, (order, first, last) -> {
            for (long cell = first; cell <= last && !any[0]; cell++) {
                any[0] = place.touchesCell(order, cell);
            }
        });
        return any[0];
    }

    static double reachDeg(int order) {
        return BASE_REACH_DEG / (1L << order);
    }

    static boolean touchesCircle(int order, long cell, double[] centre, double radiusDeg) {
        double apartDeg = Sphere.angleDeg(centre, at(order, cell, 0.5, 0.5));
        if (apartDeg <= radiusDeg) {
            return true;
        }
        if (apartDeg > radiusDeg + reachDeg(order)) {
            return false;
        }
        if (holds(order, cell, centre)) {
            return true;
        }
        double least = Sphere.angleToCurveDeg(centre, t -> at(order, cell, t, 0));
        least = Math.min(least, Sphere.angleToCurveDeg(centre, t -> at(order, cell, t, 1)));
        least = Math.min(least, Sphere.angleToCurveDeg(centre, t -> at(order, cell, 0, t)));
        least = Math.min(least, Sphere.angleToCurveDeg(centre, t -> at(order, cell, 1, t)));
        return least <= radiusDeg;
    }

    static boolean holds(int order, long cell, double[] direction) {
        double decDeg = Math.toDegrees(Math.atan2(direction[2], Math.hypot(direction[0], direction[1])));
        return cellOf(order, Math.toDegrees(Math.atan2(direction[1], direction[0])), decDeg) == cell;
    }

    /** Many positions around a cell, also those at which its sides bend: where polar caps and belt meet. */
    static double[][] outline(int order, long cell) {
        double[][] corners = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
        List<double[]> outline = new ArrayList<>();
        for (int side = 0; side < 4; side++) {
            double[] from = corners[side];
            double[] to = corners[side + 1];
            double down = down(order, cell, from[0], from[1]);
            double perStep = down(order, cell, to[0], to[1]) - down;
            DoubleStream bends = DoubleStream.of(1, 3).map(bend -> (bend - down) / perStep);
            DoubleStream steps = IntStream.range(0, STEPS).mapToDouble(i -> (double) i / STEPS);
            DoubleStream.concat(steps, bends)
                    .filter(t -> t >= 0 && t < 1)
                    .sorted()
                    .forEach(t -> outline.add(
                            at(order, cell, from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]))));
        }
        return outline.toArray(double[][]::new);
    }

    /** A position in a cell, whose sides have length 1. */
    static double[] at(int order, long cell, double u, double v) {
        double[] onFace = onFace(order, cell, u, v);
        double x = onFace[0];
        double y = onFace[1];
        int face = (int) (cell >> (2 * order));
        double down = ROW[face] - x - y;
        double nearPole = down < 1 ? down : down > 3 ? 4 - down : 1;
        double z = down < 1 ? 1 - down * down / 3 : down > 3 ? nearPole * nearPole / 3 - 1 : (2 - down) * 2 / 3;
        double phi = nearPole == 0 ? 0 : Math.PI / 4 * (COLUMN[face] * nearPole + x - y) / nearPole;
        double s = Math.sqrt(Math.max(0, (1 - z) * (1 + z)));
        return new double[] {s * Math.cos(phi), s * Math.sin(phi), z};
    }

    private static double down(int order, long cell, double u, double v) {
        double[] onFace = onFace(order, cell, u, v);
        return ROW[(int) (cell >> (2 * order))] - onFace[0] - onFace[1];
    }

    private static double[] onFace(int order, long cell, double u, double v) {
        long column = 0;
        long row = 0;
        for (int bit = 0; bit < order; bit++) {
            column |= (cell >> (2 * bit) & 1) << bit;
            row |= (cell >> (2 * bit + 1) & 1) << bit;
        }
        double sides = 1L << order;

        return new double[] {(column + u) / sides, (row + v) / sides};
    }

    static long cellOf(int order, double raDeg, double decDeg) {
        double z = Math.sin(Math.toRadians(decDeg));
        double quarters = (raDeg % 360 + 360) % 360 / 90;
        double x;
        double y;
        int face;
        if (Math.abs(z) <= 2.0 / 3) {
            double up = 0.5 + quarters - 0.75 * z;
            double down = 0.5 + quarters + 0.75 * z;
            int rising = (int) Math.floor(up);
            int falling = (int) Math.floor(down);
            face = rising == falling ? rising % 4 + 4 : rising < falling ? rising % 4 : falling % 4 + 8;
            x = down - falling;
            y = 1 - (up - rising);
        } else {
            int quarter = Math.min(3, (int) quarters);
            double within = quarters - quarter;
            double reach = Math.sqrt(3 * (1 - Math.abs(z)));
            double a = Math.min(within * reach, 1);
            double b = Math.min((1 - within) * reach, 1);
            face = z > 0 ? quarter : quarter + 8;
            x = z > 0 ? 1 - b : a;
            y = z > 0 ? 1 - a : b;
        }
        long sides = 1L << order;
        long column = Math.min(sides - 1, (long) (x * sides));
        long row = Math.min(sides - 1, (long) (y * sides));
        long cell = face;
        for (int bit = order - 1; bit >= 0; bit--) {
            cell = (cell << 2) | ((row >> bit & 1) << 1) | (column >> bit & 1);
        }
        return cell;
    }
}
