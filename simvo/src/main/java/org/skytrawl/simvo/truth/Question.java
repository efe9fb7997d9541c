package org.skytrawl.simvo.truth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question to a client: metres in vacuum, MJD (UTC), lower case. Null and empty parts do not limit it.
 *
 * @param theory whether services are asked whose data are no observations
 */
public record Question(
        @Nullable Cone cone,
        @Nullable Range wavelengthM,
        @Nullable Range mjd,
        Set<String> productTypes,
        boolean inclusive,
        boolean theory) {
    /** The README's example: images of a place in M 31, taken from 2009 to 2020 ({@code 2009-01-01..2020-12-31}). */
    public static final Question EXAMPLE =
            new Question(new Cone(10.68, 41.27, 0.2), null, new Range(54_832, 59_215), Set.of("image"), false);

    public Question {
        productTypes = Set.copyOf(productTypes);
    }

    public Question(
            @Nullable Cone cone,
            @Nullable Range wavelengthM,
            @Nullable Range mjd,
            Set<String> productTypes,
            boolean inclusive) {
        this(cone, wavelengthM, mjd, productTypes, inclusive, false);
    }

    public Question asInclusive() {
        return new Question(cone, wavelengthM, mjd, productTypes, true, theory);
    }

    public Question withTheory() {
        return new Question(cone, wavelengthM, mjd, productTypes, inclusive, true);
    }

    /** The same for other product types; none stand for all. */
    public Question of(String... types) {
        return new Question(cone, wavelengthM, mjd, Set.of(types), inclusive, theory);
    }

    /** With all narrower terms; empty for any type. */
    Set<String> matchingTypes() {
        return TypeTerms.withNarrower(productTypes);
    }

    public record Cone(double raDeg, double decDeg, double radiusDeg) {
        public Cone {
            if (!(Math.abs(decDeg) <= 90) || !(radiusDeg > 0 && radiusDeg <= 180)) {
                throw new IllegalArgumentException("no cone: " + raDeg + ", " + decDeg + ", " + radiusDeg);
            }
        }
    }

    public record Range(double lo, double hi) {
        public Range {
            if (!(lo <= hi)) {
                throw new IllegalArgumentException("no interval: " + lo + ".." + hi);
            }
        }

        boolean isOpen() {
            return Double.isInfinite(lo) && Double.isInfinite(hi);
        }
    }

    private boolean isBoundedWithoutPlace() {
        boolean byBand = wavelengthM != null && (wavelengthM.lo() > 0 || Double.isFinite(wavelengthM.hi()));
        return byBand || (mjd != null && !mjd.isOpen());
    }

    boolean isBounded() {
        return cone != null || isBoundedWithoutPlace();
    }

    /** The place in queries: null for more than half the sky if band or time limit the question. */
    @Nullable
    Cone toldCone() {
        return cone != null && cone.radiusDeg() > 90 && isBoundedWithoutPlace() ? null : cone;
    }
}
