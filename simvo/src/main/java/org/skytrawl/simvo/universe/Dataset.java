package org.skytrawl.simvo.universe;

import org.jspecify.annotations.Nullable;

/**
 * A dataset. All services that publish it give the same metadata.
 *
 * @param id unique in the universe; part of its access URLs
 * @param productType ObsCore's {@code dataproduct_type}: image, cube or spectrum
 * @param raDeg ICRS, [0, 360)
 * @param decDeg ICRS, [-90, 90]
 * @param mjd the time of the observation, UTC; null if it is not published
 * @param wavelengthM its band in vacuum wavelengths, metres; null if it is not published
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
    /** Whether its access URL gives links (DataLink 1.1) that lead to the file, not the file itself. */
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
