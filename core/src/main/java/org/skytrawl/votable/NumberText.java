package org.skytrawl.votable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads numbers as they are written out there: integers as 12.0, Fortran exponents, other spellings of infinity and null. */
final class NumberText {
    static final int LONGEST = 64;
    private static final double EXACT = 0x1p53;

    private NumberText() {}

    /** Whether the text is one of the ways to write "no value" for a number. */
    static boolean meansNull(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "nan", "+nan", "-nan", "null" -> true;
            default -> false;
        };
    }

    static @Nullable Double real(String text) {
        try {
            return text.length() > LONGEST || text.isEmpty() ? null : Double.valueOf(asJavaWritesIt(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The number in single precision, rounded once, or null if the text is none. */
    static @Nullable Float singleReal(String text) {
        try {
            return text.length() > LONGEST || text.isEmpty() ? null : Float.valueOf(asJavaWritesIt(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String asJavaWritesIt(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> {
                int d = Math.max(text.indexOf('D'), text.indexOf('d'));
                // A closing D is Java's mark of a double, not a digit of anyone's number.
                yield d > 0 && d < text.length() - 1 ? text.substring(0, d) + 'e' + text.substring(d + 1) : text;
            }
        };
    }

    /** The integer, or null if the text is none or not within the given bits. */
    static @Nullable Long integer(String text, int bits) {
        Long value = wide(text);
        boolean fits = value != null && value == value << (Long.SIZE - bits) >> (Long.SIZE - bits);
        return fits ? value : null;
    }

    private static @Nullable Long wide(String text) {
        try {
            return text.startsWith("0x") ? Long.valueOf(text.substring(2), 16) : Long.valueOf(text);
        } catch (NumberFormatException e) {
            Double real = real(text);
            boolean whole = real != null && real == Math.rint(real) && Math.abs(real) <= EXACT;
            return whole && real != null ? (Long) real.longValue() : null;
        }
    }
}
