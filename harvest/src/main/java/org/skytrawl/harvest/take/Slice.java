package org.skytrawl.harvest.take;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;

/**
 * A part of time and sky that a service can be asked for. Parts of one division have each record once: by the middle of its
 * observation, and by the HEALPix cell of its position. What has no time or no position is in the first part, should it come.
 * Immutable.
 *
 * @param fromMjd included; infinite for no limit
 * @param toMjd excluded
 * @param from number of the first cell of order 29
 * @param to the cell after the last one
 */
record Slice(double fromMjd, double toMjd, long from, long to) {
    /** The columns of ranges; {@link #TIME} is (t_min + t_max) / 2, MJD. */
    static final String TIME = "t_mid";

    static final String PLACE = StoredRows.HEALPIX;

    private static final long CELLS = Healpix.cellCount(Healpix.MAX_ORDER);
    private static final long BASE = CELLS / 12;

    /** Circles are wider than cells: positions of services differ a little from those that they give. */
    private static final double WIDER = 1.01;

    private static final double WIDER_DEG = 1.0 / 3600;

    /** @throws IllegalArgumentException if a range of the cell is none of time or place */
    static Slice of(Cell cell) {
        double fromMjd = Double.NEGATIVE_INFINITY;
        double toMjd = Double.POSITIVE_INFINITY;
        long from = 0;
        long to = CELLS;
        for (Range range : cell.ranges()) {
            String lo = range.from();
            String hi = range.to();
            if (range.isNull()
                    || !(range.column().equals(TIME) || range.column().equals(PLACE))) {
                throw new IllegalArgumentException(range.adql() + " is no part of time and sky");
            }
            if (range.column().equals(TIME)) {
                fromMjd = lo == null ? fromMjd : Double.parseDouble(lo);
                toMjd = hi == null ? toMjd : Double.parseDouble(hi);
            } else {
                from = lo == null ? from : Long.parseLong(lo);
                to = hi == null ? to : Long.parseLong(hi);
            }
        }
        return new Slice(fromMjd, toMjd, from, to);
    }

    Slice {
        long size = to - from;
        boolean isCell = size > 0
                && size <= BASE
                && Long.bitCount(size) == 1
                && Long.numberOfTrailingZeros(size) % 2 == 0
                && from % size == 0;
        if (!(fromMjd < toMjd) || from < 0 || to > CELLS || !(isCell || size == CELLS)) {
            throw new IllegalArgumentException("MJD " + fromMjd + " to " + toMjd + ", cells " + from + " to " + to
                    + " are no part of time and sky");
        }
    }

    /** The order of its HEALPix cell; -1 for the whole sky. */
    int order() {
        return to - from == CELLS ? -1 : Healpix.MAX_ORDER - Long.numberOfTrailingZeros(to - from) / 2;
    }

    /** NaN if it is unknown. */
    static double timeMjd(ObsCoreRecord record) {
        double start = record.number(ObsCoreColumn.t_min);
        double end = record.number(ObsCoreColumn.t_max);
        if (!Double.isFinite(start)) {
            return Double.isFinite(end) ? end : Double.NaN;
        }
        return end > start && Double.isFinite(end) ? start / 2 + end / 2 : start;
    }

    /** The cell of order 29; null if the position is unknown. */
    static @Nullable Long place(ObsCoreRecord record) {
        long cell = StoredRows.cellOf(record);
        return cell < 0 ? null : (Long) cell;
    }

    boolean holds(ObsCoreRecord record) {
        double mjd = timeMjd(record);
        boolean isInTime = Double.isNaN(mjd) ? fromMjd == Double.NEGATIVE_INFINITY : mjd >= fromMjd && mjd < toMjd;
        if (!isInTime || order() < 0) {
            return isInTime;
        }
        Long cell = place(record);
        return cell == null ? from == 0 : cell >= from && cell < to;
    }

    /** The circle around its cell; null for the whole sky. */
    @Nullable
    Cone circle() {
        if (order() < 0) {
            return null;
        }
        Cone cone = new MocRegion(Moc.ofCells(order(), from / (to - from))).enclosingCone();
        return new Cone(cone.raDeg(), cone.decDeg(), Math.min(180, cone.radiusDeg() * WIDER + WIDER_DEG));
    }

    /** What is sent: a circle, if it is not the whole sky, and an interval, if it is not all time. */
    SentConstraints sent() {
        boolean isAnyTime = fromMjd == Double.NEGATIVE_INFINITY && toMjd == Double.POSITIVE_INFINITY;
        return new SentConstraints(circle(), null, isAnyTime ? null : new Interval(fromMjd, toMjd));
    }

    /** Its cells of this order, which is finer than its own. */
    List<Range> cells(int order) {
        long size = 1L << (2 * (Healpix.MAX_ORDER - order));
        List<Range> ranges = new ArrayList<>();
        for (long lo = from; lo < to; lo += size) {
            // the first and the last cell of the sky have no limit
            String start = lo == 0 ? null : Long.toString(lo);
            String end = lo + size == CELLS ? null : Long.toString(lo + size);
            ranges.add(new Range(PLACE, start, end, false));
        }
        return ranges;
    }
}
