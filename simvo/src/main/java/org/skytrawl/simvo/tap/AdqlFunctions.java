package org.skytrawl.simvo.tap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/**
 * The functions of ADQL 2.0 and RegTAP 1.1 that SQL has not, called by the database. Geometries are texts in STC-S. What is
 * null gives null, or 0 for a test. Public because the database calls them; thread-safe.
 */
public final class AdqlFunctions {
    private static final List<String> FRAMES = List.of("", "ICRS", "FK5", "J2000", "UNKNOWNFRAME");
    private static final double SQUARE_DEG = Math.pow(180 / Math.PI, 2);

    private AdqlFunctions() {}

    private static String frame(@Nullable String written) {
        String words = written == null ? "" : written.strip().toUpperCase(Locale.ROOT);
        String first = words.split("\\s+", 2)[0];
        if (!FRAMES.contains(first)) {
            throw new IllegalArgumentException("the frame '" + written + "' is not known");
        }
        return first.isEmpty() || first.equals("UNKNOWNFRAME") ? "ICRS" : first;
    }

    /** ADQL's POINT. */
    public static @Nullable String point(@Nullable String frame, @Nullable Double raDeg, @Nullable Double decDeg) {
        return raDeg == null || decDeg == null ? null : "POSITION " + frame(frame) + " " + raDeg + " " + decDeg;
    }

    /** ADQL's CIRCLE. */
    public static @Nullable String circle(
            @Nullable String frame, @Nullable Double raDeg, @Nullable Double decDeg, @Nullable Double radiusDeg) {
        return raDeg == null || decDeg == null || radiusDeg == null
                ? null
                : "CIRCLE " + frame(frame) + " " + raDeg + " " + decDeg + " " + radiusDeg;
    }

    /** ADQL's BOX. */
    public static @Nullable String box(
            @Nullable String frame,
            @Nullable Double raDeg,
            @Nullable Double decDeg,
            @Nullable Double widthDeg,
            @Nullable Double heightDeg) {
        return raDeg == null || decDeg == null || widthDeg == null || heightDeg == null
                ? null
                : "BOX " + frame(frame) + " " + raDeg + " " + decDeg + " " + widthDeg + " " + heightDeg;
    }

    /** ADQL's POLYGON, its numbers in one text. */
    public static @Nullable String polygon(@Nullable String frame, @Nullable String numbers) {
        return numbers == null ? null : "POLYGON " + frame(frame) + " " + numbers;
    }

    /** ADQL's REGION: the text itself, if it is one. */
    public static @Nullable String region(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Region.of(text);
        return text;
    }

    /** ADQL's CONTAINS: 1 if the first lies within the second. */
    public static int contains(@Nullable String inner, @Nullable String outer) {
        return inner == null
                        || outer == null
                        || inner.isBlank()
                        || outer.isBlank()
                        || !Region.of(inner).isWithin(Region.of(outer))
                ? 0
                : 1;
    }

    /** ADQL's INTERSECTS: 1 if both have a point in common. */
    public static int intersects(@Nullable String one, @Nullable String other) {
        return one == null
                        || other == null
                        || one.isBlank()
                        || other.isBlank()
                        || !Region.of(one).intersects(Region.of(other))
                ? 0
                : 1;
    }

    /** ADQL's DISTANCE between two points, degrees. */
    public static @Nullable Double distance(@Nullable String one, @Nullable String other) {
        SkyPoint a = centre(one);
        SkyPoint b = centre(other);
        return a == null || b == null ? null : (Double) a.separationDeg(b);
    }

    /** ADQL's DISTANCE between two positions, degrees. */
    public static @Nullable Double distance(
            @Nullable Double ra1Deg, @Nullable Double dec1Deg, @Nullable Double ra2Deg, @Nullable Double dec2Deg) {
        return ra1Deg == null || dec1Deg == null || ra2Deg == null || dec2Deg == null
                ? null
                : (Double) SkyPoint.ofDegrees(ra1Deg, dec1Deg).separationDeg(SkyPoint.ofDegrees(ra2Deg, dec2Deg));
    }

