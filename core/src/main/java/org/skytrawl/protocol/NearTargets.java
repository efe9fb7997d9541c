package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.sky.CircleIndex;

/** Groups of targets near each other, each in one circle. Immutable. */
record NearTargets(
        TargetRegion targets, double factor, @Nullable Double limitDeg) {
    /** A circle may have this many times the largest radius of its targets. */
    private static final double TIMES_RADIUS = 4;

    private static final double LEAST_DEG = 0.05;
    private static final double MOST_DEG = 1;
    private static final int MOST_TARGETS = 20_000;

    /** @param limitDeg largest radius that the service declares to accept, or null */
    static NearTargets of(TargetRegion targets, @Nullable Double limitDeg) {
        return new NearTargets(targets, 1, limitDeg);
    }

    boolean canBeWider() {
        return factor * LEAST_DEG < MOST_DEG;
    }

    NearTargets wider() {
        return new NearTargets(targets, 2 * factor, limitDeg);
    }

    /** Not below a quarter: a few dense places do not make all circles small. */
    NearTargets narrower() {
        return new NearTargets(targets, Math.max(0.25, factor / 2), limitDeg);
    }

    /** The first targets of these, as many as one circle may have. */
    TargetSet first(TargetSet open) {
        int size = Math.min(open.size(), MOST_TARGETS);
        int fits = 1;
        int tooMany = 2;
        while (tooMany <= size && fit(open.slice(0, tooMany))) {
            fits = tooMany;
            tooMany *= 2;
        }
        tooMany = Math.min(tooMany, size + 1);
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (fit(open.slice(0, middle))) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return open.slice(0, fits);
    }

    private boolean fit(TargetSet some) {
        CircleIndex circles = targets.list().circles();
        double[] widestDeg = {0};
        some.forEach(number -> widestDeg[0] = Math.max(widestDeg[0], circles.radiusDeg(number)));
        double boundDeg = Math.min(MOST_DEG, factor * Math.max(LEAST_DEG, TIMES_RADIUS * widestDeg[0]));
        if (limitDeg != null) {
            boundDeg = Math.min(boundDeg, limitDeg);
        }
        // the order follows the sky: the ends tell most
        int last = some.slice(some.size() - 1, 1).first();
        double apartDeg = circles.circle(some.first())
                .centre()
                .separationDeg(circles.circle(last).centre());
        return apartDeg <= 2 * boundDeg && targets.only(some).enclosingCone().radiusDeg() <= boundDeg;
    }

    /** The number of groups, or {@code most} if there are as many or more. */
    int count(TargetSet open, int most) {
        TargetSet rest = open;
        int groups = 0;
        while (!rest.isEmpty() && groups < most) {
            TargetSet group = first(rest);
            rest = rest.slice(group.size(), rest.size());
            groups++;
        }
        return groups;
    }
}
