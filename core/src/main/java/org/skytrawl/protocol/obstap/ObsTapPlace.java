package org.skytrawl.protocol.obstap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skytrawl.model.Cone;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.protocol.mapping.PlainNumber;

/**
 * ADQL conditions for rows of an ObsCore table that overlap a region. Polygons are sent as such first, then as the enclosing
 * cone; MOCs always as the enclosing cone.
 */
final class ObsTapPlace {
    /** Rows with a field of view up to this are found by a box enlarged by it, others by declination alone. */
    private static final double WIDE_FOV_DEG = 2;

    /** Bounds are rounded outwards to this many decimals: they pass through text and the service's arithmetic. */
    private static final int DECIMALS = 6;

    private static final double SLACK_DEG = 1e-9;

    private ObsTapPlace() {}

    /** The kinds of condition, the best first; a service refuses those that it does not support. */
    enum PositionPredicate {
        /** This and the next for polygons only. */
        POLYGON(true),
        POLYGON_WITHOUT_FRAME(true),
        /**
         * The footprint overlaps the cone, or the centre is in it, or near it where there is no footprint: many tables have
         * footprints for some rows only.
         */
        INTERSECTS_OR_CONTAINS(true),
        /** ADQL 2.1 deprecates the frame as first argument. */
        WITHOUT_FRAME(true),
        /** For services that cannot combine geometry by OR. */
        TWO_QUERIES(true),
        TWO_QUERIES_WITHOUT_FRAME(true),
        /** For tables without {@code s_region}, and services without INTERSECTS. */
        CENTRE_AND_FOV(false),
        CENTRE_AND_FOV_WITHOUT_FRAME(false),
        /** For services without geometry. */
        BOUNDS_AND_FOV(false),
        /** The last resort: misses rows that overlap the cone with a centre outside it. */
        BOUNDS(false);

        private final boolean exact;

        PositionPredicate(boolean exact) {
            this.exact = exact;
        }

        /** The name in the log. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the service tests the region exactly, not a cone around it. */
        boolean isExact(Region region) {
            return exact && (region instanceof Cone || isForPolygons());
        }

        private boolean isForPolygons() {
            return this == POLYGON || this == POLYGON_WITHOUT_FRAME;
        }

        static List<PositionPredicate> of(Region region) {
            return Stream.of(values())
                    .filter(predicate -> region instanceof PolygonRegion || !predicate.isForPolygons())
                    .toList();
        }
    }

    /**
     * One condition for each query to send.
     *
     * @param inclusive whether rows match of which it is unknown how far they reach
     */
    static List<String> conditions(PositionPredicate predicate, Region region, boolean inclusive) {
        Cone cone = region.enclosingCone();
        return switch (predicate) {
            case POLYGON -> either(region, true, inclusive);
            case POLYGON_WITHOUT_FRAME -> either(region, false, inclusive);
            case INTERSECTS_OR_CONTAINS -> either(cone, true, inclusive);
            case WITHOUT_FRAME -> either(cone, false, inclusive);
            case TWO_QUERIES -> List.of(intersects(shape(cone, true)), nearby(cone, true));
            case TWO_QUERIES_WITHOUT_FRAME -> List.of(intersects(shape(cone, false)), nearby(cone, false));
            case CENTRE_AND_FOV -> List.of(centreAndFov(cone, true));
            case CENTRE_AND_FOV_WITHOUT_FRAME -> List.of(centreAndFov(cone, false));
            case BOUNDS_AND_FOV -> List.of(boundsAndFov(cone));
            case BOUNDS -> List.of(box(cone, cone.radiusDeg()));
        };
    }

    private static String frame(boolean named) {
        return named ? "'ICRS', " : "";
    }

