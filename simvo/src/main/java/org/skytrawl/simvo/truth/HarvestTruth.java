package org.skytrawl.simvo.truth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.HarvestChange;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.votable.Column;

/**
 * What a table of the layout {@code HARVEST} has: the number of its rows and the sum of their hashes, modulo 2<sup>64</sup>.
 * Rows can be added in any order and one by one, so nobody needs memory for all of them. Immutable.
 */
public record HarvestTruth(long rows, long hashSum) {
    public static final HarvestTruth NOTHING = new HarvestTruth(0, 0);

    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /** @param rows number of rows from the first; the others are not in the table yet */
    public static HarvestTruth of(HarvestTable table, int rows) {
        return of(table, table.rows(0, rows));
    }

    /** The complete table after a change. */
    public static HarvestTruth of(HarvestTable table, HarvestChange change) {
        return of(table, change.all());
    }

    private static HarvestTruth of(HarvestTable table, Iterable<@Nullable Object[]> rows) {
        List<String> names =
                table.table("ivoa.obscore").columns().stream().map(Column::name).toList();
        HarvestTruth sum = NOTHING;
        for (@Nullable Object[] row : rows) {
            sum = sum.with(names, row);
        }
        return sum;
    }

    /** The complete table. */
    public static HarvestTruth of(HarvestTable table) {
        return of(table, table.rows());
    }

    /** The same with one row more. */
    public HarvestTruth with(List<String> names, @Nullable Object... cells) {
        return new HarvestTruth(rows + 1, hashSum + hash(names, cells));
    }

    /**
     * The hash of a row, whatever the order of its columns. A cell that is null, empty or NaN counts as missing, since
     * VOTable cannot tell them apart.
     *
     * @param cells in the order of the names: texts, or numbers that are written as Java writes them
     */
    public static long hash(List<String> names, @Nullable Object... cells) {
        long sum = 0;
        for (int i = 0; i < cells.length; i++) {
            Object cell = cells[i];
            String text = cell == null ? "" : cell.toString();
            if (!text.isEmpty() && !text.equals("NaN")) {
                sum += mixed(fnv(text, fnv("=", fnv(names.get(i), FNV_BASIS))));
            }
        }
        return mixed(sum);
    }

    private static long fnv(String text, long before) {
        long hash = before;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** The last steps of SplitMix64: without them sums of similar rows would be similar. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
