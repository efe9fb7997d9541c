package org.skytrawl.simvo.universe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All services that publish it give the same metadata. Degrees (ICRS), MJD (UTC), metres in vacuum; null if not
 * published.
 *
 * @param productType in lower case
 * @param formats of its files, each with an access URL of its own; empty if it has one file, whose URL does not tell what it is
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
        long sizeKb,
        List<FileFormat> formats) {
    public Dataset {
        formats = List.copyOf(formats);
    }

    /** With one file. */
    public Dataset(
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
        this(id, productType, raDeg, decDeg, extent, mjd, wavelengthM, title, collection, did, sizeKb, List.of());
    }

    public boolean isLinked() {
        return formats.isEmpty() && id % 5 == 4;
    }

    /** The formats that its metadata tell. SIA1 says FITS for all, as such services do. */
    public List<FileFormat> publishedFormats() {
        return formats.isEmpty() ? List.of(isLinked() ? FileFormat.DATALINK : FileFormat.FITS) : formats;
    }

    public boolean isImageLike() {
        return productType.equals("image") || productType.equals("cube");
    }

    public boolean isTimeSeries() {
        return productType.equals("timeseries") || productType.equals("light-curve");
    }
}
