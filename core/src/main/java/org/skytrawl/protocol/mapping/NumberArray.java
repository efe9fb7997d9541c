package org.skytrawl.protocol.mapping;

import java.util.Arrays;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.Numbers;

/** Reads arrays of numbers: of any primitive type, a single number, or text with blanks or commas as separators. */
public final class NumberArray {
    /** An empty item between two commas: without it the numbers after it would have wrong indexes. */
    private static final Pattern GAP = Pattern.compile("[,;]\\s*[,;]");

    private NumberArray() {}

    /** The numbers, with NaN for nulls; null if the cell is not an array of numbers. */
    public static double @Nullable [] of(@Nullable Object cell) {
        return cell == null
                ? null
                : switch (cell) {
                    case double[] values -> values;
                    case float[] values -> {
                        double[] wide = new double[values.length];
                        Arrays.setAll(wide, i -> values[i]);
                        yield wide;
                    }
                    case int[] values -> Arrays.stream(values).asDoubleStream().toArray();
                    case short[] values -> {
                        double[] wide = new double[values.length];
                        Arrays.setAll(wide, i -> values[i]);
                        yield wide;
                    }
                    case long[] values -> Arrays.stream(values).asDoubleStream().toArray();
                    case Number number -> new double[] {number.doubleValue()};
                    case String text -> ofText(text);
                    default -> null;
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
            if (Double.isNaN(values[i]) && !NullWord.is(token)) {
                return null;
            }
        }
        return values;
    }
}
