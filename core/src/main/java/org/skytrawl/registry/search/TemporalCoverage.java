package org.skytrawl.registry.search;

import org.skytrawl.model.Interval;
import org.skytrawl.model.Times;

/**
 * The declared temporal coverage of the resource overlaps this interval.
 *
 * @param mjd MJD (UTC)
 * @param inclusive whether undeclared coverage counts as a match
 */
public record TemporalCoverage(Interval mjd, boolean inclusive) implements SearchConstraint {
    /** A time or interval in the syntax of {@link Times#parseInterval}: {@code 1995..1997-03}. */
    public static TemporalCoverage of(String text) {
        return new TemporalCoverage(Times.parseInterval(text), false);
    }

    public TemporalCoverage withInclusive(boolean undeclaredCounts) {
        return new TemporalCoverage(mjd, undeclaredCounts);
    }
}
