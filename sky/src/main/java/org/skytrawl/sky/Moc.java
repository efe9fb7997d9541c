package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A Multi-Order Coverage map (MOC 2.0, spatial): a set of HEALPix cells, stored as ranges of cells of order 29.
 *
 * <p>Two MOCs are equal if they cover the same cells, at whatever orders they were written. Immutable and thread-safe.
 */
public final class Moc {

    public static final Moc EMPTY = new Moc(new long[0]);

    public static final Moc FULL = new Moc(new long[] {0, Healpix.cellCount(Healpix.MAX_ORDER)});

    /** Limits of {@link #enclosingCircle}: number of cells, and cell size as a fraction of the radius. */
    private static final int MOST_CELLS_LOOKED_AT = 5_000;

    private static final double CLOSE = 0.005;

    /** Starts (even index) and ends (odd index, exclusive) of the ranges, strictly rising. */
    private final long[] bounds;

    private Moc(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * Reads the ASCII form (MOC 2.0 section 4.3.2), such as {@code 3/1-4 7,9 4/}: ranges separated by blanks, line
     * breaks or commas, in any order, possibly overlapping. A leading {@code s} and orders without cells are allowed.
     *
     * @throws ShapeFormatException naming the wrong part; also for a text without any order
     */
    public static Moc parse(String ascii) throws ShapeFormatException {
        return MocAscii.parse(ascii);
    }

    /** The canonical ASCII form: each cell at its coarsest order, orders rising; {@code 0/} for the empty MOC. */
    public String toAscii() {
        return MocAscii.write(this);
    }

    /** As {@link #toAscii}; null if the text has more characters than that. */
    public @Nullable String toAscii(int mostCharacters) {
        return MocAscii.write(this, mostCharacters);
    }

    /**
     * Reads the form of {@link #toRangeText}.
     *
     * @throws ShapeFormatException naming the error
     */
    public static Moc parseRangeText(String ranges) throws ShapeFormatException {
        return MocRangeText.read(ranges);
    }

    /** A short form for internal files that is fast to read: {@code 3/2112} for the cells 2 and 4-5 of order 3. */
    public String toRangeText() {
        return MocRangeText.write(this);
    }

    /** @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell */
    public static Moc ofCells(int order, long... cells) {
        int shift = 2 * (Healpix.MAX_ORDER - Healpix.checkOrder(order));
        RangeCollector ranges = new RangeCollector();
        for (long cell : cells) {
            Healpix.checkCell(order, cell);
            ranges.add(cell << shift, (cell + 1) << shift);
        }
        return ranges.toMoc();
    }

    /** The cell of order 29 that contains the point. */
    public static Moc of(SkyPoint point) {
        return ofCells(Healpix.MAX_ORDER, Healpix.cellOf(Healpix.MAX_ORDER, point));
    }

    /** The array is not copied. */
    static Moc ofBounds(long... bounds) {
        return bounds.length == 0 ? EMPTY : new Moc(bounds);
    }

    long[] bounds() {
        return bounds;
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    public boolean isFull() {
        return equals(FULL);
    }

    /** The covered fraction of the sky, from 0 to 1. */
    public double skyFraction() {
        long cells = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            cells += bounds[i + 1] - bounds[i];
        }
        return cells / (double) Healpix.cellCount(Healpix.MAX_ORDER);
    }

    /** The number of cells in {@link #toAscii}. */
    public long cellCount() {
        long cells = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            for (long at = bounds[i]; at < bounds[i + 1]; cells++) {
                long size = 1;
                long coarsest = Healpix.cellCount(Healpix.MAX_ORDER) / 12;
                while (size < coarsest && at % (4 * size) == 0 && at + 4 * size <= bounds[i + 1]) {
                    size *= 4;
                }
                at += size;
            }
        }
        return cells;
    }

    /** The order of the finest cells in {@link #toAscii}; 0 for the empty MOC. */
    public int order() {
        long all = 0;
        for (long bound : bounds) {
            all |= bound;
        }
        return all == 0 ? 0 : Math.max(0, Healpix.MAX_ORDER - Long.numberOfTrailingZeros(all) / 2);
    }

    /**
     * The cells of an order that overlap this MOC.
     *
     * @throws IllegalArgumentException if the order is not in [0, 29]
     */
    public Moc coarsened(int order) {
        int shift = 2 * (Healpix.MAX_ORDER - Healpix.checkOrder(order));
        RangeCollector cells = new RangeCollector();
        for (int i = 0; i < bounds.length; i += 2) {
            cells.add((bounds[i] >> shift) << shift, (((bounds[i + 1] - 1) >> shift) + 1) << shift);
        }
        return cells.toMoc();
    }

    public boolean contains(SkyPoint point) {
        int place = Arrays.binarySearch(bounds, Healpix.cellOf(Healpix.MAX_ORDER, point));
        return place >= 0 ? place % 2 == 0 : -place % 2 == 0;
    }

