package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Decides which regions are sent. Many services refuse a circle of more than half the sky, and it hardly bounds anything. */
public final class Position {
    private static final double HALF_THE_SKY = 0.5 + 1e-9;

    private Position() {}

    /**
     * The region to send; null if there is none, or if it is too wide and something else bounds the query: only the answer is
     * then judged by it.
     */
    public static @Nullable Region sent(Question constraints) {
        Region region = constraints.region();
        boolean isWide = region != null && skyFraction(region) > HALF_THE_SKY;
        return isWide && isBoundedOtherwise(constraints) ? null : region;
    }

    private static double skyFraction(Region region) {
        return region.enclosingCones().stream()
                .mapToDouble(cone -> (1 - Math.cos(Math.toRadians(cone.radiusDeg()))) / 2)
                .sum();
    }

    /** Why the question cannot be asked: nothing bounds it. Null if something does. */
    public static @Nullable Skipped unbounded(Question constraints) {
        return constraints.region() != null || isBoundedOtherwise(constraints)
                ? null
                : new Skipped(
                        Skipped.Why.UNBOUNDED, "nothing bounds the query: no region, and no limit of spectrum or time");
    }

    private static boolean isBoundedOtherwise(Question constraints) {
        Interval band = constraints.wavelengthM();
        Interval time = constraints.mjd();
        return (band != null && (band.lo() > 0 || Double.isFinite(band.hi())))
                || (time != null && (Double.isFinite(time.lo()) || Double.isFinite(time.hi())));
    }
}
