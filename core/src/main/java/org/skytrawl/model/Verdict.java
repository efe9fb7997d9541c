package org.skytrawl.model;

import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/**
 * How the coverage of a service or the metadata of a dataset compares with a constraint. The treatment of UNKNOWN is
 * defined here, for all protocols and axes.
 */
public enum Verdict {
    YES,
    /** It does not overlap. */
    NO,
    /** Nothing is declared. */
    UNKNOWN;

    /** No dataset is taken to reach farther from its centre than this. */
    private static final double FAR_DEG = 30;

    /** Whether this counts as a match; UNKNOWN only if {@code inclusive}. */
    public boolean matches(boolean inclusive) {
        return this == YES || (this == UNKNOWN && inclusive);
    }

    /** NO takes precedence over UNKNOWN, UNKNOWN over YES. */
    public Verdict and(Verdict other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == UNKNOWN ? this : other;
    }

    static Verdict of(boolean overlaps) {
        return overlaps ? YES : NO;
    }

    static Verdict ofFootprint(SkyShape place, @Nullable SkyShape footprint) {
        return footprint == null ? UNKNOWN : of(place.overlaps(footprint));
    }

    /** A centre alone gives YES in the region and NO far outside it: ADR 25. */
    static Verdict ofCentre(SkyShape place, SkyPoint centre) {
        if (place.overlaps(new SkyCircle(centre, 0))) {
            return YES;
        }
        return place.overlaps(new SkyCircle(centre, FAR_DEG)) ? UNKNOWN : NO;
    }
}
