package org.skytrawl.harvest.take;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.sky.Healpix;

/**
 * Divides parts of time and sky of which a service does not give all rows at once. Before the first division by time, and by
 * place, it looks whether the service takes notice of it. Used by one thread.
 */
final class PartPlanner {
    /** The finest cells, of 1.7 arcminutes. */
    private static final int MOST_ORDER = 11;

    /** The finest cells of a first division: 12,288 of 1.8 degrees. A service that takes smaller circles only is not divided. */
    private static final int MOST_FIRST_ORDER = 5;

    /** Times are sent in whole seconds. */
    private static final double LEAST_TIME_D = 2.0 / 86_400;

    /** Half of the rows are on the other side of the time: a service that takes no notice gives these too. */
    private static final double MOST_OF_OTHER_TIMES = 0.25;

    /** Some services take a diameter for a radius: then three of four rows are outside. */
    private static final double MOST_OF_OTHER_PLACES = 0.8;

    private static final double AS_BEFORE = 0.95;

    /** No service gives fewer rows at most. */
    private static final int LEAST_LIMIT = 50;

    private static final int MOST_CHECKED_ORDER = 2;

    private final PartRequests requests;
    private final List<Axis> axes;
    private final Set<Axis> useless = EnumSet.noneOf(Axis.class);

    /** @param axes by which parts may be divided, the best first */
    PartPlanner(PartRequests requests, List<Axis> axes) {
        this.requests = requests;
        this.axes = List.copyOf(axes);
    }

    /**
     * The ranges of the parts of a cell.
     *
     * @param answer that was cut; null if there was none
     * @return empty if nothing divides it
     */
    List<Range> divide(Cell cell, PartRequests.@Nullable Answer answer) throws RefusedException, StoppedException {
        List<ObsCoreRecord> rows = answer == null ? List.of() : answer.all();
        // what has no value cannot be asked for any more
        List<Axis> best = axes.stream()
                .sorted(Comparator.comparingLong(axis -> withoutValue(axis, rows)))
                .toList();
        for (Axis axis : best) {
            boolean isKnown = rows.isEmpty() || withoutValue(axis, rows) < rows.size();
            if (isKnown && !useless.contains(axis)) {
                List<Range> ranges = axis == Axis.TIME ? byTime(cell, answer) : byPlace(cell, answer);
                if (!ranges.isEmpty()) {
                    return ranges;
                }
            }
        }
        return List.of();
    }

    private static long withoutValue(Axis axis, List<ObsCoreRecord> rows) {
        return rows.stream()
                .filter(row -> axis == Axis.TIME ? Double.isNaN(Slice.timeMjd(row)) : Slice.place(row) == null)
                .count();
    }

    private List<Range> byTime(Cell cell, PartRequests.@Nullable Answer answer)
            throws RefusedException, StoppedException {
        if (answer == null) {
            return List.of();
        }
        Slice slice = Slice.of(cell);
        // also of rows of other places: they fill the answer too
        List<Double> times = times(answer.all())
                .filter(time -> time >= slice.fromMjd() && time < slice.toMjd())
                .sorted()
                .toList();
        Double middle = times.isEmpty() ? null : CellPlanner.middle(times);
        if (middle == null || slice.toMjd() - slice.fromMjd() < LEAST_TIME_D) {
            return List.of();
        }
        String edge = PlainNumber.of(middle);
        List<Range> ranges = List.of(Range.below(Slice.TIME, edge), Range.from(Slice.TIME, edge));
        if (cell.hasRangeOf(Slice.TIME)) {
            return answer.shareOfOtherTimes() > MOST_OF_OTHER_TIMES ? List.of() : ranges;
        }
        long known =
                times(answer.rows().records()).filter(time -> time < middle).count();
        PartRequests.Answer half = tried(cell, ranges.getFirst());
        if (half == null || isTooLittle(half, known) || half.shareOfOtherTimes() > MOST_OF_OTHER_TIMES) {
            useless.add(Axis.TIME);
            return List.of();
        }
        return ranges;
    }

    private static Stream<Double> times(List<ObsCoreRecord> rows) {
        return rows.stream().map(Slice::timeMjd).filter(Double::isFinite);
    }

