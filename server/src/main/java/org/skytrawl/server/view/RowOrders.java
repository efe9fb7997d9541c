package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** A number for each row that grows with its value; -1 if it is unknown. */
    private int[] ranks(String column) {
        return ranks.get(column, () -> {
            ResultCells.Column by = cells.column(column);
            return by.isText() ? ofTexts(by) : ofNumbers(by);
        });
    }

    private int[] ofTexts(ResultCells.Column by) {
        // few columns have as many values as rows
        Map<String, Integer> numbers = new HashMap<>();
        List<String> texts = new ArrayList<>();
        int[] numberOfRow = new int[cells.size()];
        for (int row = 0; row < numberOfRow.length; row++) {
            numberOfRow[row] = -1;
            if (by.value(row) instanceof String text) {
                Integer known = numbers.putIfAbsent(text, texts.size());
                numberOfRow[row] = known == null ? texts.size() : known;
                if (known == null) {
                    texts.add(text);
                }
            }
        }
        texts.replaceAll(RowOrders::folded);
        int[] order = TextOrder.of(texts);
        int[] rankOfNumber = new int[order.length];
        int rank = -1;
        for (int i = 0; i < order.length; i++) {
            // texts that differ by case only are equal
            rank += i == 0 || !texts.get(order[i - 1]).equals(texts.get(order[i])) ? 1 : 0;
            rankOfNumber[order[i]] = rank;
        }
        int[] ranks = new int[numberOfRow.length];
        Arrays.setAll(ranks, row -> numberOfRow[row] < 0 ? -1 : rankOfNumber[numberOfRow[row]]);
        return ranks;
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
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] ranks = new int[values.length];
        // the place of one of the equal numbers: the same for all of them
        Arrays.setAll(ranks, row -> Double.isNaN(values[row]) ? -1 : Arrays.binarySearch(sorted, values[row]));
        return ranks;
    }
}
