package org.skytrawl.simvo.universe;

import org.jspecify.annotations.Nullable;

/**
 * All services that publish it give the same metadata. Degrees (ICRS), MJD (UTC), metres in vacuum; null if not
 * published.
 */
public record Dataset(
        int id,
        String productType,
        double raDeg,
        double decDeg,
        Extent extent,
        @Nullable Span mjd,
        @Nullable Span wavelengthM,
        String title,
        String collection,
        @Nullable String did,
        long sizeKb) {
    public boolean isLinked() {
        return id % 5 == 4;
    }

    /** ObsCore's {@code access_format}. SIA1 says FITS for all of them, as such services do. */
    public String accessFormat() {
        return isLinked() ? "application/x-votable+xml;content=datalink" : "application/fits";
    }

    public boolean isImageLike() {
        return !productType.equals("spectrum");
    }
}
