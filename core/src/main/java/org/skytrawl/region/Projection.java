package org.skytrawl.region;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Projections of the sphere to the plane (FITS WCS paper II, Calabretta and Greisen 2002, A&A 395, 1077, section 5).
 * Angles are in degrees.
 */
enum Projection {
    /** Gnomonic. */
    TAN(90) {
        @Override
        double @Nullable [] nativeOf(double x, double y, double xi, double eta) {
            return zenithal(x, y, Math.toDegrees(Math.atan2(Math.toDegrees(1), Math.hypot(x, y))));
        }
    },
    /** Orthographic, also slant (with xi and eta); the NCP projection is such a one. */
    SIN(90) {
        @Override
        double @Nullable [] nativeOf(double xDeg, double yDeg, double xi, double eta) {
            double x = Math.toRadians(xDeg);
            double y = Math.toRadians(yDeg);
            // section 5.1.5
            double a = xi * xi + eta * eta + 1;
            double b = xi * (x - xi) + eta * (y - eta);
            double c = (x - xi) * (x - xi) + (y - eta) * (y - eta) - 1;
            double root = b * b - a * c;
            if (root < 0) {
                return null;
            }
            double plus = (-b + Math.sqrt(root)) / a;
            double minus = (-b - Math.sqrt(root)) / a;
            double sin = Math.abs(plus) <= 1 + ROUNDING ? Math.min(1, plus) : minus;
            if (!(Math.abs(sin) <= 1)) {
                return null;
            }
            double phi = Math.atan2(x - xi * (1 - sin), -(y - eta * (1 - sin)));
            return new double[] {Math.toDegrees(phi), Math.toDegrees(Math.asin(sin))};
        }
    },
    /** Zenithal equidistant. */
    ARC(90) {
        @Override
        double @Nullable [] nativeOf(double x, double y, double xi, double eta) {
            return zenithal(x, y, 90 - Math.hypot(x, y));
        }
    },
    /** Stereographic. */
    STG(90) {
        @Override
        double @Nullable [] nativeOf(double x, double y, double xi, double eta) {
            return zenithal(x, y, 90 - 2 * Math.toDegrees(Math.atan(Math.toRadians(Math.hypot(x, y)) / 2)));
        }
    },
    /** Zenithal equal area. */
    ZEA(90) {
        @Override
        double @Nullable [] nativeOf(double x, double y, double xi, double eta) {
            return zenithal(x, y, 90 - 2 * Math.toDegrees(Math.asin(Math.toRadians(Math.hypot(x, y)) / 2)));
        }
    },
    /** Plate carree. */
    CAR(0) {
        @Override
        double @Nullable [] nativeOf(double x, double y, double xi, double eta) {
            return Math.abs(y) <= 90 && Math.abs(x) <= 180 + ROUNDING ? new double[] {x, y} : null;
        }
    };

    private static final double ROUNDING = 1e-9;

    /** Native latitude of the point that CRVAL gives; its native longitude is 0. */
    final double theta0Deg;

    Projection(double theta0Deg) {
        this.theta0Deg = theta0Deg;
    }

    /** Native longitude and latitude of a point of the plane; null if the sky does not reach it. */
    abstract double @Nullable [] nativeOf(double x, double y, double xi, double eta);

    private static double @Nullable [] zenithal(double x, double y, double theta) {
        return theta >= -90 ? new double[] {Math.toDegrees(Math.atan2(x, -y)), theta} : null;
    }

    /** Null if this program does not read it. */
    static @Nullable Projection of(String code) {
        return Arrays.stream(values())
                .filter(projection -> projection.name().equals(code))
                .findFirst()
                .orElse(null);
    }

    static String names() {
        return Arrays.stream(values()).map(Projection::name).collect(Collectors.joining(", "));
    }
}
