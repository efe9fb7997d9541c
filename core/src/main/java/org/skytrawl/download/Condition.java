package org.skytrawl.download;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.PlainText;

/**
 * A condition on one column of ObsCore: {@code instrument_name=ACS*}, {@code t_exptime>=100}. Texts compare without case, and
 * with {@code =} and {@code !=} they may have {@code *} for any characters and {@code ?} for one; numbers compare as
 * such, in ObsCore's unit. What is not known meets no condition. Immutable.
 */
public final class Condition {
    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s*(!=|<=|>=|=|<|>)\\s*(.*?)\\s*", Pattern.DOTALL);

    private final ObsCoreColumn column;
    private final String operator;
    private final String value;
    private final double number;
    private final Pattern pattern;

    private Condition(ObsCoreColumn column, String operator, String value, double number) {
        this.column = column;
        this.operator = operator;
        this.value = value;
        this.number = number;
        this.pattern = glob(value);
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static Condition parse(String text) {
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
        return new Condition(column, form.group(2), value, column.isText() ? Double.NaN : number(column, value));
    }

    /** Whether a record meets it. */
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
            case "=" -> pattern.matcher(is.strip()).matches();
            case "!=" -> !pattern.matcher(is.strip()).matches();
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
        try {
            double number = Double.parseDouble(value);
            if (!Double.isNaN(number)) {
                // -0.0 would be less than 0.0
                return number + 0.0;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notANumber(column, value), e);
        }
        throw new IllegalArgumentException(notANumber(column, value));
    }

    private static String notANumber(ObsCoreColumn column, String value) {
        return column + " is a number, which '" + PlainText.of(value, 40) + "' is not";
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*') {
                // one of several is enough, and many would take for ever
                regex.append(i > 0 && text.charAt(i - 1) == '*' ? "" : ".*");
            } else {
                regex.append(c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    @Override
    public String toString() {
        return column + operator + value;
    }
}
