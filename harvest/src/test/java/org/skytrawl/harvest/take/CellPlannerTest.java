package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.net.StoppedException;

/** Random tables with missing and equal values and NaN are split so that each row is in one part. */
class CellPlannerTest {
    private static final List<String> COLUMNS = List.of("t_min", "s_dec", "obs_id");

    /** How a service compares NaN with numbers. */
    private enum NaNs {
        ABOVE_ALL,
        BELOW_ALL,
        NEVER
    }

    private record Row(
            @Nullable Double time,
            @Nullable Double dec,
            @Nullable String id) {
        @Nullable
        Comparable<?> value(String column) {
            return switch (column) {
                case "t_min" -> time;
                case "s_dec" -> dec;
                default -> id;
            };
        }
    }

    /** A table in memory that answers as a service does. */
    private static final class Table implements TableCounts {
        private final List<Row> rows;
        private final NaNs nans;
        private final boolean groups;
        private int requests;

        Table(List<Row> rows, NaNs nans, boolean groups) {
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
                return wanted.test(text.compareTo(
                        literal.substring(1, literal.length() - 1).replace("''", "'")));
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
            return new Mark(rows.stream().filter(row -> has(cell, row)).count(), Map.of());
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
            numbers(cell, column)
                    .forEach(x -> bins.merge((long) Math.floor((x - within.least()) / width), 1L, Long::sum));
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
    }

    private record Leaf(Cell cell, long rows, boolean isGap) {}

    private static List<Leaf> leaves(Table table, CellPlanner planner, int most)
            throws RefusedException, StoppedException {
        List<Leaf> leaves = new ArrayList<>();
        List<Leaf> open = new ArrayList<>(List.of(new Leaf(Cell.WHOLE, table.count(Cell.WHOLE), false)));
        while (!open.isEmpty()) {
            Leaf leaf = open.removeLast();
            List<Entry.Part> parts = leaf.rows() <= most ? List.of() : planner.split(leaf.cell(), leaf.rows(), most);
            if (parts.isEmpty()) {
                leaves.add(new Leaf(leaf.cell(), leaf.rows(), leaf.rows() > most));
            }
            for (int i = 0; i < parts.size(); i++) {
                Entry.Part part = parts.get(i);
                open.add(new Leaf(leaf.cell().child(i, part.range()), Objects.requireNonNull(part.rows()), false));
            }
        }
        return leaves;
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachRowIsInOneLeafThatFitsOrIsAGap(int seed) throws RefusedException, StoppedException {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(400);
        int most = 1 + random.nextInt(40);
        double share = random.nextInt(3) * 0.3;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new Row(
                    number(random, share, 50_000, 10_000),
                    number(random, share, 0, 90),
                    random.nextDouble() < share ? null : "o'" + random.nextInt(1 + random.nextInt(size))));
        }
        Table table = new Table(rows, NaNs.values()[random.nextInt(NaNs.values().length)], random.nextBoolean());
        List<Leaf> leaves = leaves(table, new CellPlanner(table, COLUMNS), most);

        for (Row row : rows) {
            assertThat(leaves.stream()
                            .filter(leaf -> table.has(leaf.cell(), row))
                            .count())
                    .as("%s of %s", row, leaves)
                    .isEqualTo(1);
        }
        assertThat(leaves.stream().mapToLong(Leaf::rows).sum()).isEqualTo(size);
        for (Leaf leaf : leaves) {
            List<Row> inside =
                    rows.stream().filter(row -> table.has(leaf.cell(), row)).toList();
            assertThat(inside).hasSize((int) leaf.rows());
            if (leaf.isGap() && table.nans != NaNs.NEVER) {
                // no text tells its rows apart
                assertThat(inside.stream().map(Row::id).distinct().count()).isEqualTo(1);
            }
        }
        assertThat(table.requests).isLessThan(20 + 30 * leaves.size() * COLUMNS.size());
    }

    private static @Nullable Double number(Random random, double odd, double from, double range) {
        double choice = random.nextDouble();
        if (choice < odd / 3) {
            return null;
        }
        if (choice < odd * 2 / 3) {
            return Double.NaN;
        }
        if (choice < odd) {
            return from;
        }
        return from + range * (random.nextBoolean() ? random.nextDouble() : Math.pow(random.nextDouble(), 20));
    }
}
