package org.skytrawl.simvo.truth;

import org.skytrawl.simvo.truth.Question.Cone;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;

final class PlaceMatch {
    /** Shapes closer than this touch: much more than rounding, much less than a measurement. */
    private static final double TOUCH_DEG = 1e-9;

    private PlaceMatch() {}

    /** By the outline, else the field of view, else the centre, which alone never gives NO. */
    static Match of(Dataset dataset, Cone cone) {
        return switch (dataset.extent()) {
            case Extent.Circle circle -> circle(dataset, circle.radiusDeg(), cone);
            case Extent.FieldOfView fov -> circle(dataset, fov.diameterDeg() / 2, cone);
            case Extent.Rectangle rectangle ->
                Match.of(rectangleAngleDeg(dataset, rectangle, cone) <= cone.radiusDeg() + TOUCH_DEG);
            case Extent.CentreOnly none -> hasCentreIn(dataset, cone) ? Match.YES : Match.UNKNOWN;
        };
    }

    static boolean hasCentreIn(Dataset dataset, Cone cone) {
        return hasCentreNear(dataset, cone, 0);
    }

    static boolean hasCentreNear(Dataset dataset, Cone cone, double reachDeg) {
        return circle(dataset, reachDeg, cone) == Match.YES;
    }

    private static Match circle(Dataset dataset, double radiusDeg, Cone cone) {
        double apartDeg = Sphere.angleDeg(
                Sphere.direction(dataset.raDeg(), dataset.decDeg()), Sphere.direction(cone.raDeg(), cone.decDeg()));
        return Match.of(apartDeg <= radiusDeg + cone.radiusDeg() + TOUCH_DEG);
    }

    /** The smallest angle from the cone's centre to a rectangle of the tangent plane at the dataset's centre. */
    private static double rectangleAngleDeg(Dataset dataset, Extent.Rectangle rectangle, Cone cone) {
        double ra = Math.toRadians(dataset.raDeg());
        double dec = Math.toRadians(dataset.decDeg());
        double[] ahead = Sphere.direction(dataset.raDeg(), dataset.decDeg());
        double[] east = {-Math.sin(ra), Math.cos(ra), 0};
        double[] north = {-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)};
        double halfWidth = Math.tan(Math.toRadians(rectangle.widthDeg() / 2));
        double halfHeight = Math.tan(Math.toRadians(rectangle.heightDeg() / 2));
        double[] from = Sphere.direction(cone.raDeg(), cone.decDeg());
        double depth = Sphere.dot(from, ahead);
        if (depth > 0
                && Math.abs(Sphere.dot(from, east)) <= halfWidth * depth
                && Math.abs(Sphere.dot(from, north)) <= halfHeight * depth) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int side = 0; side < 4; side++) {
            boolean upright = side < 2;
            double sign = side % 2 == 0 ? 1 : -1;
            least = Math.min(least, Sphere.angleToCurveDeg(from, t -> {
                double along = 2 * t - 1;
                double x = upright ? sign * halfWidth : along * halfWidth;
                double y = upright ? along * halfHeight : sign * halfHeight;
                return Sphere.unit(new double[] {
                    ahead[0] + x * east[0] + y * north[0],
                    ahead[1] + x * east[1] + y * north[1],
                    ahead[2] + x * east[2] + y * north[2]
                });
            }));
        }
        return least;
    }
}
