package org.skytrawl.registry.search;

import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Interval;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.model.Spectrum;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

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

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        // The registry has energies in joules (RegTAP 1.2 section 8), so the ends swap. Wavelength 0 is the open end of
        // energies; abs, as -0 would give minus infinity.
        double most = SpectralUnit.J.toWavelengthM(Math.abs(wavelengthM.lo()));
        double least = Double.isInfinite(wavelengthM.hi())
                ? Double.NEGATIVE_INFINITY
                : SpectralUnit.J.toWavelengthM(wavelengthM.hi());
        return Bounds.SPECTRAL.overlapping(
                new Interval(least, most).widened(CoverageJudge.RELATIVE_SLACK, 0), inclusive, features);
    }
}
