package org.skytrawl.targets;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * The names of the columns of a target list, in any case; null for a column that is found by its name or UCD. Immutable.
 *
 * @param id {@code #} for the number of the row
 */
public record TargetColumns(
        @Nullable String id,
        @Nullable String ra,
        @Nullable String dec,
        @Nullable String radius) {
    /** All columns are found. */
    public static final TargetColumns FOUND = new TargetColumns(null, null, null, null);

    /** As id: the number of the row. */
    static final String ROW_NUMBER = "#";

    private static final String FORM = "id=NAME,ra=NAME,dec=NAME,radius=NAME";

    /** @throws IllegalArgumentException if only one of ra and dec is given */
    public TargetColumns {
        if ((ra == null) != (dec == null)) {
            throw new IllegalArgumentException("ra and dec must be given together");
        }
    }

    /**
     * Reads {@code id=NAME,ra=NAME,dec=NAME,radius=NAME}, in any order. Each may be missing, ra and dec only together.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static TargetColumns parse(String text) {
        @Nullable String[] names = new @Nullable String[4];
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String role = equals < 0 ? "" : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String name = part.substring(equals + 1).strip();
            int index = switch (role) {
                case "id" -> 0;
                case "ra" -> 1;
                case "dec" -> 2;
                case "radius" -> 3;
                default -> -1;
            };
            if (index < 0 || name.isEmpty()) {
                throw new IllegalArgumentException("'" + PlainText.of(part, 80) + "' is not of the form " + FORM);
            }
            if (names[index] != null) {
                throw new IllegalArgumentException("it has " + role + " twice");
            }
            names[index] = name;
        }
        return new TargetColumns(names[0], names[1], names[2], names[3]);
    }
}
