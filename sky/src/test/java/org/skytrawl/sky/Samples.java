package org.skytrawl.sky;

import java.util.SplittableRandom;

/** Random points, from seeded sources. */
final class Samples {

    private Samples() {}

    /** Evenly over the sphere. */
    static SkyPoint anywhere(SplittableRandom random) {
        return SkyPoint.ofDegrees(random.nextDouble(360), Math.toDegrees(Math.asin(random.nextDouble(-1, 1))));
    }

    /** Evenly over a circle. */
    static SkyPoint within(SkyCircle circle, SplittableRandom random) {
        double heightOfCap = 1 - Math.cos(circle.radiusRad());
        double cos = 1 - random.nextDouble() * heightOfCap;
        return offset(circle.centre(), Math.acos(cos), random.nextDouble(2 * Math.PI));
    }

    /** The point at a distance and position angle, radians. */
    static SkyPoint offset(SkyPoint from, double distanceRad, double positionAngleRad) {
        LocalAxes axes = LocalAxes.at(from);
        Vec towards =
                axes.north().times(Math.cos(positionAngleRad)).plus(axes.east().times(Math.sin(positionAngleRad)));
        return SkyPoint.of(from.vec()
                .times(Math.cos(distanceRad))
                .plus(towards.times(Math.sin(distanceRad)))
                .unit());
    }
}
