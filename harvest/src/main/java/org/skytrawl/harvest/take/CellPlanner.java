package org.skytrawl.harvest.take;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.mapping.PlainNumber;

/**
 * Splits cells with too many rows. Each part is counted by the service, and the parts of a split have together the rows of the
 * cell: else another column is tried. Used by one thread.
 */
final class CellPlanner {
    private static final int BINS = 64;

    /** A query that takes too long is tried again for a cell with so many times fewer rows. */
    private static final int MUCH_LESS = 4;

    /** Texts that are longer are not compared. */
    private static final int LONGEST_TEXT = 500;

    private final TableCounts table;
    private final List<String> columns;
    private boolean groups = true;

    /** The most rows of a cell for which a histogram is asked. */
    private long mostGrouped = Long.MAX_VALUE;

    /** The most rows of a cell that the service is not too slow to look over, and how it was too slow for more. */
    private long mostRows = Long.MAX_VALUE;

    private @Nullable RefusedException tooSlow;

    /** @param columns by which cells may be split, the best first */
    CellPlanner(TableCounts table, List<String> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
    }

    List<String> columns() {
        return columns;
    }

    static boolean isText(String column) {
        return column.startsWith("obs_");
    }

    /**
     * The parts of a cell, each with fewer rows than the cell.
     *
     * @param rows of the cell
     * @param most rows of a page
     * @return empty if no column splits it
     * @throws RefusedException also if the service is too slow for it, or was so for a cell that is not much larger
     */
    List<Entry.Part> split(Cell cell, long rows, long most) throws RefusedException, StoppedException {
        RefusedException slow = tooSlow;
        if (slow != null && rows > mostRows) {
            throw slow;
        }
        RefusedException refused = null;
        for (String column : columns) {
            if (cell.hasNoValueOf(column)) {
                continue;
            }
            try {
                List<String> edges = isText(column) ? texts(cell, column) : numbers(cell, column, rows, most);
                List<Entry.Part> parts = edges.isEmpty() ? List.of() : counted(cell, column, edges, rows);
                if (!parts.isEmpty()) {
                    return parts;
                }
            } catch (RefusedException e) {
                if (Requests.isTooSlow(e)) {
                    mostRows = rows / MUCH_LESS;
                    tooSlow = e;
                }
                if (!e.isUnderstood()) {
                    throw e;
                }
                // another column may do
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
        return List.of();
    }

    /** Where to cut; ascending, empty if there is no number. */
    private List<String> numbers(Cell cell, String column, long rows, long most)
            throws RefusedException, StoppedException {
        TableCounts.Bounds bounds = table.bounds(cell, column);
        if (Double.isNaN(bounds.least()) || Double.isNaN(bounds.greatest())) {
            return List.of();
        }
        double least = bounds.least();
        double greatest = bounds.greatest();
        if (!(least < greatest)) {
            return List.of(PlainNumber.of(least));
        }
        List<String> edges = new ArrayList<>();
        double width = (greatest - least) / BINS;
        if (groups && rows <= mostGrouped && width > 0 && least + width > least) {
            try {
                double last = least;
                for (double edge : edges(table.histogram(cell, column, bounds, width), least, width, most)) {
                    if (edge > last && edge <= greatest) {
                        edges.add(PlainNumber.of(edge));
                        last = edge;
                    }
                }
            } catch (RefusedException e) {
                if (Requests.isTooSlow(e)) {
                    mostGrouped = rows / MUCH_LESS;
                } else if (e.isUnderstood()) {
                    groups = false;
                } else {
                    throw e;
                }
            }
        }
        if (edges.isEmpty()) {
            double middle = least + (greatest - least) / 2;
            edges.add(PlainNumber.of(middle > least ? middle : greatest));
        }
        return edges;
    }

    /** Joins bins up to the rows of a page. */
    private static List<Double> edges(SortedMap<Long, Long> histogram, double least, double width, long most) {
        List<Double> edges = new ArrayList<>();
        long sum = 0;
        for (var bin : histogram.entrySet()) {
            if (bin.getKey() < 0 || bin.getKey() > BINS) {
                continue;
            }
            if (sum > 0 && sum + bin.getValue() > most) {
                edges.add(least + width * bin.getKey());
                sum = 0;
            }
            sum += bin.getValue();
            if (sum > most) {
                edges.add(least + width * (bin.getKey() + 1));
                sum = 0;
            }
        }
        return edges;
    }

    private List<String> texts(Cell cell, String column) throws RefusedException, StoppedException {
        List<String> texts = table.sample(cell, column).stream()
                .filter(CellPlanner::isComparable)
                .sorted()
                .toList();
        String middle = texts.isEmpty() ? null : middle(texts);
        if (middle == null) {
            String greatest = table.greatestOfSeveral(cell, column);
            if (greatest != null && isComparable(greatest)) {
                middle = greatest;
            } else if (!texts.isEmpty()) {
                // splits off the rows without a value, if there are any
                middle = texts.getFirst();
            }
        }
        return middle == null ? List.of() : List.of(quoted(middle));
    }

    static boolean isComparable(String text) {
        return text.length() <= LONGEST_TEXT && text.chars().noneMatch(c -> c < ' ' || c == 0xFFFD);
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A value near the middle that is not the first of them; null if all are the same. */
    static <T extends Comparable<T>> @Nullable T middle(List<T> sorted) {
        T first = sorted.getFirst();
        for (T value : sorted.subList(sorted.size() / 2, sorted.size())) {
            if (value.compareTo(first) > 0) {
                return value;
            }
        }
        return null;
    }

    private List<Entry.Part> counted(Cell cell, String column, List<String> edges, long rows)
            throws RefusedException, StoppedException {
        List<Entry.Part> parts = new ArrayList<>();
        long sum = 0;
        long largest = 0;
        for (Range range : ranges(cell, column, edges)) {
            Mark mark = table.mark(cell.child(parts.size(), range));
            parts.add(new Entry.Part(range, mark.rows(), mark.values()));
            sum += mark.rows();
            largest = Math.max(largest, mark.rows());
        }
        if (sum != rows) {
            // the table may have changed; else some rows are in no part, as NaN is for some services, or in two
            long now = table.count(cell);
            if (sum < Math.min(rows, now) || sum > Math.max(rows, now)) {
                return List.of();
            }
        }
        return largest < Math.max(rows, sum) ? parts : List.of();
    }

    /** Ranges that have each row of a cell once. */
    static List<Range> ranges(Cell cell, String column, List<String> edges) {
        List<Range> ranges = new ArrayList<>();
        ranges.add(Range.below(column, edges.getFirst()));
        for (int i = 1; i < edges.size(); i++) {
            ranges.add(Range.between(column, edges.get(i - 1), edges.get(i)));
        }
        ranges.add(Range.from(column, edges.getLast()));
        if (!cell.hasRangeOf(column)) {
            ranges.add(Range.missing(column));
        }
        return ranges;
    }
}
