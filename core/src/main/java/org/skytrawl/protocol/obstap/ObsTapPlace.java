package org.skytrawl.protocol.obstap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.protocol.mapping.PlainNumber;

/**
 * ADQL conditions for rows of an ObsCore table that overlap a region, which is sent in pieces with OR between them. Polygons are
 * sent as such first, MOCs where the service declares them, both then as the enclosing cones.
 */
final class ObsTapPlace {
    /** Rows with a field of view up to this are found by a box enlarged by it, others by declination alone. */
    static final double WIDE_FOV_DEG = 2;

    /** Wider radii are rounded to this many decimals. */
    private static final int DECIMALS = 6;

    /** A longer polygon is not sent as such, a longer MOC at a coarser order. A condition has each of them twice. */
    private static final int LONGEST_SHAPE = 12_000;

    private ObsTapPlace() {}

    /** The kinds of condition, the best first; a service refuses those that it does not support. */
    enum PositionPredicate {
        /** For MOCs, and services that declare them: such a service may test somewhat more than the cells. */
        MOC(false),
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

        /** The pieces that stand for the region in this kind of condition: a shape that contains it, or cones that do together. */
        List<? extends Region> pieces(Region region) {
            return this == MOC && region instanceof MocRegion moc
                    ? List.of(new MocRegion(moc.cover().shortened(LONGEST_SHAPE)))
                    : isForPolygons() ? List.of(region) : region.enclosingCones();
        }

        /** Whether the service tests the region exactly, not cones around it. */
        boolean isExact(Region region) {
            return exact && (region instanceof Cone || isForPolygons());
        }

        private boolean isForPolygons() {
            return this == POLYGON || this == POLYGON_WITHOUT_FRAME;
        }

        /** Those for cones. */
        static List<PositionPredicate> ofCones() {
            return Stream.of(values())
                    .filter(predicate -> predicate != MOC && !predicate.isForPolygons())
                    .toList();
        }

        /**
         * Those from one on that find as much as it does.
         *
         * @param index in the list of those for cones
         */
        static List<PositionPredicate> asGoodAs(int index) {
            List<PositionPredicate> all = ofCones();
            int first = Math.min(index, all.size() - 1);
            return all.stream()
                    .skip(first)
                    .filter(predicate -> predicate.loss() == all.get(first).loss())
                    .toList();
        }

        /** 0 if it finds all records, more if it misses more. */
        private int loss() {
            return switch (this) {
                case CENTRE_AND_FOV, CENTRE_AND_FOV_WITHOUT_FRAME -> 1;
                case BOUNDS_AND_FOV -> 2;
                case BOUNDS -> 3;
                default -> 0;
            };
        }

        boolean needsTwoQueries() {
            return this == TWO_QUERIES || this == TWO_QUERIES_WITHOUT_FRAME;
        }

        /** Whether the service tests cones exactly. */
        boolean isExactForCones() {
            return exact;
        }

        /** @param hasMoc whether the service declares MOCs */
        static List<PositionPredicate> of(Region region, boolean hasMoc) {
            boolean isPolygon =
                    region instanceof PolygonRegion polygon && numbers(polygon).length() <= LONGEST_SHAPE;
            boolean isMoc = hasMoc && region instanceof MocRegion;
            return Stream.of(values())
                    .filter(predicate -> predicate == MOC ? isMoc : isPolygon || !predicate.isForPolygons())
                    .toList();
        }
    }

    /** The conditions for one region. */
    static List<String> conditions(PositionPredicate predicate, Region region, boolean inclusive) {
        return conditions(predicate, predicate.pieces(region), inclusive);
    }

    /**
     * One condition for each query to send; the rows of any piece meet one of them.
     *
     * @param pieces cones, or what the predicate is for; at least one
     * @param inclusive whether rows match of which it is unknown how far they reach
     */
    static List<String> conditions(PositionPredicate predicate, List<? extends Region> pieces, boolean inclusive) {
        List<Cone> cones = pieces.stream()
                .flatMap(piece -> piece.enclosingCones().stream())
                .toList();
        return switch (predicate) {
            case MOC -> either(pieces, false, inclusive);
            case POLYGON -> either(pieces, true, inclusive);
            case POLYGON_WITHOUT_FRAME -> either(pieces, false, inclusive);
            case INTERSECTS_OR_CONTAINS -> either(cones, true, inclusive);
            case WITHOUT_FRAME -> either(cones, false, inclusive);
            case TWO_QUERIES -> separately(cones, true);
            case TWO_QUERIES_WITHOUT_FRAME -> separately(cones, false);
            case CENTRE_AND_FOV -> anyOf(cones, cone -> centreAndFov(cone, true));
            case CENTRE_AND_FOV_WITHOUT_FRAME -> anyOf(cones, cone -> centreAndFov(cone, false));
            case BOUNDS_AND_FOV -> anyOf(cones, ObsTapPlace::boundsAndFov);
            case BOUNDS -> anyOf(cones, cone -> box(cone, 0));
        };
    }

