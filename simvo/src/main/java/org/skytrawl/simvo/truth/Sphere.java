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

    /** A point of the shorter arc between two directions, at a part of its chord. */
    static double[] between(double[] a, double[] b, double t) {
        return unit(new double[] {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])});
    }

    /** The angle by which the view from a direction turns from one direction to another. */
    static double turnRad(double[] from, double[] a, double[] b) {
        double[] u = across(from, a);
        double[] v = across(from, b);
        return Math.atan2(dot(from, cross(u, v)), dot(u, v));
    }

    private static double[] across(double[] from, double[] to) {
        double along = dot(from, to);
        return new double[] {to[0] - along * from[0], to[1] - along * from[1], to[2] - along * from[2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    /** Whether a side of one outline crosses one of another. */
    static boolean cross(double[][] one, double[][] other) {
        for (int i = 0; i < one.length; i++) {
            double[] a = one[i];
            double[] b = one[(i + 1) % one.length];
            double[] ab = cross(a, b);
            for (int j = 0; j < other.length; j++) {
                double[] c = other[j];
                double[] d = other[(j + 1) % other.length];
                if (dot(ab, c) * dot(ab, d) < 0) {
                    double[] cd = cross(c, d);
                    double[] at = cross(ab, cd);
                    double towards = dot(at, a) + dot(at, b);
                    if (dot(cd, a) * dot(cd, b) < 0 && towards * (dot(at, c) + dot(at, d)) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
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
