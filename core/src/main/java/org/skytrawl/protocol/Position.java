package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/**
 * Which regions are sent. One that a cone of more than half the sky is needed for is a circle that many services refuse, and
 * hardly bounds anything.
 */
public final class Position {
    private static final double WIDEST_DEG = 90;

    private Position() {}

    /**
     * The region to send, or null if there is none or it is too wide and something else bounds the query: then it is judged
     * here.
     */
    public static @Nullable Region sent(Question constraints) {
        Region region = constraints.region();
        boolean isWide = region != null && region.enclosingCone().radiusDeg() > WIDEST_DEG;
        return isWide && isBoundedOtherwise(constraints) ? null : region;
    }

    /** Why a query would ask for everything, or null if something bounds it. */
    public static @Nullable Skipped unbounded(Question constraints) {
        return constraints.region() != null || isBoundedOtherwise(constraints)
                ? null
                : new Skipped(Skipped.Why.UNBOUNDED, "neither a cone nor an end of spectrum or time bounds the query");
    }

    private static boolean isBoundedOtherwise(Question constraints) {
        Interval band = constraints.wavelengthM();
        Interval time = constraints.mjd();
        return (band != null && (band.lo() > 0 || Double.isFinite(band.hi())))
                || (time != null && (Double.isFinite(time.lo()) || Double.isFinite(time.hi())));
    }
}
