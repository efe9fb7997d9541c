package org.skytrawl.download;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.PlainText;

/**
 * A condition on one ObsCore column: {@code instrument_name=ACS*}, {@code t_exptime>=100}. Texts compare without case;
 * with {@code =} and {@code !=}, {@code *} matches any characters and {@code ?} one. Numbers are in ObsCore's unit. A
 * null value meets no condition. Immutable.
 */
public final class DatasetCondition {
    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s*(!=|<=|>=|=|<|>)\\s*(.*?)\\s*", Pattern.DOTALL);

    private final ObsCoreColumn column;
    private final String operator;
    private final String value;
    private final double number;

    private DatasetCondition(ObsCoreColumn column, String operator, String value, double number) {
        this.column = column;
        this.operator = operator;
        this.value = value;
        this.number = number;
    }

    /** @throws IllegalArgumentException if the text is no condition; the message says why */
    public static DatasetCondition parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + PlainText.of(text, 80) + "' is no condition such as instrument_name=ACS* or t_exptime>100");
        }
        String name = form.group(1).toLowerCase(Locale.ROOT);
        ObsCoreColumn column = Arrays.stream(ObsCoreColumn.values())
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "ObsCore has no column '" + PlainText.of(form.group(1), 40) + "'"));
        String value = form.group(3);
        return new DatasetCondition(column, form.group(2), value, column.isText() ? Double.NaN : number(column, value));
    }

    /** Whether a dataset meets all of these conditions. */
    public static boolean isMetBy(FoundDataset dataset, List<DatasetCondition> conditions) {
        return conditions.stream().allMatch(condition -> condition.matches(dataset.record()));
    }

    public boolean matches(ObsCoreRecord record) {
        if (!column.isText()) {
            double is = record.number(column);
            return !Double.isNaN(is) && holds(Double.compare(is, number));
        }
        String is = record.text(column);
        if (is == null || is.isBlank()) {
            return false;
        }
        return switch (operator) {
            case "=" -> glob(value, is.strip());
            case "!=" -> !glob(value, is.strip());
            default -> holds(is.strip().compareToIgnoreCase(value));
        };
    }

    private boolean holds(int order) {
        return switch (operator) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static double number(ObsCoreColumn column, String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (Double.isNaN(number)) {
            String unit = column.unit() == null ? "" : " (" + column.unit() + ")";
            throw new IllegalArgumentException(
                    column + " is a number" + unit + ", which '" + PlainText.of(value, 40) + "' is not");
        }
        // turns -0.0 to 0.0: Double.compare would order them
        return number + 0.0;
    }

    /** Goes back to the last star only, so that the time has a bound. */
    private static boolean glob(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            boolean isStar = p < pattern.length() && pattern.charAt(p) == '*';
            if (isStar) {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && isSame(pattern.charAt(p), text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }

    private static boolean isSame(char pattern, char text) {
        return pattern == '?'
                || Character.toLowerCase(Character.toUpperCase(pattern))
                        == Character.toLowerCase(Character.toUpperCase(text));
    }

    @Override
    public String toString() {
        return column + operator + value;
    }
}
