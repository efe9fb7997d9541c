package org.skytrawl.output;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.model.StableSort;
import org.skytrawl.model.TargetPairs;

/**
 * An order by the values of one column, ascending or descending. Texts compare without case, as in conditions. Unknown
 * values are last either way; rows with equal values stay in their order. Immutable.
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
        StableSort.Order order = order(DatasetRow.of(datasets), question);
        return Arrays.stream(StableSort.order(datasets.size(), order))
                .mapToObj(datasets::get)
                .toList();
    }

    TargetPairs sorted(TargetPairs pairs, @Nullable Question question) {
        return pairs.sorted(order(DatasetRow.of(pairs), question));
    }

    /** Computes each value once; numbers are kept as primitives. */
    private StableSort.Order order(List<DatasetRow> rows, @Nullable Question question) {
        TableColumn<DatasetRow> by = DatasetColumns.named(column, question);
        if (by.type() == Double.class) {
            double[] values = new double[rows.size()];
            Arrays.setAll(values, i -> by.value(rows.get(i)) instanceof Double number ? number : Double.NaN);
            return (a, b) -> {
                boolean isKnown = !Double.isNaN(values[a]) && !Double.isNaN(values[b]);
                // NaN is the largest, and last either way; adding turns -0.0 to 0.0
                int order = Double.compare(values[a] + 0.0, values[b] + 0.0);
                return descending && isKnown ? -order : order;
            };
        }
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        Arrays.setAll(values, i -> by.value(rows.get(i)));
        Comparator<Object> known = descending ? (a, b) -> compare(b, a) : DatasetOrder::compare;
        Comparator<@Nullable Object> all = Comparator.nullsLast(known);
        return (a, b) -> all.compare(values[a], values[b]);
    }

    /** Two values of a column of whole numbers or texts. */
    private static int compare(Object a, Object b) {
        return a instanceof Long one && b instanceof Long other
                ? Long.compare(one, other)
                : a.toString().compareToIgnoreCase(b.toString());
    }
}
