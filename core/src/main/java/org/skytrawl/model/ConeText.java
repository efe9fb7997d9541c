package org.skytrawl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AngleText.Kind;
import org.skytrawl.sky.SkyPoint;

/**
 * Reads circles on the sky in common notations ({@code docs/positions.md}): {@code 10.6846,41.2692,0.2}, {@code
 * 00:42:44.3,+41:16:09,12arcmin}, {@code 00 42 44.3 +41 16 09, 0.2}. Commas separate the fields; blanks may replace
 * them where the meaning is unambiguous. Errors name the wrong part and show the form.
 */
public final class ConeText {
    private static final String BLANKS = "[\\s\\u00a0\\u2009\\u202f]+";

    private final String text;
    private final Kind first;
    private final Kind second;

    private ConeText(String text, Kind first, Kind second) {
        this.text = text;
        this.first = first;
        this.second = second;
    }

    /**
     * Reads right ascension, declination (ICRS) and radius.
     *
     * @param radiusDeg the radius if the text has none; null if it has one
     * @throws IllegalArgumentException if the text has another form or a value is out of range
     */
    public static Cone equatorial(String text, @Nullable Double radiusDeg) {
        return new ConeText(text, Kind.RIGHT_ASCENSION, Kind.DECLINATION).read(radiusDeg);
    }

    /** Reads galactic longitude and latitude (IAU 1958, degrees) and radius; otherwise as {@link #equatorial}. */
    public static Cone galactic(String text, @Nullable Double radiusDeg) {
        return new ConeText(text, Kind.LONGITUDE, Kind.LATITUDE).read(radiusDeg);
    }

    /**
     * Reads a radius in degrees, or with one of the units {@code deg}, {@code arcmin} ({@code '}), {@code arcsec}
     * ({@code "}).
     *
     * @return degrees, in (0,180]
     * @throws IllegalArgumentException if it has another form or is out of range
     */
    public static double radiusDeg(String text) {
        String plain = text.strip().replace("''", "\"");
        int end = plain.length();
        while (end > 0 && !isOfNumber(plain.charAt(end - 1))) {
            end--;
        }
        double number = Numbers.parse(plain.substring(0, end).strip());
        double parts = partsOfDegree(AngleText.unified(plain.substring(end)));
        if (Double.isNaN(number) || Double.isNaN(parts)) {
            throw new IllegalArgumentException("radius '" + text
                    + "' is not a number of degrees, nor one with its unit: 0.2, 0.2deg, 12arcmin, 12',"
                    + " 30arcsec or 30\"");
        }
        double deg = number / parts;
        if (!(deg > 0 && deg <= 180)) {
            throw new IllegalArgumentException("radius must be in (0,180] degrees, not " + deg);
        }
        return deg;
    }

    /**
     * Reads one angle as {@link #equatorial} does: decimal degrees, or sexagesimal with colons, unit letters or blanks.
     *
     * @return degrees; longitudes are not reduced
     * @throws IllegalArgumentException if it has another form or is out of range
     */
    public static double angleDeg(String text, Kind kind) {
        double decimal = Numbers.parse(text);
        return kind.isLongitude() && !Double.isNaN(decimal)
                ? decimal
                : new ConeText(text, kind, kind).degrees(text, kind);
    }

    /** Whether the text has only decimal degrees, separated by commas, so that no unit was converted. */
    public static boolean isDecimal(String text) {
        String[] fields = text.split(",", -1);
        return fields.length > 1 && Arrays.stream(fields).allMatch(AngleText::isDecimal);
    }

    private static boolean isOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static double partsOfDegree(String unit) {
        return switch (unit) {
            case "", "d", "deg", "degree", "degrees" -> 1;
            case "'", "arcmin", "arcminute", "arcminutes" -> 60;
            case "\"", "arcsec", "arcsecond", "arcseconds" -> 3600;
            default -> Double.NaN;
        };
    }

    private Cone read(@Nullable Double radiusDeg) {
        List<String> fields = new ArrayList<>(List.of(text.strip().split(",", -1)));
        double radius;
        if (radiusDeg != null) {
            if (fields.size() == 3) {
                throw new IllegalArgumentException(
                        "'" + text + "' has a radius of its own, and --radius gives another");
            }
            radius = radiusDeg;
        } else if (fields.size() > 1) {
            radius = radius(fields.removeLast());
        } else {
            // without commas there must be 3 words, or 3 for each angle and 1 for the radius
            List<String> words = words(text);
            if (words.size() != 3 && words.size() != 7) {
                throw form();
            }
            radius = radius(words.removeLast());
            fields = new ArrayList<>(List.of(String.join(" ", words)));
        }
        if (fields.size() == 1) {
            fields = twoAngles(words(fields.getFirst()));
        }
        if (fields.size() != 2) {
            throw form();
        }
        double lon = degrees(fields.get(0), first);
        double lat = degrees(fields.get(1), second);
        if (first == Kind.RIGHT_ASCENSION) {
            return new Cone(lon, lat, radius);
        }
        SkyPoint centre = SkyPoint.ofGalacticDegrees(lon, lat);
        return new Cone(centre.raDeg(), centre.decDeg(), radius);
    }

    /** Splits the words of two angles: before a sign, else in the middle. */
    private List<String> twoAngles(List<String> words) {
        int middle = words.size() % 2 == 0 ? words.size() / 2 : -1;
        for (int i = 1; i < words.size(); i++) {
            if ("+-".indexOf(words.get(i).charAt(0)) >= 0) {
                middle = i;
            }
        }
        if (middle < 1 || middle > 3 || words.size() - middle > 3) {
            throw form();
        }
        return List.of(
                String.join(" ", words.subList(0, middle)), String.join(" ", words.subList(middle, words.size())));
    }

    private double degrees(String field, Kind kind) {
        List<String> words = words(field);
        boolean bare = words.stream().allMatch(AngleText::isDecimal);
        // joining must not merge two numbers into one
        boolean marked = words.subList(0, Math.max(0, words.size() - 1)).stream()
                .noneMatch(word -> Character.isDigit(word.charAt(word.length() - 1)));
        if (!marked && (!bare || words.size() > 3)) {
            throw form();
        }
        // successive bare numbers are hours or degrees, minutes, seconds
        return quoted(() -> AngleText.degrees(String.join(bare ? ":" : "", words), kind));
    }

    private double radius(String field) {
        return quoted(() -> radiusDeg(field.strip()));
    }

    private double quoted(DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " in '" + text + "'", e);
        }
    }

    private static List<String> words(String text) {
        // papers use typographic minus signs
        String plain = text.replace('\u2212', '-').replace('\u2013', '-');
        List<String> words = new ArrayList<>(List.of(plain.strip().split(BLANKS)));
        words.removeIf(String::isEmpty);
        return words;
    }

    private IllegalArgumentException form() {
        boolean equatorial = first == Kind.RIGHT_ASCENSION;
        return new IllegalArgumentException("'" + text + "' is not of the form "
                + (equatorial ? "RA,DEC,RADIUS" : "L,B,RADIUS") + ", such as "
                + (equatorial
                        ? "10.6846,41.2692,0.2 or 00:42:44.3,+41:16:09,12arcmin or '00 42 44.3 +41 16 09, 0.2'"
                        : "121.1743,-21.5733,0.2"));
    }
}
