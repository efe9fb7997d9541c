package org.skytrawl.harvest.take;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;

/** A table in memory that answers as a service does. */
final class MemoryTable implements TableCounts {
    /** How a service compares NaN with numbers. */
    enum NaNs {
        ABOVE_ALL,
        BELOW_ALL,
        NEVER
    }

    record Row(
            @Nullable Double time,
            @Nullable Double dec,
            @Nullable String id,
            int size) {
        @Nullable
        Comparable<?> value(String column) {
            return switch (column) {
                case "t_min" -> time;
                case "s_dec" -> dec;
                default -> id;
            };
        }
    }

    private final List<Row> rows;
    private final NaNs nans;
    private final boolean groups;
    private int requests;

    MemoryTable(List<Row> rows, NaNs nans, boolean groups) {
        this.rows = rows;
        this.nans = nans;
        this.groups = groups;
    }

    boolean has(Cell cell, Row row) {
        return cell.ranges().stream().allMatch(range -> has(range, row.value(range.column())));
    }

    private boolean has(Range range, @Nullable Comparable<?> value) {
        if (range.isNull() || value == null) {
            return range.isNull() && value == null;
        }
        return (range.from() == null || compares(value, range.from(), order -> order >= 0))
                && (range.to() == null || compares(value, range.to(), order -> order < 0));
    }

    private boolean compares(Comparable<?> value, String literal, Predicate<Integer> wanted) {
        if (value instanceof String text) {
            return wanted.test(
                    text.compareTo(literal.substring(1, literal.length() - 1).replace("''", "'")));
        }
        double number = (Double) value;
        if (Double.isNaN(number)) {
            return nans != NaNs.NEVER && wanted.test(nans == NaNs.ABOVE_ALL ? 1 : -1);
        }
        return wanted.test(Double.compare(number, Double.parseDouble(literal)));
    }

    @Override
    public Mark mark(Cell cell) {
        requests++;
        List<Row> inside = rows.stream().filter(row -> has(cell, row)).toList();
        return new Mark(
                inside.size(),
                Map.of(
                        "MAX(t_min)",
                        inside.stream()
                                .map(Row::time)
                                .filter(time -> time != null && !time.isNaN())
                                .max(Comparator.naturalOrder())
                                .map(Mark::text)
                                .orElse(""),
                        "SUM(size)",
                        inside.isEmpty()
                                ? ""
                                : Mark.text(inside.stream().mapToInt(Row::size).sum())));
    }

    private List<Double> numbers(Cell cell, String column) {
        requests++;
        return rows.stream()
                .filter(row -> has(cell, row))
                .map(row -> (Double) row.value(column))
                .filter(value -> value != null && !value.isNaN())
                .toList();
    }

    @Override
    public Bounds bounds(Cell cell, String column) {
        List<Double> numbers = numbers(cell, column);
        return new Bounds(
                numbers.stream().mapToDouble(x -> x).min().orElse(Double.NaN),
                numbers.stream().mapToDouble(x -> x).max().orElse(Double.NaN));
    }

    @Override
    public SortedMap<Long, Long> histogram(Cell cell, String column, Bounds within, double width)
            throws RefusedException {
        if (!groups) {
            throw new RefusedException("no GROUP BY", true, null);
        }
        SortedMap<Long, Long> bins = new TreeMap<>();
        numbers(cell, column).forEach(x -> bins.merge((long) Math.floor((x - within.least()) / width), 1L, Long::sum));
        return bins;
    }

    @Override
    public List<String> sample(Cell cell, String column) {
        requests++;
        return rows.stream()
                .filter(row -> has(cell, row) && row.value(column) != null)
                .map(row -> (String) Objects.requireNonNull(row.value(column)))
                .limit(20)
                .toList();
    }

    @Override
    public @Nullable String greatestOfSeveral(Cell cell, String column) {
        requests++;
        List<String> texts = rows.stream()
                .filter(row -> has(cell, row) && row.value(column) != null)
                .map(row -> (String) Objects.requireNonNull(row.value(column)))
                .distinct()
                .sorted()
                .toList();
        return texts.size() > 1 ? texts.getLast() : null;
    }

    NaNs nans() {
        return nans;
    }

    int requests() {
        return requests;
    }
}
