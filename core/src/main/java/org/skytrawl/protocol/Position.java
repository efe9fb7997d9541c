package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Which cones are sent. One of more than half the sky is a circle that many services refuse, and hardly bounds anything. */
public final class Position {
    private static final double WIDEST_DEG = 90;

    private Position() {}

    /**
     * The cone to send, or null if there is none or it is too wide and something else bounds the query: then it is judged
     * here.
     */
    public static @Nullable Cone sent(Question constraints) {
        Cone cone = constraints.cone();
        return cone != null && cone.radiusDeg() > WIDEST_DEG && isBoundedOtherwise(constraints) ? null : cone;
    }

    /** Why a query would ask for everything, or null if something bounds it. */
    public static @Nullable Skipped unbounded(Question constraints) {
        return constraints.cone() != null || isBoundedOtherwise(constraints)
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
