package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.skytrawl.model.ObsCoreColumn;

/**
 * Which columns are written, in which order. Immutable.
 *
 * @param names ObsCore's columns and those of the origins, each once; empty for all that hold anything, in ObsCore's order
 */
public record ColumnChoice(List<String> names) {
    /** ObsCore's mandatory columns, those optional ones that some dataset has, and where the datasets come from. */
    public static final ColumnChoice ALL = new ColumnChoice(List.of());

    /** The columns that say where a dataset comes from, in their order. */
    static final List<String> ORIGIN_COLUMNS = List.of(
            "origin_ivoid", "origin_title", "origin_protocol", "origin_url", "origins", "origins_protocols", "merged");

    private static final int MOST_NEAR = 3;

    public ColumnChoice {
        names = List.copyOf(names);
    }

    /**
     * Reads a list of names, in any case, with commas between.
     *
     * @throws IllegalArgumentException if a name is of no column, naming those near to it, or comes twice, or there is none
     */
    public static ColumnChoice parse(String list) {
        List<String> names = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String name = part.strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("'" + list + "' has a name missing");
            }
            if (!known().contains(name)) {
                throw new IllegalArgumentException("there is no column '" + part.strip() + "'" + near(name));
            }
            if (names.contains(name)) {
                throw new IllegalArgumentException("column '" + name + "' comes twice");
            }
            names.add(name);
        }
        return new ColumnChoice(names);
    }

    static List<String> known() {
        List<String> names = new ArrayList<>();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            names.add(column.name());
        }
        names.addAll(ORIGIN_COLUMNS);
        return names;
    }

    private static String near(String name) {
        int enough = Math.max(2, name.length() / 3);
        List<String> near = known().stream()
                .filter(known -> distance(name, known) <= enough || shareWord(name, known))
                .sorted(java.util.Comparator.comparingInt(known -> distance(name, known)))
                .limit(MOST_NEAR)
                .toList();
        return near.isEmpty()
                ? "; the columns are ObsCore's and " + String.join(", ", ORIGIN_COLUMNS)
                : "; did you mean " + String.join(", ", near) + "?";
    }

    /** Whether the name is a whole word of the column's, such as {@code ra} of {@code s_ra}. */
    private static boolean shareWord(String name, String column) {
        return Set.of(column.split("_", -1)).contains(name);
    }

    /** How many characters to insert, leave out or replace (Levenshtein). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
