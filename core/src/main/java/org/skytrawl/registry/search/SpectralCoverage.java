package org.skytrawl.registry.search;

import org.skytrawl.model.Interval;
import org.skytrawl.model.Spectrum;

/**
 * The declared spectral coverage of the resource overlaps this interval.
 *
 * @param wavelengthM vacuum wavelengths in metres
 * @param inclusive whether undeclared coverage counts as a match
 */
public record SpectralCoverage(Interval wavelengthM, boolean inclusive) implements SearchConstraint {
    public SpectralCoverage {
        if (!(wavelengthM.lo() >= 0 && wavelengthM.hi() > 0)) {
            throw new IllegalArgumentException("wavelengths must be above 0 m, not " + wavelengthM);
        }
    }

    /** A spectral point or interval in the syntax of {@link Spectrum#parse}: {@code 0.3keV..10keV}. */
    public static SpectralCoverage of(String text) {
        return new SpectralCoverage(Spectrum.parse(text), false);
    }

    public SpectralCoverage withInclusive(boolean undeclaredCounts) {
        return new SpectralCoverage(wavelengthM, undeclaredCounts);
    }
}
