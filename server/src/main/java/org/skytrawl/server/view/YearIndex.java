package org.skytrawl.server.view;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Rows with a span of years each. */
final class YearIndex implements FacetIndex {
    private static final long MJD_OF_EPOCH = 40_587;
    private static final int FIRST = 1800;
    private static final int YEARS = 401;
    private static final short NONE = -1;

    /** Years after {@link #FIRST}; {@link #NONE} if unknown. */
    private final short[] from;

    private final short[] to;
    private final List<String> values;
    /** The place in {@link #values} of each year, and of the unknown one after them; -1 without rows. */
    private final int[] places = new int[YEARS + 1];

    /** The ends of the time of a row in MJD; NaN if unknown. */
    @FunctionalInterface
    interface Times {
        double mjd(int row);
    }

    YearIndex(int rows, Times begins, Times ends) {
        this.from = new short[rows];
        this.to = new short[rows];
        for (int row = 0; row < rows; row++) {
            short first = year(begins.mjd(row));
            short last = year(ends.mjd(row));
            first = first == NONE ? last : first;
            last = last == NONE ? first : last;
            from[row] = (short) Math.min(first, last);
            to[row] = (short) Math.max(first, last);
        }
        BitSet all = new BitSet(rows);
        all.set(0, rows);
        int[] counts = byYear(all);
        List<String> found = new ArrayList<>();
        for (int year = 0; year <= YEARS; year++) {
            places[year] = counts[year] == 0 ? -1 : found.size();
            if (counts[year] > 0) {
                found.add(year == YEARS ? UNKNOWN : Integer.toString(FIRST + year));
            }
        }
        this.values = List.copyOf(found);
    }

    private static short year(double mjd) {
        if (!(Math.abs(mjd) < 1e6)) {
            return NONE;
        }
        int year = LocalDate.ofEpochDay((long) Math.floor(mjd) - MJD_OF_EPOCH).getYear() - FIRST;
        return (short) Math.max(0, Math.min(YEARS - 1, year));
    }

    /** Rows by year, those of unknown time last. */
    private int[] byYear(BitSet rows) {
        int[] counts = new int[YEARS + 1];
        int unknown = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (from[row] == NONE) {
                unknown++;
            } else {
                counts[from[row]]++;
                counts[to[row] + 1]--;
            }
        }
        for (int year = 1; year < YEARS; year++) {
            counts[year] += counts[year - 1];
        }
        counts[YEARS] = unknown;
        return counts;
    }

    @Override
    public List<String> values() {
        return values;
    }

    @Override
    public int[] counts(BitSet rows) {
        int[] counts = new int[values.size()];
        int[] byYear = byYear(rows);
        for (int year = 0; year <= YEARS; year++) {
            if (places[year] >= 0) {
                counts[places[year]] = byYear[year];
            }
        }
        return counts;
    }

    @Override
    public BitSet rows(Set<String> chosen) {
        // the number of chosen years before each
        int[] before = new int[YEARS + 1];
        for (int year = 0; year < YEARS; year++) {
            before[year + 1] = before[year] + (chosen.contains(Integer.toString(FIRST + year)) ? 1 : 0);
        }
        boolean unknown = chosen.contains(UNKNOWN);
        BitSet rows = new BitSet(from.length);
        for (int row = 0; row < from.length; row++) {
            rows.set(row, from[row] == NONE ? unknown : before[to[row] + 1] > before[from[row]]);
        }
        return rows;
    }

    @Override
    public String toString() {
        return "YearIndex" + Arrays.asList(values);
    }
}
