package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.net.StoppedException;

/** Random tables with missing and equal values and NaN are split so that each row is in one part. */
class CellPlannerTest {
    private static final List<String> COLUMNS = List.of("t_min", "s_dec", "obs_id");

    private record Leaf(Cell cell, long rows, boolean isGap) {}

    private static List<Leaf> leaves(MemoryTable table, CellPlanner planner, int most)
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
        List<MemoryTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(new MemoryTable.Row(
                    number(random, share, 50_000, 10_000),
                    number(random, share, 0, 90),
                    random.nextDouble() < share ? null : "o'" + random.nextInt(1 + random.nextInt(size)),
                    i));
        }
        MemoryTable table = new MemoryTable(
                rows,
                MemoryTable.NaNs.values()[random.nextInt(MemoryTable.NaNs.values().length)],
                random.nextBoolean());
        List<Leaf> leaves = leaves(table, new CellPlanner(table, COLUMNS), most);

        for (MemoryTable.Row row : rows) {
            assertThat(leaves.stream()
                            .filter(leaf -> table.has(leaf.cell(), row))
                            .count())
                    .as("%s of %s", row, leaves)
                    .isEqualTo(1);
        }
        assertThat(leaves.stream().mapToLong(Leaf::rows).sum()).isEqualTo(size);
        for (Leaf leaf : leaves) {
            List<MemoryTable.Row> inside =
                    rows.stream().filter(row -> table.has(leaf.cell(), row)).toList();
            assertThat(inside).hasSize((int) leaf.rows());
            if (leaf.isGap() && table.nans() != MemoryTable.NaNs.NEVER) {
                // no text tells its rows apart
                assertThat(inside.stream().map(MemoryTable.Row::id).distinct().count())
                        .isEqualTo(1);
            }
        }
        assertThat(table.requests()).isLessThan(20 + 30 * leaves.size() * COLUMNS.size());
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