    private static String shape(Region region, boolean named) {
        if (region instanceof PolygonRegion polygon) {
            return "POLYGON(" + frame(named)
                    + Arrays.stream(polygon.raDecDeg())
                            .mapToObj(ObsTapPlace::number)
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        Cone cone = region.enclosingCone();
        return "CIRCLE(" + frame(named) + number(cone.raDeg()) + ", " + number(cone.decDeg()) + ", "
                + number(cone.radiusDeg()) + ")";
    }

    private static List<String> either(Region region, boolean named, boolean inclusive) {
        String shape = shape(region, named);
        // without s_fov a centre outside says nothing, and there may be very many of these
        String known = inclusive ? "" : "s_fov > 0 AND ";
        return List.of("(" + intersects(shape) + " OR " + contains(shape, named) + " OR (s_region IS NULL AND " + known
                + contains(shape(widened(region.enclosingCone()), named), named) + "))");
    }

    /** Without {@code s_fov}, which a table that refuses the other forms may lack; the box holds the centres inside. */
    private static String nearby(Cone cone, boolean named) {
        return contains(shape(widened(cone), named), named) + " AND (s_region IS NULL OR " + box(cone, cone.radiusDeg())
                + ")";
    }

    /** Many services refuse a circle of more than half the sky. */
    private static Cone widened(Cone cone) {
        return new Cone(
                cone.raDeg(),
                cone.decDeg(),
                Math.min(
                        Math.max(90, cone.radiusDeg()),
                        rounded(cone.radiusDeg() + ObsTap.REACH_DEG, RoundingMode.HALF_EVEN)));
    }

    private static String intersects(String shape) {
        return "1=INTERSECTS(s_region, " + shape + ")";
    }

    private static String contains(String shape, boolean named) {
        return "1=CONTAINS(POINT(" + frame(named) + "s_ra, s_dec), " + shape + ")";
    }

    private static String centreAndFov(Cone cone, boolean named) {
        return "(" + contains(shape(cone, named), named) + " OR DISTANCE(POINT(" + frame(named) + "s_ra, s_dec), POINT("
                + frame(named) + number(cone.raDeg()) + ", " + number(cone.decDeg()) + ")) <= "
                + number(cone.radiusDeg()) + " + s_fov/2)";
    }

    private static String boundsAndFov(Cone cone) {
        String decs = "s_dec BETWEEN " + number(cone.decDeg() - cone.radiusDeg()) + " - s_fov/2 AND "
                + number(cone.decDeg() + cone.radiusDeg()) + " + s_fov/2";
        return "(" + box(cone, cone.radiusDeg() + WIDE_FOV_DEG / 2) + " OR (s_fov > " + number(WIDE_FOV_DEG) + " AND "
                + decs + "))";
    }

    /** Bounds around a circle of this radius; handles RA 0, and takes all RAs if the circle contains a pole. */
    private static String box(Cone cone, double radiusDeg) {
        double loDeg = cone.decDeg() - radiusDeg - SLACK_DEG;
        double hiDeg = cone.decDeg() + radiusDeg + SLACK_DEG;
        String decs = "s_dec BETWEEN " + down(Math.max(-90, loDeg)) + " AND " + up(Math.min(90, hiDeg));
        if (loDeg <= -90 || hiDeg >= 90) {
            return "(" + decs + ")";
        }
        double halfDeg = Math.toDegrees(Math.asin(
                        Math.min(1, Math.sin(Math.toRadians(radiusDeg)) / Math.cos(Math.toRadians(cone.decDeg())))))
                + SLACK_DEG;
        double westDeg = cone.raDeg() - halfDeg;
        double eastDeg = cone.raDeg() + halfDeg;
        String ras = westDeg >= 0 && eastDeg < 360
                ? "s_ra BETWEEN " + down(westDeg) + " AND " + up(eastDeg)
                : "(s_ra >= " + down(westDeg < 0 ? westDeg + 360 : westDeg) + " OR s_ra <= "
                        + up(eastDeg >= 360 ? eastDeg - 360 : eastDeg) + ")";
        return "(" + decs + " AND " + ras + ")";
    }

    private static String down(double value) {
        return number(rounded(value, RoundingMode.FLOOR));
    }

    private static String up(double value) {
        return number(rounded(value, RoundingMode.CEILING));
    }

    private static double rounded(double value, RoundingMode mode) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, mode).doubleValue();
    }

    private static String number(double value) {
        return PlainNumber.of(value);
    }
}
