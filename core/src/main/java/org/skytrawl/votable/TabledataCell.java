package org.skytrawl.votable;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one TABLEDATA column (VOTable 1.4 section 5.1). An unreadable cell is null and counted. */
final class TabledataCell {
    /** VOTable has blanks only, but many services put commas between the elements. */
    private static final String SEPARATORS = " \t\n\r\f,";

    private final Datatype datatype;
    private final boolean text;
    private final boolean scalar;
    private final int stringLength;
    private final @Nullable String nullText;
    private final FieldDeclaration.NullValue nullValue;
    private final Consumer<String> onBad;
    private long bad;

    /** @param onBad gets the text of each unreadable cell */
    TabledataCell(FieldDeclaration declared, Consumer<String> onBad) {
        this.onBad = onBad;
        this.datatype = declared.datatype == null ? Datatype.CHAR : declared.datatype;
        this.text = declared.isText();
        this.scalar = declared.size.isScalar() && !datatype.isComplex();
        this.stringLength = declared.isStringArray() ? (int) declared.size.first() : 0;
        this.nullText = declared.nullText();
        this.nullValue = FieldDeclaration.NullValue.of(declared);
    }

    long bad() {
        return bad;
    }

    /** A value of the field's class, or null. */
    @Nullable
    Object read(char[] chars, int start, int end) {
        int first = start;
        int behind = end;
        while (first < behind && chars[first] <= ' ') {
            first++;
        }
        if (first == behind) {
            return null;
        }
        if (text) {
            return text(new String(chars, start, end - start));
        }
        while (chars[behind - 1] <= ' ') {
            behind--;
        }
        return scalar ? number(chars, first, behind) : array(new String(chars, first, behind - first));
    }

    private @Nullable Object text(String written) {
        if (Character.isWhitespace(written.charAt(0)) && written.isBlank()) {
            return null;
        }
        if (nullText != null && written.strip().equals(nullText)) {
            return null;
        }
        return stringLength == 0 ? written : strings(written);
    }

    /** Strings of a fixed length, padded with blanks. */
    private String[] strings(String written) {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at < written.length(); at += stringLength) {
            int end = Math.min(written.length(), at + stringLength);
            while (end > at && written.charAt(end - 1) == ' ') {
                end--;
            }
            strings.add(written.substring(at, end));
        }
        return strings.toArray(String[]::new);
    }

    private @Nullable Object number(char[] chars, int first, int behind) {
        String written = new String(chars, first, behind - first);
        if (written.equals(nullText)) {
            return null;
        }
        Object value = datatype == Datatype.DOUBLE && isPlain(chars, first, behind)
                ? plain(written)
                : scalar(written.strip(), datatype);
        if (value == null) {
            if (!meansNull(written)) {
                count(written);
            }
            return null;
        }
        return nullValue.is(value) || isNaN(value) ? null : value;
    }

    private void count(String written) {
        bad++;
        onBad.accept(written);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** True if this is certainly not a word, a Fortran exponent or a hexadecimal number. */
    private static boolean isPlain(char[] chars, int first, int behind) {
        for (int i = first; i < behind; i++) {
            char c = chars[i];
            if (!isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return behind - first <= NumberText.LONGEST;
    }

    private boolean meansNull(String written) {
        return NumberText.meansNull(written.strip()) || (datatype == Datatype.BOOLEAN && written.equals("?"));
    }

    private static boolean isNaN(Object value) {
        return (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
    }

    private @Nullable Object array(String written) {
        Object array = arrayOrNull(written, datatype, nullText);
        int x = array == null ? written.indexOf('x') : -1;
        boolean isSize = x > 1 && x < written.length() - 1 && isDigit(written.charAt(x - 2));
        if (isSize && isDigit(written.charAt(x - 1)) && isDigit(written.charAt(x + 1))) {
            // of an image: 1024x1024, not 0x1024
            array = arrayOrNull(written.replace('x', ' '), datatype, nullText);
        }
        if (array == null && !NumberText.meansNull(written)) {
            count(written);
        }
        return array;
    }

    /**
     * Null if an element is unreadable. A null element is NaN in an array of reals, the declared null value in an array of
     * integers, and false in an array of truth values.
     */
    private static @Nullable Object arrayOrNull(String written, Datatype datatype, @Nullable String nullText) {
        // bits may follow each other without blanks
        String spaced = datatype == Datatype.BIT ? written.replaceAll("(?<=[01])(?=[01])", " ") : written;
        Datatype element = switch (datatype) {
            case FLOAT_COMPLEX -> Datatype.FLOAT;
            case DOUBLE_COMPLEX -> Datatype.DOUBLE;
            default -> datatype;
        };
        if (hasGap(spaced)) {
            return null;
        }
        StringTokenizer tokens = new StringTokenizer(spaced, SEPARATORS);
        if (element == Datatype.DOUBLE) {
            return doubles(tokens, nullText);
        }
        Class<?> elementClass = Objects.requireNonNull(element.arrayClass.getComponentType());
        Object array = Array.newInstance(elementClass, tokens.countTokens());
        for (int i = 0; tokens.hasMoreTokens(); i++) {
            Object value = element(tokens.nextToken(), element, nullText);
            if (value == null) {
                return null;
            }
            Array.set(array, i, value);
        }
        return array;
    }

    /** True if an element between two commas is missing: without it, all later ones would move. */
    private static boolean hasGap(String written) {
        int comma = written.indexOf(',');
        while (comma >= 0) {
            int next = written.indexOf(',', comma + 1);
            if (next >= 0 && written.substring(comma + 1, next).isBlank()) {
                return true;
            }
            comma = next;
        }
        return false;
    }

    /** A fast path for footprints, the most frequent arrays. */
    private static double @Nullable [] doubles(StringTokenizer tokens, @Nullable String nullText) {
        double[] array = new double[tokens.countTokens()];
        for (int i = 0; i < array.length; i++) {
            if (!(element(tokens.nextToken(), Datatype.DOUBLE, nullText) instanceof Double value)) {
                return null;
            }
            array[i] = value;
        }
        return array;
    }

    private static @Nullable Object element(String token, Datatype type, @Nullable String nullText) {
        boolean absent =
                token.equals(nullText) || token.toLowerCase(Locale.ROOT).endsWith("nan");
        return switch (type) {
            case FLOAT -> absent ? (Object) Float.NaN : scalar(token, type);
            case DOUBLE -> absent ? (Object) Double.NaN : scalar(token, type);
            case BOOLEAN -> token.equals("?") ? (Object) false : scalar(token, type);
            default -> scalar(token, type);
        };
    }

    /** Null if unreadable. Not for text and complex numbers. */
    private static @Nullable Object scalar(String written, Datatype datatype) {
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

    /** For digits, signs, points and plain exponents; null if in a wrong order. */
    private static @Nullable Double plain(String written) {
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
