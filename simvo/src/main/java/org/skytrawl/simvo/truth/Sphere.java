package org.skytrawl.simvo.truth;

import java.util.function.DoubleFunction;

/** Directions and angles, computed naively with unit vectors. */
final class Sphere {
    private static final int STEPS = 48;
    private static final int REFINEMENTS = 60;

    private Sphere() {}

    static double[] direction(double raDeg, double decDeg) {
        double ra = Math.toRadians(raDeg);
        double dec = Math.toRadians(decDeg);
        return new double[] {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
    }

    static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    static double angleDeg(double[] a, double[] b) {
        double x = a[1] * b[2] - a[2] * b[1];
        double y = a[2] * b[0] - a[0] * b[2];
        double z = a[0] * b[1] - a[1] * b[0];
        return Math.toDegrees(Math.atan2(Math.sqrt(x * x + y * y + z * z), dot(a, b)));
    }

    static double[] unit(double[] a) {
        double length = Math.sqrt(dot(a, a));
        return new double[] {a[0] / length, a[1] / length, a[2] / length};
    }

    /** The smallest angle from a direction to a short curve over [0, 1]: first in steps, then by ternary search. */
    static double angleToCurveDeg(double[] from, DoubleFunction<double[]> curve) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double angle = angleDeg(from, curve.apply((double) i / STEPS));
            if (angle < least) {
                least = angle;
                best = i;
            }
        }
        double low = Math.max(0, best - 1) / (double) STEPS;
        double high = Math.min(STEPS, best + 1) / (double) STEPS;
        for (int i = 0; i < REFINEMENTS; i++) {
            double third = (high - low) / 3;
            double left = angleDeg(from, curve.apply(low + third));
            double right = angleDeg(from, curve.apply(high - third));
            least = Math.min(least, Math.min(left, right));
            if (left < right) {
                high -= third;
            } else {
                low += third;
            }
        }
        return least;
    }
}
