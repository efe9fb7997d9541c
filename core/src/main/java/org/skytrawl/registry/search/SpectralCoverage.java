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

    /**
     * @param text a spectral point or interval as {@link Spectrum#parse} reads it: {@code 0.3keV..10keV}
     * @throws IllegalArgumentException if it cannot be read
     */
    public static SpectralCoverage of(String text) {
        return new SpectralCoverage(Spectrum.parse(text), false);
    }

    public SpectralCoverage withInclusive(boolean undeclaredCounts) {
        return new SpectralCoverage(wavelengthM, undeclaredCounts);
    }
}
