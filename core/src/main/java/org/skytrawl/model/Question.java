package org.skytrawl.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyPoint;

/**
 * The constraints that a dataset must meet. Each may be missing, but not all of region, spectrum and time.
 *
 * @param region place on the sky, or null for anywhere
 * @param wavelengthM vacuum wavelengths in metres, or null for any
 * @param mjd time of observation in MJD (UTC), or null for any
 * @param productTypes ObsCore {@code dataproduct_type}s in lower case, in the order given; empty for any
 */
public record Question(
        @Nullable Region region,
        @Nullable Interval wavelengthM,
        @Nullable Interval mjd,
        Set<String> productTypes) {
    /** @throws IllegalArgumentException if there is neither region, spectrum nor time, or a type is not a plain word */
    public Question {
        if (region == null && wavelengthM == null && mjd == null) {
            throw new IllegalArgumentException(
                    "a query without constraints is not allowed: give a region, a spectral interval or a time interval");
        }
        if (wavelengthM != null && !(wavelengthM.lo() >= 0 && wavelengthM.hi() > 0)) {
            throw new IllegalArgumentException("wavelengths must be above 0 m, not " + wavelengthM);
        }
        productTypes = ProductTypes.words(productTypes);
    }

    /** The product types that match: those asked for, with their narrower terms ({@link ProductTypes}); empty for any. */
    public Set<String> matchingTypes() {
        return ProductTypes.withNarrower(productTypes);
    }

    /** The targets, or null if the region is none of targets. */
    public @Nullable TargetRegion targets() {
        return region instanceof TargetRegion targets ? targets : null;
    }

    /** The same question about another place. */
    public Question at(@Nullable Region place) {
        return new Question(place, wavelengthM, mjd, productTypes);
    }

    /**
     * The distance of a dataset: degrees on a great circle between its centre ({@code s_ra}, {@code s_dec}) and the
     * centre of the region, which is that of {@link Region#enclosingCone}. NaN without a region, with several targets, or
     * without a centre.
     */
    public double separationDeg(ObsCoreRecord record) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        if (region == null
                || region instanceof TargetRegion
                || !Double.isFinite(raDeg)
                || !(decDeg >= -90 && decDeg <= 90)) {
            return Double.NaN;
        }
        Cone place = region.enclosingCone();
        return SkyPoint.ofDegrees(place.raDeg(), place.decDeg()).separationDeg(SkyPoint.ofDegrees(raDeg, decDeg));
    }
}
