package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ellipse on the sky: distance and position angle of its rim points are those of a plane ellipse (azimuthal
 * equidistant projection). The distance of a point from the rim is found by search, to well below a microarcsecond.
 *
 * @param semiAxis1Deg semi-axis along the position angle, degrees, [0, 180]
 * @param semiAxis2Deg semi-axis across it, degrees, [0, 180]
 * @param positionAngleDeg of the first axis, from north through east, degrees
 */
record SkyEllipse(SkyPoint centre, double semiAxis1Deg, double semiAxis2Deg, double positionAngleDeg)
        implements SkyShape {

    /** The distance has at most two minima along the rim; this many samples separate them. */
    private static final int SAMPLES = 96;

    private static final int GOLDEN_STEPS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    SkyEllipse {
        if (!(semiAxis1Deg >= 0 && semiAxis1Deg <= 180) || !(semiAxis2Deg >= 0 && semiAxis2Deg <= 180)) {
            throw new IllegalArgumentException("semi-axes of an ellipse must be in [0, 180] degrees, not "
                    + semiAxis1Deg + " and " + semiAxis2Deg);
        }
        if (!Double.isFinite(positionAngleDeg)) {
            throw new IllegalArgumentException("position angle must be a finite number, not " + positionAngleDeg);
        }
    }

    @Override
    public boolean overlaps(SkyCircle circle) {
        double reachRad = circle.radiusRad() + Vec.TOUCH_RAD;
        Vec middle = centre.vec();
        Vec target = circle.centre().vec();
        if (!Vec.isWithin(middle, target, reachRad + Math.toRadians(Math.max(semiAxis1Deg, semiAxis2Deg)))) {
            return false;
        }
        if (Vec.isWithin(middle, target, reachRad + Math.toRadians(Math.min(semiAxis1Deg, semiAxis2Deg)))) {
            return true;
        }
        double distanceRad = Vec.angleRad(middle, target);
        LocalAxes axes = LocalAxes.at(centre);
        double positionAngle = Math.toRadians(positionAngleDeg % 360);
        Vec first = axes.north().times(Math.cos(positionAngle)).plus(axes.east().times(Math.sin(positionAngle)));
        Vec second =
                axes.east().times(Math.cos(positionAngle)).minus(axes.north().times(Math.sin(positionAngle)));
        return isInside(distanceRad, target.dot(first), target.dot(second))
                || rimDistanceRad(target, middle, first, second) <= reachRad;
    }

    @Override
    public @Nullable SkyPoint bareCentre() {
        return Math.toRadians(Math.min(semiAxis1Deg, semiAxis2Deg)) <= Vec.TOUCH_RAD ? centre : null;
    }

    /** So many points of the rim, in order. */
    List<SkyPoint> rim(int points) {
        LocalAxes axes = LocalAxes.at(centre);
        double positionAngle = Math.toRadians(positionAngleDeg % 360);
        Vec first = axes.north().times(Math.cos(positionAngle)).plus(axes.east().times(Math.sin(positionAngle)));
        Vec second =
                axes.east().times(Math.cos(positionAngle)).minus(axes.north().times(Math.sin(positionAngle)));
        List<SkyPoint> rim = new ArrayList<>(points);
        for (int i = 0; i < points; i++) {
            rim.add(SkyPoint.of(rim(2 * Math.PI * i / points, centre.vec(), first, second)));
        }
        return rim;
    }

    private boolean isInside(double distanceRad, double alongFirst, double alongSecond) {
        double length = Math.hypot(alongFirst, alongSecond);
        if (length < 1e-15) {
            return distanceRad < 1 || distanceRad <= Math.toRadians(Math.min(semiAxis1Deg, semiAxis2Deg));
        }
        double u = distanceRad * alongFirst / length / Math.toRadians(semiAxis1Deg);
        double v = distanceRad * alongSecond / length / Math.toRadians(semiAxis2Deg);
        return u * u + v * v <= 1;
    }

    private double rimDistanceRad(Vec target, Vec middle, Vec first, Vec second) {
        double[] sampled = new double[SAMPLES];
        double step = 2 * Math.PI / SAMPLES;
        for (int i = 0; i < SAMPLES; i++) {
            sampled[i] = Vec.angleRad(target, rim(i * step, middle, first, second));
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < SAMPLES; i++) {
            double before = sampled[(i + SAMPLES - 1) % SAMPLES];
            double after = sampled[(i + 1) % SAMPLES];
            if (sampled[i] <= before && sampled[i] <= after) {
                double low = (i - 1) * step;
                double high = (i + 1) * step;
                for (int k = 0; k < GOLDEN_STEPS; k++) {
                    double left = high - GOLDEN * (high - low);
                    double right = low + GOLDEN * (high - low);
                    double atLeft = Vec.angleRad(target, rim(left, middle, first, second));
                    double atRight = Vec.angleRad(target, rim(right, middle, first, second));
                    least = Math.min(least, Math.min(atLeft, atRight));
                    if (atLeft < atRight) {
                        high = right;
                    } else {
                        low = left;
                    }
                }
            }
        }
        return least;
    }

    private Vec rim(double parameter, Vec middle, Vec first, Vec second) {
        double u = Math.toRadians(semiAxis1Deg) * Math.cos(parameter);
        double v = Math.toRadians(semiAxis2Deg) * Math.sin(parameter);
        double distance = Math.hypot(u, v);
        if (distance < 1e-15) {
            return middle;
        }
        double sideways = Math.sin(distance) / distance;
        return middle.times(Math.cos(distance))
                .plus(first.times(u * sideways))
                .plus(second.times(v * sideways))
                .unit();
    }
}
