package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.ResultCells;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyPoint;

/** Where the rows of a result are. Keeps the footprints that were read. Thread-safe. */
final class SkyMap {
    /** The finest order of a density, with cells of 13 arcseconds. */
    private static final int FINEST = 14;

    private static final int MOST_CELLS = 3000;
    private static final int MOST_KEPT = 50_000;
    private static final long NOWHERE = -1;

    private final ResultCells cells;
    private final AtomicReferenceArray<@Nullable Footprint> kept;
    private final AtomicInteger numberKept = new AtomicInteger();
    /** The cell of each row at the finest order, or {@link #NOWHERE}. */
    private final Once<long[]> places;

    SkyMap(ResultCells cells) {
        this.cells = cells;
        this.kept = new AtomicReferenceArray<>(cells.size());
        this.places = new Once<>(this::computePlaces);
    }

    /** Computes a value when it is wanted first. */
    private static final class Once<T> {
        private final Supplier<T> compute;
        private volatile @Nullable T value;

        Once(Supplier<T> compute) {
            this.compute = compute;
        }

        T get() {
            T known = value;
            if (known == null) {
                // twice does no harm
                known = compute.get();
                value = known;
            }
            return known;
        }
    }

    private long[] computePlaces() {
        long[] found = new long[cells.size()];
        for (int row = 0; row < found.length; row++) {
            SkyPoint centre = Footprint.centre(cells.dataset(row).record());
            Footprint footprint = centre == null ? footprint(row) : null;
            if (footprint != null) {
                centre = SkyPoint.ofDegrees(footprint.raDeg(), footprint.decDeg());
            }
            found[row] = centre == null ? NOWHERE : Healpix.cellOf(FINEST, centre);
        }
        return found;
    }

    /** Null if nothing is known. */
    @Nullable
    Footprint footprint(int row) {
        Footprint known = kept.get(row);
        if (known == null) {
            known = Footprint.of(cells.dataset(row).record());
            if (known != null && numberKept.get() < MOST_KEPT) {
                numberKept.incrementAndGet();
                kept.set(row, known);
            }
        }
        return known;
    }

    /** Those of some rows that have a place. */
    BitSet placed(BitSet rows) {
        long[] place = places.get();
        BitSet placed = new BitSet(cells.size());
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            placed.set(row, place[row] != NOWHERE);
        }
        return placed;
    }

    /** The number of rows by cell, at the finest order that has not too many cells. */
    Density density(BitSet placed) {
        long[] place = places.get();
        long[] sorted = placed.stream().mapToLong(row -> place[row]).toArray();
        Arrays.sort(sorted);
        int order = FINEST;
        while (order > 0 && distinct(sorted, FINEST - order) > MOST_CELLS) {
            order--;
        }
        int shift = 2 * (FINEST - order);
        List<Density.Cell> found = new ArrayList<>();
        for (int i = 0; i < sorted.length; ) {
            long cell = sorted[i] >> shift;
            int start = i;
            while (i < sorted.length && sorted[i] >> shift == cell) {
                i++;
            }
            found.add(new Density.Cell(cell, i - start, Healpix.centreOf(order, cell)));
        }
        return new Density(order, found);
    }

    private static int distinct(long[] sorted, int coarser) {
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            distinct += i == 0 || sorted[i - 1] >> (2 * coarser) != sorted[i] >> (2 * coarser) ? 1 : 0;
        }
        return distinct;
    }
}