    private static <T> List<String> anyOf(List<T> pieces, Function<T, String> condition) {
        return List.of(or(pieces, condition));
    }

    private static <T> String or(List<T> pieces, Function<T, String> condition) {
        String any = pieces.stream().map(condition).collect(Collectors.joining(" OR "));
        return pieces.size() == 1 ? any : "(" + any + ")";
    }

    /** Two queries for each cone, none with OR between geometries. */
    private static List<String> separately(List<Cone> cones, boolean named) {
        return Stream.concat(
                        cones.stream().map(cone -> intersects(shape(cone, named))),
                        cones.stream().map(cone -> nearby(cone, named)))
                .toList();
    }

    private static String frame(boolean named) {
        return named ? "'ICRS', " : "";
    }

    private static String shape(Region region, boolean named) {
        return switch (region) {
            case PolygonRegion polygon -> "POLYGON(" + frame(named) + numbers(polygon) + ")";
            case MocRegion moc -> "MOC('" + moc.text() + "')";
            case TargetRegion targets -> throw new IllegalArgumentException("not one shape: " + targets);
            case Cone cone ->
                "CIRCLE(" + frame(named) + number(cone.raDeg()) + ", " + number(cone.decDeg()) + ", "
                        + number(cone.radiusDeg()) + ")";
        };
    }

    private static String numbers(PolygonRegion polygon) {
        return Arrays.stream(polygon.raDecDeg()).mapToObj(ObsTapPlace::number).collect(Collectors.joining(", "));
    }

    private static List<String> either(List<? extends Region> pieces, boolean named, boolean inclusive) {
        String inside = pieces.stream()
                .map(piece -> shape(piece, named))
                .map(shape -> intersects(shape) + " OR " + contains(shape, named))
                .collect(Collectors.joining(" OR "));
        // without s_fov a centre outside says nothing, and there may be very many of these
        String known = inclusive ? "" : "s_fov > 0 AND ";
        List<Cone> cones = pieces.stream()
                .flatMap(piece -> piece.enclosingCones().stream())
                .toList();
        return List.of("(" + inside + " OR (s_region IS NULL AND " + known
                + or(cones, cone -> contains(shape(widened(cone), named), named)) + "))");
    }

    /** Without {@code s_fov}, which a table that refuses the other forms may lack; the box holds the centres inside. */
    private static String nearby(Cone cone, boolean named) {
        return contains(shape(widened(cone), named), named) + " AND (s_region IS NULL OR " + box(cone, 0) + ")";
    }

    /** Many services refuse a circle of more than half the sky. */
    private static Cone widened(Cone cone) {
        return new Cone(
                cone.raDeg(),
                cone.decDeg(),
                Math.min(
                        Math.max(90, cone.radiusDeg()),
                        BigDecimal.valueOf(cone.radiusDeg() + ObsTap.REACH_DEG)
                                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                                .doubleValue()));
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
        return "(" + box(cone, WIDE_FOV_DEG / 2) + " OR (s_fov > " + number(WIDE_FOV_DEG) + " AND " + decs + "))";
    }

    /** Bounds around a cone that is so much wider. */
    private static String box(Cone cone, double marginDeg) {
        SkyBox box = SkyBox.around(cone, marginDeg);
        String decs = "s_dec BETWEEN " + number(box.southDeg()) + " AND " + number(box.northDeg());
        if (box.hasAllRas()) {
            return "(" + decs + ")";
        }
        String ras = box.westDeg() <= box.eastDeg()
                ? "s_ra BETWEEN " + number(box.westDeg()) + " AND " + number(box.eastDeg())
                : "(s_ra >= " + number(box.westDeg()) + " OR s_ra <= " + number(box.eastDeg()) + ")";
        return "(" + decs + " AND " + ras + ")";
    }

    private static String number(double value) {
        return PlainNumber.of(value);
    }
}
