package org.skytrawl.simvo.truth;

import org.skytrawl.simvo.truth.Question.Cone;

/** Whether a MOC touches a cone: compares each of its HEALPix cells (nested scheme, Gorski et al. 2005). */
final class MocMatch {
    private static final int[] ROW = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};
    private static final int[] COLUMN = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

    /** No cell of order 0 reaches farther from its middle; half of it for each further order. */
    private static final double BASE_REACH_DEG = 60;

    private MocMatch() {}

    /** Reads an ASCII MOC, such as {@code 3/1-4 7,9 4/2}. */
    static boolean overlaps(String moc, Cone cone) {
        double[] from = Sphere.direction(cone.raDeg(), cone.decDeg());
        int order = 0;
        for (String word : moc.strip().split("[\\s,]+", -1)) {
            String rest = word;
            int slash = word.indexOf('/');
            if (slash >= 0) {
                order = Integer.parseInt(word.substring(0, slash));
                rest = word.substring(slash + 1);
            }
            if (rest.isEmpty()) {
                continue;
            }
            int dash = rest.indexOf('-');
            long first = Long.parseLong(dash < 0 ? rest : rest.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(rest.substring(dash + 1));
            for (long cell = first; cell <= last; cell++) {
                if (overlaps(order, cell, from, cone)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean overlaps(int order, long cell, double[] from, Cone cone) {
        double apartDeg = Sphere.angleDeg(from, at(order, cell, 0.5, 0.5));
        if (apartDeg <= cone.radiusDeg()) {
            return true;
        }
        if (apartDeg > cone.radiusDeg() + BASE_REACH_DEG / (1L << order)) {
            return false;
        }
        if (cellOf(order, cone.raDeg(), cone.decDeg()) == cell) {
            return true;
        }
        double least = Sphere.angleToCurveDeg(from, t -> at(order, cell, t, 0));
        least = Math.min(least, Sphere.angleToCurveDeg(from, t -> at(order, cell, t, 1)));
        least = Math.min(least, Sphere.angleToCurveDeg(from, t -> at(order, cell, 0, t)));
        least = Math.min(least, Sphere.angleToCurveDeg(from, t -> at(order, cell, 1, t)));
        return least <= cone.radiusDeg();
    }

    /** A position in a cell, whose sides have length 1. */
    static double[] at(int order, long cell, double u, double v) {
        int face = (int) (cell >> (2 * order));
        long column = 0;
        long row = 0;
        for (int bit = 0; bit < order; bit++) {
            column |= (cell >> (2 * bit) & 1) << bit;
            row |= (cell >> (2 * bit + 1) & 1) << bit;
        }
        double sides = 1L << order;
        double x = (column + u) / sides;
        double y = (row + v) / sides;
        double down = ROW[face] - x - y;
        double nearPole = down < 1 ? down : down > 3 ? 4 - down : 1;
        double z = down < 1 ? 1 - down * down / 3 : down > 3 ? nearPole * nearPole / 3 - 1 : (2 - down) * 2 / 3;
        double phi = nearPole == 0 ? 0 : Math.PI / 4 * (COLUMN[face] * nearPole + x - y) / nearPole;
        double s = Math.sqrt(Math.max(0, (1 - z) * (1 + z)));
        return new double[] {s * Math.cos(phi), s * Math.sin(phi), z};
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
