package org.skytrawl.sky;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All points within an angle of a centre. Radius 0 is a point, 180 degrees the whole sky. */
public record SkyCircle(SkyPoint centre, double radiusDeg) implements SkyShape {

    /** @throws IllegalArgumentException if the radius is not in [0, 180] */
    public SkyCircle {
        if (!(radiusDeg >= 0 && radiusDeg <= 180)) {
            throw new IllegalArgumentException("radius must be in [0, 180] degrees, not " + radiusDeg);
        }
    }

    /** @throws IllegalArgumentException naming the value if one is outside its range */
    public static SkyCircle ofDegrees(double raDeg, double decDeg, double radiusDeg) {
        return new SkyCircle(SkyPoint.ofDegrees(raDeg, decDeg), radiusDeg);
    }

    double radiusRad() {
        return Math.toRadians(radiusDeg);
    }

    /** The rim is part of the circle. */
    public boolean contains(SkyPoint point) {
        return Vec.isWithin(centre.vec(), point.vec(), radiusRad() + Vec.TOUCH_RAD);
    }

    @Override
    public boolean overlaps(SkyCircle circle) {
        return Vec.isWithin(centre.vec(), circle.centre.vec(), radiusRad() + circle.radiusRad() + Vec.TOUCH_RAD);
    }

    @Override
    public @Nullable SkyPoint bareCentre() {
        return radiusRad() <= Vec.TOUCH_RAD ? centre : null;
    }

    /**
     * The smallest circle around points, or null if no hemisphere contains them all.
     *
     * @param points at least one
     */
    public static @Nullable SkyCircle around(List<SkyPoint> points) {
        return EnclosingCircle.of(points.stream().map(SkyPoint::vec).toList());
    }
}