    /**
     * Whether the cells overlap a circle. Also true where they miss it by less than 1e-4 of the radius or 1
     * milliarcsecond. To test many MOCs with one circle use {@link RegionCover}, which is faster.
     */
    public boolean overlaps(SkyCircle circle) {
        return ShapeCells.of(circle).overlaps(this);
    }

    /**
     * A circle around all cells. Its radius may exceed the smallest one by some percent, and by more if no hemisphere
     * contains the MOC.
     *
     * @throws IllegalArgumentException if the MOC is empty
     */
    public SkyCircle enclosingCircle() {
        if (isEmpty()) {
            throw new IllegalArgumentException("there is no circle around an empty MOC");
        }
        return enclosingCircle(0, LongStream.range(0, 12).toArray());
    }

    /** @param candidates cells of the order, including all that overlap this MOC */
    private SkyCircle enclosingCircle(int order, long... candidates) {
        int shift = 2 * (Healpix.MAX_ORDER - order);
        LongStream.Builder parts = LongStream.builder();
        List<SkyPoint> centres = new ArrayList<>();
        for (long cell : candidates) {
            int range = firstRangeEndingAfter(bounds, 0, cell << shift);
            if (range < bounds.length && bounds[range] < (cell + 1) << shift) {
                centres.add(Healpix.centreOf(order, cell));
                for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                    parts.accept(part);
                }
            }
        }
        double boundDeg = Math.toDegrees(Healpix.boundRad(order));
        SkyCircle inner = SkyCircle.around(centres);
        double radiusDeg = inner == null ? 180 : inner.radiusDeg();
        if (order == Healpix.MAX_ORDER || centres.size() > MOST_CELLS_LOOKED_AT || boundDeg < radiusDeg * CLOSE) {
            return inner == null
                    ? SkyCircle.ofDegrees(0, 0, 180)
                    : new SkyCircle(inner.centre(), Math.min(180, radiusDeg + boundDeg));
        }
        return enclosingCircle(order + 1, parts.build().toArray());
    }

    public boolean overlaps(Moc other) {
        long[] a = bounds;
        long[] b = other.bounds;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] < b[j + 1] && b[j] < a[i + 1]) {
                return true;
            }
            if (a[i] < b[j]) {
                i = firstRangeEndingAfter(a, i + 2, b[j]);
            } else {
                j = firstRangeEndingAfter(b, j + 2, a[i]);
            }
        }
        return false;
    }

    /**
     * The index of the first range at or after {@code from} that ends after a cell. Uses doubling steps, as that range
     * is mostly near.
     */
    static int firstRangeEndingAfter(long[] bounds, int from, long cell) {
        int low = from;
        int step = 2;
        int high = low;
        while (high < bounds.length && bounds[high + 1] <= cell) {
            low = high + 2;
            high += step;
            step *= 2;
        }
        high = Math.min(high, bounds.length);
        while (low < high) {
            int middle = (low + high) / 4 * 2;
            if (bounds[middle + 1] <= cell) {
                low = middle + 2;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public Moc union(Moc other) {
        return combine(other, true, true, true);
    }

    public Moc intersection(Moc other) {
        return combine(other, false, false, true);
    }

    public Moc minus(Moc other) {
        return combine(other, true, false, false);
    }

    public Moc complement() {
        return FULL.minus(this);
    }

    private Moc combine(Moc other, boolean onlyHere, boolean onlyThere, boolean both) {
        long[] a = bounds;
        long[] b = other.bounds;
        long[] result = new long[a.length + b.length];
        int size = 0;
        int i = 0;
        int j = 0;
        boolean in = false;
        while (i < a.length || j < b.length) {
            long next = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            if (i < a.length && a[i] == next) {
                i++;
            }
            if (j < b.length && b[j] == next) {
                j++;
            }
            boolean here = i % 2 != 0;
            boolean there = j % 2 != 0;
            boolean now = here ? (there ? both : onlyHere) : (there && onlyThere);
            if (now != in) {
                result[size++] = next;
                in = now;
            }
        }
        return ofBounds(Arrays.copyOf(result, size));
    }

    /**
     * This MOC if its ASCII form has at most so many characters, else the cells of the finest order that touch it and whose ASCII
     * form has.
     *
     * @param mostChars at least the length of {@code 0/0-11}
     */
    public Moc shortened(int mostChars) {
        Moc moc = this;
        for (int order = order(); order > 0 && moc.toAscii(mostChars) == null; order--) {
            moc = moc.coarsened(order - 1);
        }
        return moc;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moc moc && Arrays.equals(bounds, moc.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** Only the number of ranges: the cells may be millions. */
    @Override
    public String toString() {
        return "Moc[" + bounds.length / 2 + " ranges]";
    }
}
