package org.skytrawl.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.SimilarWords;

/** The columns to write, in order, each once; none for {@link #ALL}. Immutable. */
public record ColumnChoice(List<String> names) {
    /** ObsCore's mandatory columns, the optional columns with a value in some dataset, and the other columns. */
    public static final ColumnChoice ALL = new ColumnChoice(List.of());

    /** The columns that are not ObsCore's, in order: where a dataset is and comes from, how it was judged, for which target. */
    static final List<String> OTHER_COLUMNS = List.of(
            "separation",
            "origin_ivoid",
            "origin_title",
            "origin_protocol",
            "origin_url",
            "origins",
            "origins_protocols",
            "merged",
            "overlap",
            DatasetColumns.TARGET,
            DatasetColumns.TARGET_RA,
            DatasetColumns.TARGET_DEC,
            DatasetColumns.TARGET_SEPARATION);

    private static final int MOST_NEAR = 3;

    public ColumnChoice {
        names = List.copyOf(names);
    }

    /**
     * @throws IllegalArgumentException if a name is missing, repeated or unknown; the message suggests similar names
     */
    public static ColumnChoice parse(String list) {
        List<String> names = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            if (part.isBlank()) {
                throw new IllegalArgumentException("'" + list + "' has a name missing");
            }
            String name = known(part);
            if (names.contains(name)) {
                throw new IllegalArgumentException("column '" + name + "' comes twice");
            }
            names.add(name);
        }
        return new ColumnChoice(names);
    }

    /**
     * The column's name in lower case.
     *
     * @throws IllegalArgumentException if there is no such column; the message suggests similar names
     */
    static String known(String word) {
        String name = word.strip().toLowerCase(Locale.ROOT);
        if (!known().contains(name)) {
            throw new IllegalArgumentException("there is no column '" + word.strip() + "'" + near(name));
        }
        return name;
    }

    /** The names of all columns: ObsCore's, then the others. */
    public static List<String> known() {
        return Stream.concat(Arrays.stream(ObsCoreColumn.values()).map(Enum::name), OTHER_COLUMNS.stream())
                .toList();
    }

    private static String near(String name) {
        int enough = Math.max(2, name.length() / 3);
        List<String> near = known().stream()
                .filter(known -> SimilarWords.distance(name, known) <= enough || shareWord(name, known))
                .sorted(Comparator.comparingInt(known -> SimilarWords.distance(name, known)))
                .limit(MOST_NEAR)
                .toList();
        return near.isEmpty()
                ? "; the columns are ObsCore's and " + String.join(", ", OTHER_COLUMNS)
                : "; did you mean " + String.join(", ", near) + "?";
    }

    /** Whether the name is a word of the column's name, such as {@code ra} of {@code s_ra}. */
    private static boolean shareWord(String name, String column) {
        return Set.of(column.split("_", -1)).contains(name);
    }
}
