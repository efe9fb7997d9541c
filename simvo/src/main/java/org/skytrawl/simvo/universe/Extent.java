package org.skytrawl.simvo.universe;

/** What a dataset covers around its centre, and how it tells of it. */
public sealed interface Extent {
    /** A circle, told as {@code s_region}. */
    record Circle(double radiusDeg) implements Extent {
        @Override
        public double fovDeg() {
            return 2 * radiusDeg;
        }
    }

    /** A rectangle of the tangent plane at the centre, sides along RA and Dec there, told as {@code s_region}. */
    record Rectangle(double widthDeg, double heightDeg) implements Extent {
        @Override
        public double fovDeg() {
            double halfW = Math.tan(Math.toRadians(widthDeg / 2));
            double halfH = Math.tan(Math.toRadians(heightDeg / 2));
            return 2 * Math.toDegrees(Math.atan(Math.hypot(halfW, halfH)));
        }
    }

    /** A circle of which only the diameter is told, as {@code s_fov}. */
    record FieldOfView(double diameterDeg) implements Extent {
        @Override
        public double fovDeg() {
            return diameterDeg;
        }
    }

    /** Nothing is told but the centre. */
    record CentreOnly() implements Extent {
        @Override
        public double fovDeg() {
            return 0;
        }
    }

    /** The diameter of the circle around the centre that holds it, in degrees; 0 for none. */
    double fovDeg();
}
