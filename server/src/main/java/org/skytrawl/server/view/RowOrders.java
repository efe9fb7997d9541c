package org.skytrawl.server.view;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.StableSort;
import org.skytrawl.output.ResultCells;

/** Sorts the rows of a result; keeps the orders that were used last. Thread-safe. */
final class RowOrders {
    /** Of all kept ranks, and of all kept orders. */
    private static final int MOST_NUMBERS = 2_000_000;

    private final ResultCells cells;
    private final BoundedCache<String, int[]> ranks;
    private final BoundedCache<SortOrder, int[]> orders;

    RowOrders(ResultCells cells) {
        this.cells = cells;
        int most = Math.max(2, Math.min(16, MOST_NUMBERS / Math.max(1, cells.size())));
        this.ranks = new BoundedCache<>(most);
        this.orders = new BoundedCache<>(most);
    }

    /** The rows in order. The array must not be changed. */
    int[] of(SortOrder order) {
        return orders.get(order, () -> sorted(order.keys()));
    }

    private int[] sorted(List<SortOrder.Key> keys) {
        int[] rows = new int[cells.size()];
        Arrays.setAll(rows, row -> row);
        // the last key first, since each sort is stable
        for (SortOrder.Key key : keys.reversed()) {
            int[] ranks = ranks(key.column());
            long[] places = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                int rank = ranks[rows[i]];
                long by = rank < 0 ? Integer.MAX_VALUE : key.descending() ? Integer.MAX_VALUE - 1 - rank : rank;
                places[i] = (by << Integer.SIZE) | i;
            }
            Arrays.sort(places);
            int[] before = rows.clone();
            for (int i = 0; i < rows.length; i++) {
                rows[i] = before[(int) places[i]];
            }
        }
        return rows;
    }

    /** The place of each row's value among the different values; -1 if it is unknown. */
    private int[] ranks(String column) {
        return ranks.get(column, () -> {
            ResultCells.Column by = cells.column(column);
            return by.isText() ? ofTexts(by) : ofNumbers(by);
        });
    }

    private int[] ofTexts(ResultCells.Column by) {
        @Nullable String[] values = new @Nullable String[cells.size()];
        Arrays.setAll(values, row -> by.value(row) instanceof String text ? folded(text) : null);
        return ranks(values.length, row -> values[row] == null, (a, b) -> {
            String one = values[a];
            String other = values[b];
            return one == null || other == null ? Boolean.compare(one == null, other == null) : one.compareTo(other);
        });
    }

    /** So that texts compare without case, as {@code --sort} does, but faster. */
    private static String folded(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = TextSearch.folded(folded[i]);
        }
        return new String(folded);
    }

    private int[] ofNumbers(ResultCells.Column by) {
        double[] values = new double[cells.size()];
        // adding turns -0.0 to 0.0
        Arrays.setAll(values, row -> by.value(row) instanceof Number number ? number.doubleValue() + 0.0 : Double.NaN);
        // NaN is the largest
        return ranks(values.length, row -> Double.isNaN(values[row]), (a, b) -> Double.compare(values[a], values[b]));
    }

    private static int[] ranks(int rows, IntPredicate unknown, StableSort.Order compare) {
        int[] order = StableSort.order(rows, compare);
        int[] rank = new int[rows];
        int last = -1;
        for (int i = 0; i < rows; i++) {
            boolean isNew = i == 0 || compare.compare(order[i - 1], order[i]) != 0;
            last += isNew ? 1 : 0;
            rank[order[i]] = unknown.test(order[i]) ? -1 : last;
        }
        return rank;
    }
}
