package org.skytrawl.simvo.universe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;

/** The coverage that a resource declares in the registry. */
public record Coverage(
        @Nullable String moc,
        @Nullable Span wavelengthM,
        @Nullable Span mjd) {
    public static final Coverage NONE = new Coverage(null, null, null);
    static final Coverage EVERYTHING = new Coverage("0/0-11", new Span(1e-13, 10), new Span(30_000, 70_000));
    private static final int ORDER = 6;

    /** A MOC is a little larger than the datasets. */
    private static final double MARGIN_DEG = 0.02;

    static Coverage full(List<Dataset> datasets) {
        Moc moc = Moc.EMPTY;
        Span band = null;
        Span time = null;
        for (Dataset dataset : datasets) {
            double radiusDeg = dataset.extent().fovDeg() / 2 + MARGIN_DEG;
            moc = moc.union(
                    RegionCover.cells(ORDER, SkyCircle.ofDegrees(dataset.raDeg(), dataset.decDeg(), radiusDeg)));
            band = union(band, dataset.wavelengthM());
            time = union(time, dataset.mjd());
        }
        return new Coverage(moc.toAscii(), band, time);
    }

    private static @Nullable Span union(@Nullable Span one, @Nullable Span other) {
        return one == null ? other : other == null ? one : one.union(other);
    }
}
