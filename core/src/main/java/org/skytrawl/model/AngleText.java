package org.skytrawl.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one angle in the notations of astronomy: {@code 10.6846}, {@code 00:42:44.3}, {@code 00h42m44.3s}, {@code
 * +41d16m09s}, {@code 41°16′09″}. An hour is 15 degrees.
 */
public final class AngleText {
    private static final String NUMBER = "\\d{1,3}(?:\\.\\d*)?|\\.\\d+";

    private static final Pattern COLONS =
            Pattern.compile("([+-]?)(\\d{1,3}):(\\d{1,2}(?:\\.\\d*)?)(?::(\\d{1,2}(?:\\.\\d*)?))?");

    /** Papers also write the fraction of seconds after the mark: {@code 44s.3}. */
    private static final Pattern MARKS = Pattern.compile("([+-]?)(" + NUMBER
            + ")([hd])(?:(\\d{1,2}(?:\\.\\d*)?)[m'](\\.\\d+)?" + "(?:(\\d{1,2}(?:\\.\\d*)?)[s\"](\\.\\d+)?)?)?");

    /** The coordinate that an angle is. It determines the accepted forms. */
    public enum Kind {
        RIGHT_ASCENSION("right ascension", "10.6846 (degrees), 00:42:44.3 (hours), 00h42m44.3s or 10d41m04.5s"),
        DECLINATION("declination", "41.2692, +41:16:09 or +41d16m09s"),
        LONGITUDE("galactic longitude", "121.1743, 121:10:27 or 121d10m27s"),
        LATITUDE("galactic latitude", "-21.5733, -21:34:24 or -21d34m24s");

        private final String word;
        private final String forms;

        Kind(String word, String forms) {
            this.word = word;
            this.forms = forms;
        }

        boolean isLongitude() {
            return this == RIGHT_ASCENSION || this == LONGITUDE;
        }

        String word() {
            return word;
        }
    }

    private AngleText() {}

    /**
     * Returns the angle in degrees. Longitudes are not reduced.
     *
     * @throws IllegalArgumentException naming the error or the accepted forms
     */
    public static double degrees(String text, Kind kind) {
        String plain = unified(text);
        double decimal = Numbers.parse(plain);
        if (!Double.isNaN(decimal)) {
            return inRange(decimal, kind, text);
        }
        Matcher form = COLONS.matcher(plain);
        if (form.matches()) {
            boolean hours = kind == Kind.RIGHT_ASCENSION;
            return degrees(form.group(1), form.group(2), hours, form.group(3), form.group(4), kind, text);
        }
        form = MARKS.matcher(plain);
        if (form.matches()) {
            boolean hours = form.group(3).equals("h");
            if (hours && kind != Kind.RIGHT_ASCENSION) {
                throw wrong(kind, text, "must be in degrees, not hours");
            }
            String minutes = joined(form.group(4), form.group(5));
            return degrees(
                    form.group(1), form.group(2), hours, minutes, joined(form.group(6), form.group(7)), kind, text);
        }
        throw wrong(kind, text, "is not one of these: " + kind.forms);
    }

    static boolean isDecimal(String text) {
        return !Double.isNaN(Numbers.parse(text.strip()));
    }

    private static @Nullable String joined(@Nullable String number, @Nullable String fraction) {
        // a number with two decimal points is refused when it is parsed
        return number == null || fraction == null ? number : number + fraction;
    }

    private static double degrees(
            String sign,
            String whole,
            boolean hours,
            @Nullable String minutes,
            @Nullable String seconds,
            Kind kind,
            String text) {
        boolean fractionOfWhole = minutes != null && !isWhole(whole);
        if (fractionOfWhole || (seconds != null && minutes != null && !isWhole(minutes))) {
            throw wrong(kind, text, "has a fraction in a part that is not its last");
        }
        double units = Numbers.parse(whole);
        double minute = sixtieth(minutes, "minutes", kind, text);
        double second = sixtieth(seconds, "seconds", kind, text);
        double size = units + minute / 60 + second / 3600;
        if (hours && sign.equals("-")) {
            throw wrong(kind, text, "is negative; hours must be from 0 to 24");
        }
        if (kind.isLongitude() && size >= (hours ? 24 : 360)) {
            throw wrong(kind, text, hours ? "must be below 24 hours" : "must be below 360 degrees");
        }
        // the sign applies to all parts: -00:30:00 is negative
        double deg = hours ? 15 * units + minute / 4 + second / 240 : size;
        return inRange(sign.equals("-") ? -deg : deg, kind, text);
    }

    private static double sixtieth(@Nullable String part, String what, Kind kind, String text) {
        if (part == null) {
            return 0;
        }
        double value = Numbers.parse(part);
        if (!(value < 60)) {
            throw wrong(kind, text, "has " + part + " " + what + "; they must be below 60");
        }
        return value;
    }

    private static boolean isWhole(String number) {
        return number.indexOf('.') < 0;
    }

    private static double inRange(double deg, Kind kind, String text) {
        if (!kind.isLongitude() && !(deg >= -90 && deg <= 90)) {
            throw new IllegalArgumentException(kind.word + " must be in [-90,90] degrees, not " + deg
                    + (isDecimal(text) ? "" : " ('" + text + "')"));
        }
        return deg;
    }

    private static IllegalArgumentException wrong(Kind kind, String text, String what) {
        return new IllegalArgumentException(kind.word + " '" + text + "' " + what);
    }

    /** Replaces typographic signs by ASCII, capital unit letters by small ones, and removes blanks. */
    static String unified(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\u2212', '\u2013' -> plain.append('-');
                case '\u00b0', 'D' -> plain.append('d');
                case '\u2032', '\u2019' -> plain.append('\'');
                case '\u2033', '\u201d' -> plain.append('"');
                case '\u02b0', 'H' -> plain.append('h');
                case '\u1d50', 'M' -> plain.append('m');
                case '\u02e2', 'S' -> plain.append('s');
                case '\u00a0', '\u2009', '\u202f', ' ', '\t' -> {}
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }
}
