package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Multi-Order Coverage map (MOC 2.0, spatial): a set of HEALPix cells, kept as ranges of cells of order 29.
 *
 * <p>Two MOCs are equal if they cover the same cells, at whatever orders they were written. Immutable, safe for use by
 * several threads.
 */
public final class Moc {

    /** The MOC of nothing. */
    public static final Moc EMPTY = new Moc(new long[0]);

    /** The MOC of the whole sky. */
    public static final Moc FULL = new Moc(new long[] {0, Healpix.cellCount(Healpix.MAX_ORDER)});

    /** How many cells are looked at for a circle around all, and how small they are then, as a fraction of its radius. */
    private static final int MOST_CELLS_LOOKED_AT = 5_000;

    private static final double CLOSE = 0.005;

    /** Where the covered cells start and end, in turn, strictly rising: even places in, odd places out. */
    private final long[] bounds;

    private Moc(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * Reads the ASCII form (MOC 2.0 section 4.3.2), such as {@code 3/1-4 7,9 4/}: ranges separated by blanks, line
     * breaks or commas, in any order, overlapping or not; a leading {@code s} and orders without cells are allowed.
     *
     * @throws ShapeFormatException naming the offending part; also for a text without any order
     */
    public static Moc parse(String ascii) throws ShapeFormatException {
        return MocAscii.parse(ascii);
    }

    /** The canonical ASCII form: each cell at its coarsest order, orders rising; {@code 0/} if nothing is covered. */
    public String toAscii() {
        return MocAscii.write(this);
    }

    /**
     * Reads what {@link #toRangeText} has written.
     *
     * @throws ShapeFormatException naming what is wrong
     */
    public static Moc parseRangeText(String ranges) throws ShapeFormatException {
        return MocRangeText.read(ranges);
    }

    /**
     * A short form for files of our own, which is quickly read: {@code 3/2112} for the cells 2 and 4-5 of order 3.
     */
    public String toRangeText() {
        return MocRangeText.write(this);
    }

    /**
     * The MOC of some cells of one order.
     *
     * @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell
     */
    public static Moc ofCells(int order, long... cells) {
        int shift = 2 * (Healpix.MAX_ORDER - Healpix.checkOrder(order));
        RangeCollector ranges = new RangeCollector();
        for (long cell : cells) {
            Healpix.checkCell(order, cell);
            ranges.add(cell << shift, (cell + 1) << shift);
        }
        return ranges.toMoc();
    }

    /** The one cell of the finest order in which a point lies. */
    public static Moc of(SkyPoint point) {
        return ofCells(Healpix.MAX_ORDER, Healpix.cellOf(Healpix.MAX_ORDER, point));
    }

    /** From bounds in the form of the field; the array is not copied. */
    static Moc ofBounds(long... bounds) {
        return bounds.length == 0 ? EMPTY : new Moc(bounds);
    }

    long[] bounds() {
        return bounds;
    }

    /** {@return whether nothing of the sky is in it} */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** {@return whether the whole sky is in it} */
    public boolean isFull() {
        return equals(FULL);
    }

    /** The share of the sky that is covered, from 0 to 1: all cells of an order have the same area. */
    public double skyFraction() {
        long cells = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            cells += bounds[i + 1] - bounds[i];
        }
        return cells / (double) Healpix.cellCount(Healpix.MAX_ORDER);
    }

    /** Whether a point lies in one of the cells. */
    public boolean contains(SkyPoint point) {
        int place = Arrays.binarySearch(bounds, Healpix.cellOf(Healpix.MAX_ORDER, point));
        return place >= 0 ? place % 2 == 0 : -place % 2 == 0;
    }

    /**
     * Whether the cells and a circle have a point in common; true also where they miss each other by less than 1e-4 of
     * the radius or 1 milliarcsecond. For many MOCs and one circle use {@link RegionCover}, which is faster.
     */
    public boolean overlaps(SkyCircle circle) {
        return ShapeCells.of(circle).overlaps(this);
    }

    /**
     * A circle around all cells. Not the smallest: its radius may be greater by some percent, for a MOC that no hemisphere holds
     * by more.
     *
     * @throws IllegalArgumentException if nothing is covered
     */
    public SkyCircle enclosingCircle() {
        if (isEmpty()) {
            throw new IllegalArgumentException("there is no circle around an empty MOC");
        }
        LongList cells = new LongList();
        for (int base = 0; base < 12; base++) {
            cells.add(base);
        }
        return enclosingCircle(0, cells.toArray());
    }

    /**
     * @param candidates cells of the order that may overlap this MOC, and none missing that does
     */
    private SkyCircle enclosingCircle(int order, long... candidates) {
        int shift = 2 * (Healpix.MAX_ORDER - order);
        LongList parts = new LongList();
        List<SkyPoint> centres = new ArrayList<>();
        for (long cell : candidates) {
            int range = firstRangeEndingAfter(bounds, 0, cell << shift);
            if (range < bounds.length && bounds[range] < (cell + 1) << shift) {
                centres.add(Healpix.centreOf(order, cell));
                for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                    parts.add(part);
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
        return enclosingCircle(order + 1, parts.toArray());
    }

    /** Whether this and another MOC have a cell in common. */
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
     * The place of the first range, from a given one on, that ends after a cell. In steps that double: the range sought
     * is mostly near, and where it is not, the rest is passed over quickly.
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

    /** What either of two MOCs covers. */
    public Moc union(Moc other) {
        return combine(other, true, true, true);
    }

    /** What both of two MOCs cover. */
    public Moc intersection(Moc other) {
        return combine(other, false, false, true);
    }

    /** What this MOC covers and another does not. */
    public Moc minus(Moc other) {
        return combine(other, true, false, false);
    }

    /** What this MOC does not cover. */
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

    @Override
    public boolean equals(Object other) {
        return other instanceof Moc moc && Arrays.equals(bounds, moc.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** How many ranges it has; the cells themselves may be millions. */
    @Override
    public String toString() {
        return "Moc[" + bounds.length / 2 + " ranges]";
    }
}
