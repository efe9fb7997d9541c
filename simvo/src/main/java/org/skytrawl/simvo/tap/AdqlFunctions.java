package org.skytrawl.simvo.tap;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/**
 * The functions of ADQL (2.0 section 2.4) and RegTAP (1.1 section 8), public only for the database, which itself gives
 * null for null. Shapes are in STC-S, MOCs in ASCII; a text that is no shape gives null.
 */
public final class AdqlFunctions {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private AdqlFunctions() {}

    public static String point(String frame, double longitude, double latitude) {
        return Regions.stcS("POINT", frame, List.of(longitude, latitude));
    }

    public static String circle(String frame, double longitude, double latitude, double radius) {
        return Regions.stcS("CIRCLE", frame, List.of(longitude, latitude, radius));
    }

    public static @Nullable String circleAt(String frame, String centre, double radius) {
        double[] at = Regions.position(centre);
        return at == null ? null : circle(Regions.frameOf(centre), at[0], at[1], radius);
    }

    public static String box(String frame, double longitude, double latitude, double width, double height) {
        return Regions.stcS("BOX", frame, List.of(longitude, latitude, width, height));
    }

    public static @Nullable String boxAt(String frame, String centre, double width, double height) {
        double[] at = Regions.position(centre);
        return at == null ? null : box(Regions.frameOf(centre), at[0], at[1], width, height);
    }

    public static @Nullable String polygon(String frame, Array corners) throws SQLException {
        return polygonOf(
                frame, corners, one -> one instanceof Number number ? new double[] {number.doubleValue()} : null);
    }

    public static @Nullable String polygonAt(String frame, Array corners) throws SQLException {
        return polygonOf(frame, corners, corner -> Regions.position(String.valueOf(corner)));
    }

    private static @Nullable String polygonOf(
            String frame, Array corners, Function<@Nullable Object, double @Nullable []> numbersOf)
            throws SQLException {
        List<Double> numbers = new ArrayList<>();
        for (@Nullable Object corner : (@Nullable Object[]) corners.getArray()) {
            double[] some = numbersOf.apply(corner);
            if (some == null) {
                return null;
            }
            Arrays.stream(some).forEach(numbers::add);
        }
        return Regions.stcS("POLYGON", frame, numbers);
    }

    public static @Nullable Integer contains(String inner, String outer) {
        return related(inner, outer, RegionRelations::contained);
    }

    public static @Nullable Integer intersects(String one, String other) {
        return related(one, other, RegionRelations::overlap);
    }

    /** The relations with a circle that is given by its numbers; of radius 0 it is a point. */
    public static @Nullable Integer containsWithRound(String inner, double ra, double dec, double radius) {
        SkyCircle outer = round(ra, dec, radius);
        SkyShape shape = Regions.ofData(inner);
        return shape == null || outer == null ? null : (Integer) (RegionRelations.contained(shape, outer) ? 1 : 0);
    }

    public static @Nullable Integer containsRound(
            double ra, double dec, double radius, double outerRa, double outerDec, double outerRadius) {
        if (areFar(dec, radius, outerDec, outerRadius)) {
            return 0;
        }
        SkyCircle inner = round(ra, dec, radius);
        SkyCircle outer = round(outerRa, outerDec, outerRadius);
        return inner == null || outer == null ? null : (Integer) (RegionRelations.contained(inner, outer) ? 1 : 0);
    }

    public static @Nullable Integer intersectsWithRound(String region, double ra, double dec, double radius) {
        SkyCircle circle = round(ra, dec, radius);
        SkyShape shape = Regions.ofData(region);
        return shape == null || circle == null ? null : (Integer) (shape.overlaps(circle) ? 1 : 0);
    }

    public static @Nullable Integer intersectsRound(
            double ra, double dec, double radius, double otherRa, double otherDec, double otherRadius) {
        if (areFar(dec, radius, otherDec, otherRadius)) {
            return 0;
        }
        SkyCircle one = round(ra, dec, radius);
        SkyCircle other = round(otherRa, otherDec, otherRadius);
        return one == null || other == null ? null : (Integer) (one.overlaps(other) ? 1 : 0);
    }

