package org.skytrawl.model;

import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/**
 * What a constraint says of a service's coverage or of a dataset's metadata. This is the one place that knows how
 * UNKNOWN counts: it holds for services and datasets, all protocols and all axes.
 */
public enum Verdict {
    /** It overlaps. */
    YES,
    /** It is known not to overlap. */
    NO,
    /** Nothing is declared, so nobody can tell. */
    UNKNOWN;

    /** Whether this counts as a match: UNKNOWN does only for an {@code inclusive} question. */
    public boolean matches(boolean inclusive) {
        return this == YES || (this == UNKNOWN && inclusive);
    }

    /** Both must hold: NO outweighs UNKNOWN, UNKNOWN outweighs YES. */
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

    /** A centre alone can only say yes. */
    static Verdict ofCentre(SkyShape place, SkyPoint centre) {
        return place.overlaps(new SkyCircle(centre, 0)) ? YES : UNKNOWN;
    }
}
