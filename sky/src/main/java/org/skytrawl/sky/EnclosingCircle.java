package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest circle around points of a hemisphere. At most three points determine it. The search starts from the
 * circle of a few points and adds the farthest point outside until none is outside. The circle grows in each of these
 * few steps.
 */
final class EnclosingCircle {

    private static final double HEMISPHERE_DEG = 90 - 1e-7;

    /** Far more than needed: only rounding could stop the growth. */
    private static final int MOST_STEPS = 200;

    private EnclosingCircle() {}

    /** Null if no hemisphere contains all points. */
    static @Nullable SkyCircle of(List<Vec> points) {
        List<Vec> rim = List.of(points.getFirst());
        Vec centre = points.getFirst();
        for (int step = 0; step < MOST_STEPS; step++) {
            double radius = radiusRad(centre, rim);
            Vec farthest = farthest(centre, points);
            if (Vec.angleRad(centre, farthest) <= radius * (1 + 1e-9) + 1e-15) {
                break;
            }
            List<Vec> some = new ArrayList<>(rim);
            some.add(farthest);
            Vec best = null;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < some.size(); i++) {
                for (int j = 0; j < i; j++) {
                    for (int k = j; k < i; k++) {
                        // If j equals k it is the circle of two points.
                        Vec middle = middle(some.get(i), some.get(j), some.get(k));
                        double reach = middle == null ? least : radiusRad(middle, some);
                        if (reach < least) {
                            best = middle;
                            least = reach;
                            rim = k == j
                                    ? List.of(some.get(i), some.get(j))
                                    : List.of(some.get(i), some.get(j), some.get(k));
                        }
                    }
                }
            }
            if (best == null || Math.toDegrees(least) >= HEMISPHERE_DEG) {
                return null;
            }
            centre = best;
        }
        SkyCircle smallest = circle(centre, points);
        Vec sum = new Vec(0, 0, 0);
        for (Vec point : points) {
            sum = sum.plus(point);
        }
        if (sum.norm() > 1e-6) {
            // Rounding makes the plane of three points within a few arcseconds useless.
            SkyCircle atMiddle = circle(sum.unit(), points);
            smallest = atMiddle.radiusDeg() < smallest.radiusDeg() ? atMiddle : smallest;
        }
        return smallest.radiusDeg() < HEMISPHERE_DEG ? smallest : null;
    }

    private static @Nullable Vec middle(Vec a, Vec b, Vec c) {
        if (b.equals(c)) {
            Vec sum = a.plus(b);
            return sum.norm() > 1e-9 ? sum.unit() : null;
        }
        Vec normal = b.minus(a).cross(c.minus(a));
        if (normal.norm() == 0) {
            return null;
        }
        Vec axis = normal.unit();
        return axis.dot(a) < 0 ? axis.times(-1) : axis;
    }

    private static Vec farthest(Vec centre, List<Vec> points) {
        Vec farthest = points.getFirst();
        double most = -1;
        for (Vec point : points) {
            Vec to = point.minus(centre);
            double chord2 = to.dot(to);
            if (chord2 > most) {
                most = chord2;
                farthest = point;
            }
        }
        return farthest;
    }

    private static double radiusRad(Vec centre, List<Vec> points) {
        return Vec.angleRad(centre, farthest(centre, points));
    }

    private static SkyCircle circle(Vec centre, List<Vec> points) {
        return new SkyCircle(SkyPoint.of(centre), Math.min(180, Math.toDegrees(radiusRad(centre, points))));
    }
}
