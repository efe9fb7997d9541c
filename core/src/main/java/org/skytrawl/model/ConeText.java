package org.skytrawl.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AngleText.Kind;
import org.skytrawl.sky.SkyPoint;

/**
 * Reads circles on the sky as people write them ({@code docs/positions.md}): {@code 10.6846,41.2692,0.2},
 * {@code 00:42:44.3,+41:16:09,12arcmin}, {@code 00 42 44.3 +41 16 09, 0.2}. Commas part the fields, blanks may stand in for
 * them where nothing can be misread. Errors say which part is wrong, and show the form.
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
     * Reads right ascension and declination (ICRS), and the radius.
     *
     * @param radiusDeg the radius in degrees if it is not in the text; null if it is
     * @throws IllegalArgumentException if the text is not of such a form or a value is out of range
     */
    public static Cone equatorial(String text, @Nullable Double radiusDeg) {
        return new ConeText(text, Kind.RIGHT_ASCENSION, Kind.DECLINATION).read(radiusDeg);
    }

    /**
     * Reads galactic longitude and latitude (IAU 1958), in degrees, and the radius.
     *
     * @param radiusDeg the radius in degrees if it is not in the text; null if it is
     * @throws IllegalArgumentException if the text is not of such a form or a value is out of range
     */
    public static Cone galactic(String text, @Nullable Double radiusDeg) {
        return new ConeText(text, Kind.LONGITUDE, Kind.LATITUDE).read(radiusDeg);
    }

    /**
     * Reads a radius: a number of degrees, or one with its unit: {@code deg}, {@code arcmin} or {@code '}, {@code arcsec} or
     * {@code "}.
     *
     * @return degrees, in (0,180]
     * @throws IllegalArgumentException if it is something else or out of range
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
            throw new IllegalArgumentException(
                    "radius '" + text
                            + "' is not a number of degrees, nor one with its unit: 0.2, 0.2deg, 12arcmin, 12', 30arcsec or 30\"");
        }
        double deg = number / parts;
        if (!(deg > 0 && deg <= 180)) {
            throw new IllegalArgumentException("radius must be in (0,180] degrees, not " + deg);
        }
        return deg;
    }

    /** Whether the text has plain numbers of degrees only, parted by commas, so that nothing in it was turned into others. */
    public static boolean isDecimal(String text) {
        String[] fields = text.split(",", -1);
        for (String field : fields) {
            if (!AngleText.isDecimal(field)) {
                return false;
            }
        }
        return fields.length > 1;
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
            // without any comma only where each word has its place: 3 words, or 3 for each angle and the radius
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

    /** Parts what has blanks within and between two angles: before a sign, else in the middle. */
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
        // what is put together must not make another number of two
        boolean marked = words.subList(0, Math.max(0, words.size() - 1)).stream()
                .noneMatch(word -> Character.isDigit(word.charAt(word.length() - 1)));
        if (!marked && (!bare || words.size() > 3)) {
            throw form();
        }
        try {
            // bare numbers one after the other are hours or degrees, minutes, seconds
            return AngleText.degrees(String.join(bare ? ":" : "", words), kind);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + in(), e);
        }
    }

    private double radius(String field) {
        try {
            return radiusDeg(field.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + in(), e);
        }
    }

    private String in() {
        return " in '" + text + "'";
    }

    private static List<String> words(String text) {
        // papers have a minus of their own
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
