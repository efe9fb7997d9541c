package org.skytrawl.harvest.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.read.StoredRows.Cells;
import org.skytrawl.sky.Healpix;

/** The cells of a file in which rows may be wanted, as a few ranges that contain them all. */
final class CellRanges {
    /** Of the filter of a file; what lies between two ranges that were joined is read too. */
    static final int MOST_RANGES = 16;

    /** Cells are divided until there are so many. */
    private static final int ENOUGH_CELLS = 64;

    /** Divisions below the first cells that are touched. */
    private static final int MOST_DIVISIONS = 8;

    private static final int BASE_CELLS = 12;

    private CellRanges() {}

    /** Ranges in rising order; empty if no row of the file is wanted. */
    static List<Cells> of(CatalogueFile file, Touch touch) {
        boolean isCell = file.norder() != CatalogueFile.NO_ORDER;
        int order = isCell ? file.norder() : 0;
        long[] cells = isCell
                ? new long[] {file.npix()}
                : LongStream.range(0, BASE_CELLS).toArray();
        Cells all = new Cells(file.leastCell(), file.greatestCell());
        List<Long> touched = touched(order, LongStream.of(cells), all, touch);
        for (int division = 0;
                division < MOST_DIVISIONS
                        && order < Healpix.MAX_ORDER
                        && !touched.isEmpty()
                        && touched.size() < ENOUGH_CELLS;
                division++) {
            order++;
            touched = touched(
                    order,
                    touched.stream().flatMapToLong(cell -> LongStream.range(4 * cell, 4 * cell + 4)),
                    all,
                    touch);
        }
        return merged(order, touched);
    }

    private static List<Long> touched(int order, LongStream cells, Cells all, Touch touch) {
        double boundDeg = Math.toDegrees(Healpix.boundRad(order));
        int shift = 2 * (Healpix.MAX_ORDER - order);
        return cells.filter(cell -> (cell << shift) <= all.greatest()
                        && ((cell + 1) << shift) > all.least()
                        && touch.touches(Healpix.centreOf(order, cell), boundDeg))
                .boxed()
                .toList();
    }

    /** Joins neighbours, then those with the narrowest gaps. */
    private static List<Cells> merged(int order, List<Long> cells) {
        int shift = 2 * (Healpix.MAX_ORDER - order);
        List<Cells> ranges = new ArrayList<>();
        for (long cell : cells) {
            long least = cell << shift;
            long greatest = ((cell + 1) << shift) - 1;
            Cells last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.greatest() + 1 == least) {
                ranges.set(ranges.size() - 1, new Cells(last.least(), greatest));
            } else {
                ranges.add(new Cells(least, greatest));
            }
        }
        if (ranges.size() <= MOST_RANGES) {
            return ranges;
        }
        List<Long> widest = LongStream.range(1, ranges.size())
                .boxed()
                .sorted(Comparator.comparingLong((Long i) -> -gap(ranges, i.intValue())))
                .limit(MOST_RANGES - 1)
                .sorted()
                .toList();
        List<Cells> few = new ArrayList<>();
        int from = 0;
        for (long next : widest) {
            few.add(new Cells(
                    ranges.get(from).least(), ranges.get((int) next - 1).greatest()));
            from = (int) next;
        }
        few.add(new Cells(ranges.get(from).least(), ranges.getLast().greatest()));
        return few;
    }

    private static long gap(List<Cells> ranges, int i) {
        return ranges.get(i).least() - ranges.get(i - 1).greatest();
    }
}
