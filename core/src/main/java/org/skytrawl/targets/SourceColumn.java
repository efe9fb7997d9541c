package org.skytrawl.targets;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * A column of the table.
 *
 * @param frame declared frame and equinox, such as {@code eq_FK5 J2000}; null if unknown
 */
record SourceColumn(
        String name,
        @Nullable String ucd,
        @Nullable String unit,
        @Nullable String frame) {
    private static final int MOST_LISTED = 40;
    private static final int LONGEST = 40;

    static SourceColumn named(String name) {
        return new SourceColumn(name, null, null, null);
    }

    String key() {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The UCD in lower case; empty without one. */
    String meaning() {
        return ucd == null ? "" : ucd.strip().toLowerCase(Locale.ROOT);
    }

    String shown() {
        return PlainText.of(name, LONGEST);
    }

    /** {@code the columns a, b, c}. */
    static String listed(List<SourceColumn> columns) {
        String names =
                columns.stream().limit(MOST_LISTED).map(SourceColumn::shown).collect(Collectors.joining(", "));
        return columns.isEmpty()
                ? "no column"
                : "the column" + (columns.size() == 1 ? " " : "s ") + names
                        + (columns.size() > MOST_LISTED ? " and " + (columns.size() - MOST_LISTED) + " more" : "");
    }
}
