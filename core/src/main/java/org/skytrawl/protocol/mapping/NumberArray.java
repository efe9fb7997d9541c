package org.skytrawl.protocol.mapping;

import java.util.Locale;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Numbers;

/** Arrays of numbers as they come: of any primitive type, a single number, or text with blanks or commas between. */
public final class NumberArray {
    /** Nothing between two commas: left out, it would move all numbers that follow to another place. */
    private static final Pattern GAP = Pattern.compile("[,;]\\s*[,;]");

    private NumberArray() {}

    /** The numbers, NaN for those that are null, or null if the cell is no array of numbers. */
    public static double @Nullable [] of(@Nullable Object cell) {
        return cell == null
                ? null
                : switch (cell) {
                    case double[] values -> values;
                    case float[] values -> {
                        double[] wide = new double[values.length];
                        for (int i = 0; i < wide.length; i++) {
                            wide[i] = values[i];
                        }
                        yield wide;
                    }
                    case int[] values -> {
                        double[] wide = new double[values.length];
                        for (int i = 0; i < wide.length; i++) {
                            wide[i] = values[i];
                        }
                        yield wide;
                    }
                    case short[] values -> {
                        double[] wide = new double[values.length];
                        for (int i = 0; i < wide.length; i++) {
                            wide[i] = values[i];
                        }
                        yield wide;
                    }
                    case long[] values -> {
                        double[] wide = new double[values.length];
                        for (int i = 0; i < wide.length; i++) {
                            wide[i] = values[i];
                        }
                        yield wide;
                    }
                    case Number number -> new double[] {number.doubleValue()};
                    case String text -> ofText(text);
                    default -> null;
                };
    }

    /** Whether a text is one of the ways to write that there is no number. */
    public static boolean meansNull(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "null", "none", "-", "n/a" -> true;
            default -> false;
        };
    }

    private static double @Nullable [] ofText(String text) {
        if (GAP.matcher(text).find()) {
            return null;
        }
        StringTokenizer tokens = new StringTokenizer(text, " \t\r\n,;[](){}");
        double[] values = new double[tokens.countTokens()];
        for (int i = 0; i < values.length; i++) {
            String token = tokens.nextToken();
            values[i] = Numbers.parse(token);
            if (Double.isNaN(values[i]) && !meansNull(token)) {
                return null;
            }
        }
        return values;
    }
}
