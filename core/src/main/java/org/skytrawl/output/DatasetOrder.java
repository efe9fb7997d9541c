package org.skytrawl.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;

/**
 * An order by the values of one column, ascending or descending. Texts compare without case, as in conditions. Unknown
 * values are last either way; datasets with equal values stay in their order. Immutable.
 *
 * @param column any column of a result, whether it is written or not
 */
public record DatasetOrder(String column, boolean descending) {
    /**
     * Reads {@code COLUMN}, {@code COLUMN:asc} or {@code COLUMN:desc}.
     *
     * @throws IllegalArgumentException if it has another form, or there is no such column; the message suggests similar names
     */
    public static DatasetOrder parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String way = colon < 0 ? "asc" : text.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        if (!way.equals("asc") && !way.equals("desc")) {
            throw new IllegalArgumentException(
                    "'" + PlainText.of(text, 80) + "' must end in :desc, in :asc, or after the name of the column");
        }
        return new DatasetOrder(ColumnChoice.known(name), way.equals("desc"));
    }

    List<FoundDataset> sorted(List<FoundDataset> datasets, @Nullable Question question) {
        TableColumn<FoundDataset> by = DatasetColumns.named(column, question);
        List<Keyed> keyed = new ArrayList<>(datasets.size());
        for (FoundDataset dataset : datasets) {
            keyed.add(new Keyed(by.value(dataset), dataset));
        }
        Comparator<Object> values = descending ? (a, b) -> compare(b, a) : DatasetOrder::compare;
        keyed.sort(Comparator.comparing(Keyed::value, Comparator.nullsLast(values)));
        return keyed.stream().map(Keyed::dataset).toList();
    }

    /** So that each value is computed once. */
    private record Keyed(@Nullable Object value, FoundDataset dataset) {}

    /** Two values of one column. */
    private static int compare(Object a, Object b) {
        if (a instanceof Double one && b instanceof Double other) {
            // turns -0.0 to 0.0: Double.compare would order them
            return Double.compare(one + 0.0, other + 0.0);
        }
        return a instanceof Long one && b instanceof Long other
                ? Long.compare(one, other)
                : a.toString().compareToIgnoreCase(b.toString());
    }
}
