package org.skytrawl.simvo.universe;

/** The region of a dataset around its centre, and the metadata that give it. */
public sealed interface Extent {
    /** A circle, given as {@code s_region}. */
    record Circle(double radiusDeg) implements Extent {
        @Override
        public double fovDeg() {
            return 2 * radiusDeg;
        }
    }

    /** A rectangle of the tangent plane at the centre, sides along RA and Dec there, given as {@code s_region}. */
    record Rectangle(double widthDeg, double heightDeg) implements Extent {
        @Override
        public double fovDeg() {
            double halfW = Math.tan(Math.toRadians(widthDeg / 2));
            double halfH = Math.tan(Math.toRadians(heightDeg / 2));
            return 2 * Math.toDegrees(Math.atan(Math.hypot(halfW, halfH)));
        }
    }

    /** A circle; only the diameter is given, as {@code s_fov}. */
    record FieldOfView(double diameterDeg) implements Extent {
        @Override
        public double fovDeg() {
            return diameterDeg;
        }
    }

    /** Only the centre is given. */
    record CentreOnly() implements Extent {
        @Override
        public double fovDeg() {
            return 0;
        }
    }

    /** The diameter of the circle around the centre that contains it, in degrees; 0 for none. */
    double fovDeg();
}