    /** ADQL's AREA of a circle in square degrees; null of what is none. */
    public static @Nullable Double area(@Nullable String region) {
        SkyCircle circle = region == null ? null : Region.of(region).circle();
        return circle == null
                ? null
                : (Double) (2 * Math.PI * (1 - Math.cos(Math.toRadians(circle.radiusDeg()))) * SQUARE_DEG);
    }

    /** ADQL's CENTROID: of a circle its centre, of a polygon the mean of its corners' directions. */
    public static @Nullable String centroid(@Nullable String region) {
        SkyPoint centre = centre(region);
        return centre == null ? null : point("ICRS", centre.raDeg(), centre.decDeg());
    }

    /** ADQL's COORD1, degrees. */
    public static @Nullable Double coord1(@Nullable String point) {
        SkyPoint at = centre(point);
        return at == null ? null : (Double) at.raDeg();
    }

    /** ADQL's COORD2, degrees. */
    public static @Nullable Double coord2(@Nullable String point) {
        SkyPoint at = centre(point);
        return at == null ? null : (Double) at.decDeg();
    }

    /** ADQL's COORDSYS. */
    public static @Nullable String coordsys(@Nullable String region) {
        if (region == null) {
            return null;
        }
        String[] words = region.strip().split("\\s+", 3);
        return words.length > 1 && FRAMES.contains(words[1].toUpperCase(Locale.ROOT)) ? words[1] : "ICRS";
    }

    /** MOC of a region, or of a text. */
    public static @Nullable String moc(@Nullable String text) {
        return text == null ? null : "MOC " + text.replaceFirst("(?i)^MOC\\s+", "");
    }

    /** MOC of an order. */
    public static @Nullable String moc(@Nullable Integer order, @Nullable String region) {
        if (order == null || region == null) {
            return null;
        }
        String cells = Region.of(region).cells(order);
        return cells.isEmpty() ? region : cells;
    }

    private static @Nullable SkyPoint centre(@Nullable String region) {
        if (region == null || region.isBlank()) {
            return null;
        }
        Region known = Region.of(region);
        SkyCircle circle = known.circle();
        if (circle != null) {
            return circle.centre();
        }
        double x = known.outline().stream().mapToDouble(SkyPoint::x).sum();
        double y = known.outline().stream().mapToDouble(SkyPoint::y).sum();
        double z = known.outline().stream().mapToDouble(SkyPoint::z).sum();
        double length = Math.sqrt(x * x + y * y + z * z);
        return length == 0 ? null : new SkyPoint(x / length, y / length, z / length);
    }

    /** RegTAP's ivo_hasword: 1 if a text has a word, without case. */
    public static int hasWord(@Nullable String text, @Nullable String word) {
        return text != null
                        && word != null
                        && Pattern.compile(
                                        "(?<![\\p{L}\\d])" + Pattern.quote(word.strip()) + "(?![\\p{L}\\d])",
                                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                                .matcher(text)
                                .find()
                ? 1
                : 0;
    }

    /** RegTAP's ivo_hashlist_has: 1 if a list with hashes between has an item, without case. */
    public static int hashListHas(@Nullable String list, @Nullable String item) {
        return list != null
                        && item != null
                        && Arrays.asList(list.toLowerCase(Locale.ROOT).split("#", -1))
                                .contains(item.toLowerCase(Locale.ROOT))
                ? 1
                : 0;
    }

    /** RegTAP's ivo_nocasematch: 1 if a text is like a pattern, without case. */
    public static int noCaseMatch(@Nullable String text, @Nullable String pattern) {
        if (text == null || pattern == null) {
            return 0;
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                        .matcher(text)
                        .matches()
                ? 1
                : 0;
    }

    /** RegTAP's ivo_interval_overlaps: 1 if two closed intervals have a point in common. */
    public static int intervalOverlaps(
            @Nullable Double lo1, @Nullable Double hi1, @Nullable Double lo2, @Nullable Double hi2) {
        return lo1 != null && hi1 != null && lo2 != null && hi2 != null && lo1 <= hi2 && hi1 >= lo2 ? 1 : 0;
    }
}
