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
    /**
     * @param text a time or interval as {@link Times#parseInterval} reads it: {@code 1995-01-01..1996-01-01}
     * @throws IllegalArgumentException if it cannot be read
     */
    public static TemporalCoverage of(String text) {
        return new TemporalCoverage(Times.parseInterval(text), false);
    }

    public TemporalCoverage withInclusive(boolean undeclaredCounts) {
        return new TemporalCoverage(mjd, undeclaredCounts);
    }
}
