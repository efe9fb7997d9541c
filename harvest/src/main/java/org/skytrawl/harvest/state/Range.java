package org.skytrawl.harvest.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column from {@code from} (included) up to {@code to} (excluded), or the rows without a value.
 *
 * @param from as ADQL writes it; null for no limit
 * @param to the same
 * @param isNull whether it is the rows without a value; {@code from} and {@code to} are null then
 */
public record Range(
        String column, @Nullable String from, @Nullable String to, boolean isNull) {
    public Range {
        if (isNull == (from != null || to != null)) {
            throw new IllegalArgumentException("a range has limits, or is that of rows without a value");
        }
    }

    public static Range below(String column, String to) {
        return new Range(column, null, to, false);
    }

    public static Range from(String column, String from) {
        return new Range(column, from, null, false);
    }

    public static Range between(String column, String from, String to) {
        return new Range(column, from, to, false);
    }

    public static Range missing(String column) {
        return new Range(column, null, null, true);
    }

    /** The same range within another one of the same column. */
    Range within(Range outer) {
        return new Range(column, from == null ? outer.from : from, to == null ? outer.to : to, isNull);
    }

    public String adql() {
        if (isNull) {
            return column + " IS NULL";
        }
        List<String> limits = new ArrayList<>();
        if (from != null) {
            limits.add(column + " >= " + from);
        }
        if (to != null) {
            limits.add(column + " < " + to);
        }
        return String.join(" AND ", limits);
    }
}
