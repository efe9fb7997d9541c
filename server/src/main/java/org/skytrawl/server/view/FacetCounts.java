package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.StableSort;

/**
 * How many rows have each value of a facet.
 *
 * @param values of most rows first, at most 200, and all that are chosen; years in order
 * @param moreValues the number of values that are left out
 * @param moreRows the sum of their counts
 */
public record FacetCounts(Facet facet, List<Value> values, int moreValues, long moreRows) {
    private static final int MOST = 200;

    /**
     * A value.
     *
     * @param value empty for rows of which it is not known
     * @param count of the rows that meet the filters of the other facets
     * @param all of all rows
     */
    public record Value(String value, int count, int all) {}

    public FacetCounts {
        values = List.copyOf(values);
    }

    static FacetCounts of(Facet facet, FacetIndex index, BitSet rows, BitSet all, Set<String> chosen) {
        int[] counts = index.counts(rows);
        int[] totals = index.counts(all);
        // sorted by number already: years have their order, the others that of their totals
        int[] order = facet == Facet.YEAR
                ? StableSort.order(counts.length, (a, b) -> 0)
                : StableSort.order(counts.length, (a, b) -> Integer.compare(counts[b], counts[a]));
        List<Value> values = new ArrayList<>();
        int moreValues = 0;
        long moreRows = 0;
        for (int i = 0; i < order.length; i++) {
            int value = order[i];
            String text = index.values().get(value);
            if (i < MOST || facet == Facet.YEAR || chosen.contains(text)) {
                values.add(new Value(text, counts[value], totals[value]));
            } else {
                moreValues++;
                moreRows += counts[value];
            }
        }
        return new FacetCounts(facet, values, moreValues, moreRows);
    }
}
