package org.skytrawl.registry.search;

import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Times;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * The resource declares a span of time that overlaps this one.
 *
 * @param mjd times in MJD (UTC)
 * @param inclusive whether a resource that declares nothing counts too
 */
public record TemporalCoverage(Interval mjd, boolean inclusive) implements SearchConstraint {
    /**
     * A time or span of time as {@link Times#parseInterval} reads it: {@code 1995-01-01..1996-01-01}.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static TemporalCoverage of(String text) {
        return new TemporalCoverage(Times.parseInterval(text), false);
    }

    /** The same, resources that declare nothing counting or not. */
    public TemporalCoverage withInclusive(boolean undeclaredCounts) {
        return new TemporalCoverage(mjd, undeclaredCounts);
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        return Bounds.TEMPORAL.overlapping(
                mjd.widened(CoverageJudge.RELATIVE_SLACK, CoverageJudge.TIME_SLACK_D), inclusive, features);
    }
}
