package org.skytrawl.simvo.universe;

/** The region of a dataset around its centre, and the metadata that give it. */
public sealed interface Extent {
    /** Given as {@code s_region}. */
    record Circle(double radiusDeg) implements Extent {}

    /** A rectangle of the tangent plane at the centre, sides along RA and Dec there, given as {@code s_region}. */
    record Rectangle(double widthDeg, double heightDeg) implements Extent {}

    /** A circle, of which {@code s_fov} gives the diameter. */
    record FieldOfView(double diameterDeg) implements Extent {}

    record CentreOnly() implements Extent {}

    /** The diameter of the circle around the centre that contains it, in degrees; 0 for none. */
    default double fovDeg() {
        return switch (this) {
            case Circle circle -> 2 * circle.radiusDeg;
            case Rectangle rectangle -> {
                double halfW = Math.tan(Math.toRadians(rectangle.widthDeg / 2));
                double halfH = Math.tan(Math.toRadians(rectangle.heightDeg / 2));
                yield 2 * Math.toDegrees(Math.atan(Math.hypot(halfW, halfH)));
            }
            case FieldOfView fov -> fov.diameterDeg;
            case CentreOnly none -> 0;
        };
    }
}
