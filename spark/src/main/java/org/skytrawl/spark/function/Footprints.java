package org.skytrawl.spark.function;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.Verdict;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.ShapeCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/**
 * What the SQL functions do, called by the code that Spark makes of a query: {@link SkytrawlExtensions} tells what they mean. A
 * number that is NULL comes as NaN. Used by one thread at a time.
 */
public final class Footprints implements Serializable {
    private static final long serialVersionUID = 1;

    /** 8 MB. */
    private static final int MOST_CELLS = 1_000_000;

    private final ShapeCache footprints = new ShapeCache();
    private final ShapeCache places = new ShapeCache();

    /**
     * What the dataset of a row covers, by the rule of a run.
     *
     * @return null if nothing tells it
     */
    public @Nullable SkyShape geometry(@Nullable UTF8String region, double raDeg, double decDeg, double fovDeg) {
        return DatasetJudge.geometry(footprints.of(region), raDeg, decDeg, fovDeg);
    }

    /** Whether it overlaps a place that is written as text; null if that cannot be told. */
    public @Nullable Boolean overlaps(
            @Nullable UTF8String region, double raDeg, double decDeg, double fovDeg, @Nullable UTF8String place) {
        SkyShape asked = places.of(place);
        return asked == null ? null : told(geometry(region, raDeg, decDeg, fovDeg), asked);
    }

    /** Whether it overlaps a circle; null if that cannot be told. */
    public @Nullable Boolean overlapsCircle(
            @Nullable UTF8String region,
            double raDeg,
            double decDeg,
            double fovDeg,
            double circleRaDeg,
            double circleDecDeg,
            double radiusDeg) {
        if (!isPlace(circleRaDeg, circleDecDeg) || !(radiusDeg >= 0 && radiusDeg <= 180)) {
            return null;
        }
        return told(geometry(region, raDeg, decDeg, fovDeg), SkyCircle.ofDegrees(circleRaDeg, circleDecDeg, radiusDeg));
    }

    @SuppressWarnings("NullableBoolean")
    private static @Nullable Boolean told(@Nullable SkyShape geometry, SkyShape place) {
        Verdict verdict = DatasetJudge.overlap(geometry, place);
        return verdict == Verdict.UNKNOWN ? null : (Boolean) (verdict == Verdict.YES);
    }

    /**
     * The cells that it overlaps; null if nothing tells what it covers.
     *
     * @throws IllegalArgumentException if the order is out of range, or there are too many cells
     */
    public @Nullable ArrayData cells(
            @Nullable UTF8String region, double raDeg, double decDeg, double fovDeg, int order) {
        checkOrder("skytrawl_moc", order);
        SkyShape geometry = geometry(region, raDeg, decDeg, fovDeg);
        if (geometry == null) {
            return null;
        }
        try {
            return UnsafeArrayData.fromPrimitiveArray(ShapeCover.cells(order, geometry, MOST_CELLS));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("skytrawl_moc: " + e.getMessage() + "; use order 8 or a coarser one", e);
        }
    }

    /**
     * The nested cell of a position; null if it is none.
     *
     * @throws IllegalArgumentException if the order is out of range
     */
    public static @Nullable Long cell(double raDeg, double decDeg, int order) {
        checkOrder("skytrawl_healpix", order);
        return isPlace(raDeg, decDeg) ? (Long) Healpix.cellOf(order, SkyPoint.ofDegrees(raDeg, decDeg)) : null;
    }

    /** All are: what they remember changes no result. So Spark knows two calls with equal arguments as one, as in GROUP BY. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Footprints;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    private static boolean isPlace(double raDeg, double decDeg) {
        return Double.isFinite(raDeg) && Math.abs(decDeg) <= 90;
    }

    private static void checkOrder(String function, int order) {
        if (order < 0 || order > Healpix.MAX_ORDER) {
            throw new IllegalArgumentException(
                    function + ": a HEALPix order is in [0, " + Healpix.MAX_ORDER + "], not " + order);
        }
    }
}
