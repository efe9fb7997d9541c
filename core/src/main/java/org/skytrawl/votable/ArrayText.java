package org.skytrawl.votable;

import java.lang.reflect.Array;
import java.util.Locale;
import java.util.Objects;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Reads the text of a numeric array element by element, strictly: one that cannot be read costs the array. */
final class ArrayText {
    /** VOTable has blanks only, but many services put commas between the elements. */
    private static final String SEPARATORS = " \t\n\r\f,";

    private ArrayText() {}

    /**
     * The array, of the datatype's array class, or null if some element is unreadable. Elements that mean null are NaN
     * in arrays of reals, the declared null value in arrays of integers, and false in arrays of truth values.
     */
    static @Nullable Object read(String written, Datatype datatype, @Nullable String nullText) {
        // Bits may stand without blanks between them.
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

    /** Whether nothing stands between two commas: left out, it would move all that follows to another place. */
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

    /** The most frequent arrays, footprints, without a detour. */
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
            case FLOAT -> absent ? (Object) Float.NaN : ScalarText.read(token, type);
            case DOUBLE -> absent ? (Object) Double.NaN : ScalarText.read(token, type);
            case BOOLEAN -> token.equals("?") ? (Object) false : ScalarText.read(token, type);
            default -> ScalarText.read(token, type);
        };
    }
}
