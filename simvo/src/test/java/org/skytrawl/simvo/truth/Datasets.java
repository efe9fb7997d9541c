package org.skytrawl.simvo.truth;

import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.Span;

/** Datasets for tests. */
final class Datasets {
    static final Span IN_2010 = new Span(55_300.3, 55_300.4);
    static final Span RED = new Span(6e-7, 7e-7);

    private Datasets() {}

    static Dataset at(int id, double raDeg, double decDeg, Extent extent) {
        return of(id, "image", raDeg, decDeg, extent, IN_2010, RED);
    }

    /** An image in the middle of the example's cone. */
    static Dataset example(int id) {
        return at(id, 10.68, 41.27, new Extent.Circle(0.05));
    }

    static Dataset of(
            int id,
            String type,
            double raDeg,
            double decDeg,
            Extent extent,
            @Nullable Span mjd,
            @Nullable Span wavelengthM) {
        return new Dataset(id, type, raDeg, decDeg, extent, mjd, wavelengthM, "title " + id, "tests", null, 1);
    }
}
