package org.skytrawl.simvo.truth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question to a client: metres in vacuum, MJD (UTC), lower case. Null and empty parts do not limit it.
 *
 * @param theory whether services are asked whose data are no observations
 */
public record Question(
        @Nullable Place place,
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
            @Nullable Place place,
            @Nullable Range wavelengthM,
            @Nullable Range mjd,
            Set<String> productTypes,
            boolean inclusive) {
        this(place, wavelengthM, mjd, productTypes, inclusive, false);
    }

    public Question asInclusive() {
        return new Question(place, wavelengthM, mjd, productTypes, true, theory);
    }

    public Question withTheory() {
        return new Question(place, wavelengthM, mjd, productTypes, inclusive, true);
    }

    /** The same for other product types; none stand for all. */
    public Question of(String... types) {
        return new Question(place, wavelengthM, mjd, Set.of(types), inclusive, theory);
    }

    /** With all narrower terms; empty for any type. */
    Set<String> matchingTypes() {
        return TypeTerms.withNarrower(productTypes);
    }

    public record Cone(double raDeg, double decDeg, double radiusDeg) implements Place {
        public Cone {
            if (!(Math.abs(decDeg) <= 90) || !(radiusDeg > 0 && radiusDeg <= 180)) {
                throw new IllegalArgumentException("no cone: " + raDeg + ", " + decDeg + ", " + radiusDeg);
            }
        }

        private double[] direction() {
            return Sphere.direction(raDeg, decDeg);
        }

        @Override
        public boolean touchesCircle(double[] centre, double circleDeg) {
            return Sphere.angleDeg(centre, direction()) <= circleDeg + radiusDeg + PlaceMatch.TOUCH_DEG;
        }

        @Override
        public boolean touchesRectangle(TangentRectangle rectangle) {
            double[] from = direction();
            double width = rectangle.halfWidth();
            double height = rectangle.halfHeight();
            if (rectangle.holds(from)) {
                return true;
            }
            double least = Sphere.angleToCurveDeg(from, t -> rectangle.at(width, (2 * t - 1) * height));
            least = Math.min(least, Sphere.angleToCurveDeg(from, t -> rectangle.at(-width, (2 * t - 1) * height)));
            least = Math.min(least, Sphere.angleToCurveDeg(from, t -> rectangle.at((2 * t - 1) * width, height)));
            least = Math.min(least, Sphere.angleToCurveDeg(from, t -> rectangle.at((2 * t - 1) * width, -height)));
            return least <= radiusDeg + PlaceMatch.TOUCH_DEG;
        }

        @Override
        public boolean touchesCell(int order, long cell) {
            return MocMatch.touchesCircle(order, cell, direction(), radiusDeg);
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
        return place != null || isBoundedWithoutPlace();
    }

    /** The place if it is a cone. */
    public @Nullable Cone cone() {
        return place instanceof Cone cone ? cone : null;
    }

    /** The place in queries: null for a cone of more than half the sky if band or time limit the question. */
    @Nullable
    Place toldPlace() {
        return place instanceof Cone cone && cone.radiusDeg() > 90 && isBoundedWithoutPlace() ? null : place;
    }

    /**
     * Whether protocols ask for more than the place, as for a circle around it, so that a dataset of unknown extent near it may be
     * found or not.
     */
    boolean isVague() {
        return inclusive && place != null && !(place instanceof Cone);
    }
}
