package org.skytrawl.votable;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads numbers in the notations of services: integers as 12.0, Fortran exponents, spellings of infinity and null. */
final class NumberText {
    static final int LONGEST = 64;
    private static final double EXACT = 0x1p53;

    private NumberText() {}

    static boolean meansNull(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "nan", "+nan", "-nan", "null" -> true;
            default -> false;
        };
    }

    static @Nullable Double real(String text) {
        return real(text, Double::valueOf);
    }

    /** In single precision, rounded once. */
    static @Nullable Float singleReal(String text) {
        return real(text, Float::valueOf);
    }

    private static <T> @Nullable T real(String text, Function<String, T> read) {
        try {
            return text.length() > LONGEST || text.isEmpty() ? null : read.apply(inJavaNotation(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String inJavaNotation(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> {
                int d = Math.max(text.indexOf('D'), text.indexOf('d'));
                // a D at the end is the suffix of a Java double
                yield d > 0 && d < text.length() - 1 ? text.substring(0, d) + 'e' + text.substring(d + 1) : text;
            }
        };
    }

    /** Null if the text is not an integer or does not fit into the bits. */
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
