package org.skytrawl.server.view;

import java.util.Arrays;
import java.util.List;
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
            @Nullable Object[] values = new @Nullable Object[cells.size()];
            Arrays.setAll(values, by::value);
            int[] order = StableSort.order(values.length, (a, b) -> compare(values[a], values[b]));
            int[] rank = new int[order.length];
            int last = -1;
            for (int i = 0; i < order.length; i++) {
                if (values[order[i]] == null) {
                    rank[order[i]] = -1;
                } else {
                    last += i == 0 || compare(values[order[i - 1]], values[order[i]]) != 0 ? 1 : 0;
                    rank[order[i]] = last;
                }
            }
            return rank;
        });
    }

    /** Texts without case, as {@code --sort} does; null is last. */
    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        if (a instanceof Double one && b instanceof Double other) {
            // adding turns -0.0 to 0.0
            return Double.compare(one + 0.0, other + 0.0);
        }
        return a instanceof Long one && b instanceof Long other
                ? Long.compare(one, other)
                : a.toString().compareToIgnoreCase(b.toString());
    }
}