    private static boolean areFar(double dec, double radius, double otherDec, double otherRadius) {
        return isLatitude(dec)
                && isLatitude(otherDec)
                && isRadius(radius)
                && isRadius(otherRadius)
                && Math.abs(dec - otherDec) > radius + otherRadius + 1e-6;
    }

    private static @Nullable SkyCircle round(double ra, double dec, double radius) {
        return isLatitude(dec) && isRadius(radius) && Double.isFinite(ra) ? SkyCircle.ofDegrees(ra, dec, radius) : null;
    }

    private static boolean isRadius(double degrees) {
        return degrees >= 0 && degrees <= 180;
    }

    private static @Nullable Integer related(String one, String other, BiPredicate<SkyShape, SkyShape> relation) {
        SkyShape first = Regions.ofData(one);
        SkyShape second = Regions.ofData(other);
        return first == null || second == null ? null : (Integer) (relation.test(first, second) ? 1 : 0);
    }

    public static @Nullable Double distance(String one, String other) {
        SkyShape first = Regions.ofData(one);
        SkyShape second = Regions.ofData(other);
        return first instanceof SkyCircle a && second instanceof SkyCircle b
                ? (Double) a.centre().separationDeg(b.centre())
                : null;
    }

    public static @Nullable Double distance4(double lon1, double lat1, double lon2, double lat2) {
        return isLatitude(lat1) && isLatitude(lat2)
                ? (Double) SkyPoint.ofDegrees(lon1, lat1).separationDeg(SkyPoint.ofDegrees(lon2, lat2))
                : null;
    }

    private static boolean isLatitude(double degrees) {
        return degrees >= -90 && degrees <= 90;
    }

    public static @Nullable Double area(String shape) {
        SkyShape known = Regions.ofData(shape);
        return known == null ? null : (Double) RegionRelations.areaDeg2(known);
    }

    public static @Nullable String centroid(String shape) {
        if (Regions.position(shape) != null) {
            return shape;
        }
        SkyShape known = Regions.ofData(shape);
        SkyPoint centre = known == null ? null : RegionRelations.centre(known);
        return centre == null ? null : point("ICRS", centre.raDeg(), centre.decDeg());
    }

    public static @Nullable Double coord1(String point) {
        return coordinate(point, 0);
    }

    public static @Nullable Double coord2(String point) {
        return coordinate(point, 1);
    }

    private static @Nullable Double coordinate(String point, int index) {
        double[] at = Regions.position(point);
        return at == null ? null : (Double) at[index];
    }

    public static String coordsys(String shape) {
        return Regions.frameOf(shape);
    }

    public static @Nullable String moc(int order, String shape) throws SQLException {
        SkyShape known = Regions.ofData(shape);
        if (known == null) {
            return null;
        }
        try {
            return CellSearch.cover(order, known).toAscii();
        } catch (IllegalArgumentException e) {
            throw new SQLException("MOC: " + e.getMessage());
        }
    }

    public static String mocOf(String ascii) throws SQLException {
        Regions.parsed(ascii);
        return ascii;
    }

    /** 1 if all words of the second text are in the first, in any case, else 0. */
    public static int hasWord(String text, String words) {
        return words(text).containsAll(words(words)) ? 1 : 0;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)));
        words.remove("");
        return words;
    }

    /** 1 if a text matches a pattern of SQL's LIKE, in any case, else 0. */
    public static int noCaseMatch(String text, String pattern) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining());
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return Pattern.compile(regex, flags).matcher(text).matches() ? 1 : 0;
    }

    /** 1 if a list with # between its items holds an item, in any case, else 0. */
    public static int hashListHas(String list, String item) {
        return Arrays.stream(list.split("#", -1)).anyMatch(one -> one.strip().equalsIgnoreCase(item)) ? 1 : 0;
    }

    /** 1 if two closed intervals have a point in common, else 0. */
    public static int intervalOverlaps(double lo1, double hi1, double lo2, double hi2) {
        return lo1 <= hi2 && lo2 <= hi1 ? 1 : 0;
    }
}
