package org.skytrawl.registry.search;

import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Interval;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.model.Spectrum;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * The resource declares a part of the spectrum that overlaps this one.
 *
 * @param wavelengthM vacuum wavelengths in metres
 * @param inclusive whether a resource that declares nothing counts too
 */
public record SpectralCoverage(Interval wavelengthM, boolean inclusive) implements SearchConstraint {
    /** Refuses what is no wavelength. */
    public SpectralCoverage {
        if (!(wavelengthM.lo() >= 0 && wavelengthM.hi() > 0)) {
            throw new IllegalArgumentException("wavelengths must be above 0 m, not " + wavelengthM);
        }
    }

    /**
     * A spectral point or interval as {@link Spectrum#parse} reads it: {@code 0.3keV..10keV}.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static SpectralCoverage of(String text) {
        return new SpectralCoverage(Spectrum.parse(text), false);
    }

    /** The same, resources that declare nothing counting or not. */
    public SpectralCoverage withInclusive(boolean undeclaredCounts) {
        return new SpectralCoverage(wavelengthM, undeclaredCounts);
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        // The registry has energies in joules (RegTAP 1.2 section 8): the longest wave has the least. Either is hc over
        // the
        // other, and no wavelength at all is the open end of energies; abs, as a minus zero would turn into minus
        // infinity.
        double most = SpectralUnit.J.toWavelengthM(Math.abs(wavelengthM.lo()));
        double least = Double.isInfinite(wavelengthM.hi())
                ? Double.NEGATIVE_INFINITY
                : SpectralUnit.J.toWavelengthM(wavelengthM.hi());
        return Bounds.SPECTRAL.overlapping(
                new Interval(least, most).widened(CoverageJudge.RELATIVE_SLACK, 0), inclusive, features);
    }
}