    private List<Range> byPlace(Cell cell, PartRequests.@Nullable Answer answer)
            throws RefusedException, StoppedException {
        Slice slice = Slice.of(cell);
        List<ObsCoreRecord> rows = answer == null ? List.of() : answer.rows().records();
        if (slice.order() >= MOST_ORDER || (answer != null && isSmallerThanMost(slice, answer.all()))) {
            return List.of();
        }
        if (slice.order() >= 0) {
            boolean isOfAnyPlace = answer != null && answer.shareOfOtherPlaces() > MOST_OF_OTHER_PLACES;
            return isOfAnyPlace ? List.of() : slice.cells(slice.order() + 1);
        }
        for (int order = 0; order <= MOST_FIRST_ORDER; order++) {
            List<Range> ranges = slice.cells(order);
            if (takesNoticeOf(cell, ranges, order, rows)) {
                return ranges;
            }
        }
        useless.add(Axis.SPACE);
        return List.of();
    }

    /** Smaller circles would give the same rows again and again. */
    private static boolean isSmallerThanMost(Slice slice, List<ObsCoreRecord> rows) {
        Cone circle = slice.circle();
        double[] widthsDeg = rows.stream()
                .mapToDouble(row -> row.number(ObsCoreColumn.s_fov))
                .filter(fovDeg -> fovDeg > 0 && fovDeg <= 360)
                .sorted()
                .toArray();
        return circle != null
                && widthsDeg.length * 2 > rows.size()
                && circle.radiusDeg() < widthsDeg[widthsDeg.length / 2] / 2;
    }

    /** Whether the service gives the rows of the cell that has most of those that are known, and not all others too. */
    private boolean takesNoticeOf(Cell cell, List<Range> ranges, int order, List<ObsCoreRecord> rows)
            throws RefusedException, StoppedException {
        long[] counts = counts(order, rows);
        int most = indexOf(Arrays.stream(counts).max().orElse(0), counts);
        int fewest = indexOf(Arrays.stream(counts).min().orElse(0), counts);
        PartRequests.Answer full = tried(cell, ranges.get(most));
        if (full == null || isTooLittle(full, counts[most])) {
            return false;
        }
        if (counts[most] == 0) {
            // no row is known
            return !full.isCut() || full.shareOfOtherPlaces() <= MOST_OF_OTHER_PLACES;
        }
        PartRequests.Answer other = tried(cell, ranges.get(fewest));
        if (other == null) {
            return false;
        }
        // a service that does not mind the circle gives as many rows outside of it as before
        double before = PartRequests.Answer.shareOfOtherPlaces(rows, other.sent());
        return !other.isCut() || before == 0 || other.shareOfOtherPlaces() < AS_BEFORE * before;
    }

    /** The number of rows in each cell of the sky. */
    private static long[] counts(int order, List<ObsCoreRecord> rows) {
        long[] counts = new long[(int) Healpix.cellCount(order)];
        for (ObsCoreRecord row : rows) {
            Long place = Slice.place(row);
            if (place != null) {
                counts[(int) (place >> (2 * (Healpix.MAX_ORDER - order)))]++;
            }
        }
        return counts;
    }

    /** Whether the answer to everything, which was not cut, has fewer rows of a part than the service gives of that part alone. */
    boolean hidesRows(PartRequests.Answer everything) throws RefusedException, StoppedException {
        List<ObsCoreRecord> rows = everything.rows().records();
        if (rows.size() < LEAST_LIMIT) {
            return false;
        }
        for (int order = 0; order <= MOST_CHECKED_ORDER; order++) {
            long[] counts = counts(order, rows);
            long most = Arrays.stream(counts).max().orElse(0);
            Range range = Slice.of(Cell.WHOLE).cells(order).get(indexOf(most, counts));
            PartRequests.Answer part = tried(Cell.WHOLE, range);
            if (part != null && part.rows().size() > 0) {
                return part.rows().size() > most;
            }
        }
        return false;
    }

    private static int indexOf(long count, long[] counts) {
        int at = 0;
        while (counts[at] != count) {
            at++;
        }
        return at;
    }

    /** Of a part whose rows are known to be more. */
    private static boolean isTooLittle(PartRequests.Answer answer, long known) {
        return answer.isCut() ? answer.all().isEmpty() : answer.rows().size() * 2L < known;
    }

    /** Null if the service refuses it, or declares to do so. */
    private PartRequests.@Nullable Answer tried(Cell cell, Range range) throws RefusedException, StoppedException {
        try {
            return requests.tryOut(Slice.of(cell.child(0, range)));
        } catch (RefusedException e) {
            if (e.isUnderstood() || Requests.isTooSlow(e)) {
                return null;
            }
            throw e;
        }
    }
}
