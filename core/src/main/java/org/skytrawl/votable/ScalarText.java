package org.skytrawl.votable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the text of a single value. */
final class ScalarText {
    private ScalarText() {}

    /** The value, of the datatype's scalar class, or null if the text is none. Not for text and complex numbers. */
    static @Nullable Object read(String written, Datatype datatype) {
        return switch (datatype) {
            case FLOAT -> NumberText.singleReal(written);
            case DOUBLE -> NumberText.real(written);
            case UNSIGNED_BYTE, SHORT -> {
                Long integer = NumberText.integer(written, Short.SIZE);
                yield integer == null ? null : (Object) integer.shortValue();
            }
            case INT -> {
                Long integer = NumberText.integer(written, Integer.SIZE);
                yield integer == null ? null : (Object) integer.intValue();
            }
            case LONG -> NumberText.integer(written, Long.SIZE);
            case BOOLEAN, BIT -> truth(written);
            case CHAR, UNICODE_CHAR, FLOAT_COMPLEX, DOUBLE_COMPLEX ->
                throw new IllegalArgumentException("datatype must be a number or truth value: " + datatype);
        };
    }

    /** A real number of digits, signs, points and plain exponents only; null if they are in disorder. */
    static @Nullable Double plain(String written) {
        try {
            return Double.valueOf(written);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Boolean truth(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "t", "1", "true" -> Boolean.TRUE;
            case "f", "0", "false" -> Boolean.FALSE;
            default -> null;
        };
    }
}
