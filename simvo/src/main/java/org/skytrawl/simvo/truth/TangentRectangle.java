package org.skytrawl.simvo.truth;

import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;

/** A rectangle of the tangent plane at the centre of a dataset; its sides are great-circle arcs. */
final class TangentRectangle {
    private final double[] middle;
    private final double[] east;
    private final double[] north;
    private final double halfWidth;
    private final double halfHeight;

    private TangentRectangle(double[] middle, double[] east, double[] north, double halfWidth, double halfHeight) {
        this.middle = middle;
        this.east = east;
        this.north = north;
        this.halfWidth = halfWidth;
        this.halfHeight = halfHeight;
    }

    double halfWidth() {
        return halfWidth;
    }

    double halfHeight() {
        return halfHeight;
    }

    double[] middle() {
        return middle;
    }

    static TangentRectangle of(Dataset dataset, Extent.Rectangle rectangle) {
        double ra = Math.toRadians(dataset.raDeg());
        double dec = Math.toRadians(dataset.decDeg());
        return new TangentRectangle(
                Sphere.direction(dataset.raDeg(), dataset.decDeg()),
                new double[] {-Math.sin(ra), Math.cos(ra), 0},
                new double[] {-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)},
                Math.tan(Math.toRadians(rectangle.widthDeg() / 2)),
                Math.tan(Math.toRadians(rectangle.heightDeg() / 2)));
    }

    boolean holds(double[] direction) {
        double depth = Sphere.dot(direction, middle);
        return depth > 0
                && Math.abs(Sphere.dot(direction, east)) <= halfWidth * depth
                && Math.abs(Sphere.dot(direction, north)) <= halfHeight * depth;
    }

    /** Above the place of the plane. */
    double[] at(double x, double y) {
        return Sphere.unit(new double[] {
            middle[0] + x * east[0] + y * north[0],
            middle[1] + x * east[1] + y * north[1],
            middle[2] + x * east[2] + y * north[2]
        });
    }

    double[][] corners() {
        return new double[][] {
            at(-halfWidth, -halfHeight),
            at(halfWidth, -halfHeight),
            at(halfWidth, halfHeight),
            at(-halfWidth, halfHeight)
        };
    }

    /** The angle from the middle to a corner. */
    double reachDeg() {
        return Math.toDegrees(Math.atan(Math.hypot(halfWidth, halfHeight)));
    }
}
