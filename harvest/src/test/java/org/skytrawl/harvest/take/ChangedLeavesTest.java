package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.net.StoppedException;

/** Random tables change at random; the leaves that changed are found, and no others, with few questions. */
class ChangedLeavesTest {
    private static final List<String> COLUMNS = List.of("t_min", "s_dec", "obs_id");
    private static final Instant TIME = Instant.EPOCH;

    private static MemoryTable table(List<MemoryTable.Row> rows) {
        return new MemoryTable(rows, MemoryTable.NaNs.ABOVE_ALL, true);
    }

    /** As it is when all has been read. */
    private static ServiceState harvested(List<MemoryTable.Row> rows, int most)
            throws RefusedException, StoppedException {
        MemoryTable table = table(rows);
        CellPlanner planner = new CellPlanner(table, COLUMNS);
        ServiceState state = new ServiceState();
        Mark whole = table.mark(Cell.WHOLE);
        state.add(new Entry.Plan(TIME, List.of(), COLUMNS, whole.rows(), whole.values()));
        Deque<Cell> open = new ArrayDeque<>(List.of(Cell.WHOLE));
        while (!open.isEmpty()) {
            Cell cell = open.pop();
            long count = Objects.requireNonNull(state.count(cell));
            List<Entry.Part> parts = count <= most ? List.of() : planner.split(cell, count, most);
            if (!parts.isEmpty()) {
                state.add(new Entry.Split(TIME, cell.id(), parts));
                open.addAll(state.parts(cell));
            } else if (count > 0) {
                state.add(new Entry.Page(
                        TIME, cell.id(), cell.id() + "-1.parquet", count, count, 0, 0, "", 0, 1, List.of()));
            }
        }
        return state;
    }

    private static Set<String> found(ServiceState state, MemoryTable table) throws RefusedException, StoppedException {
        return new ChangedLeaves(state, table)
                .find(table.mark(Cell.WHOLE)).stream()
                        .map(Entry.Stale::cell)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> different(ServiceState state, MemoryTable before, MemoryTable after) {
        return state.leaves().stream()
                .filter(leaf -> !before.mark(leaf).equals(after.mark(leaf)))
                .map(Cell::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheLeavesThatChanged(int seed) throws RefusedException, StoppedException {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(300);
        List<MemoryTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add(row(random));
        }
        ServiceState state = harvested(rows, 1 + random.nextInt(20));
        MemoryTable before = table(rows);
        assertThat(found(state, before)).isEmpty();

        List<MemoryTable.Row> now = new ArrayList<>(rows);
        int changes = 1 + random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            switch (random.nextInt(3)) {
                case 0 -> now.add(new MemoryTable.Row(70_000.0 + i, 1.0, "new" + i, 4));
                case 1 -> now.remove(random.nextInt(Math.max(1, now.size())));
                default -> {
                    int at = random.nextInt(now.size());
                    MemoryTable.Row old = now.get(at);
                    now.set(at, new MemoryTable.Row(old.time(), old.dec(), old.id(), old.size() + 1));
                }
            }
            if (now.isEmpty()) {
                break;
            }
        }
        MemoryTable after = table(now);
        assertThat(found(state, after)).isEqualTo(different(state, before, after));
    }

    private static MemoryTable.Row row(Random random) {
        return new MemoryTable.Row(
                number(random, 50_000 + 10_000 * random.nextDouble()),
                number(random, 90 * random.nextDouble()),
                "o" + random.nextInt(500),
                random.nextInt(1_000));
    }

    private static @Nullable Double number(Random random, double usual) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> Double.valueOf(Double.NaN);
            case 2 -> Double.valueOf(50_000);
            default -> Double.valueOf(usual);
        };
    }

    @Test
    void needsOneQuestionIfNothingChangedAndFewIfThreeOfFourHundredLeavesDid()
            throws RefusedException, StoppedException {
        List<MemoryTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(new MemoryTable.Row(50_000.0 + i, 0.0, "o" + i, i));
        }
        ServiceState state = harvested(rows, 14);
        assertThat(state.leaves()).hasSizeBetween(350, 450);

        MemoryTable same = table(rows);
        assertThat(found(state, same)).isEmpty();
        assertThat(same.requests()).isEqualTo(1);

        List<MemoryTable.Row> now = new ArrayList<>(rows);
        now.add(new MemoryTable.Row(60_000.0, 0.0, "new", 5));
        now.remove(1_234);
        now.set(3_000, new MemoryTable.Row(53_001.0, 0.0, "o3001", 77));
        MemoryTable changed = table(now);
        assertThat(found(state, changed)).hasSize(3);
        assertThat(changed.requests()).isEqualTo(44);
    }

    @Test
    void takesLeavesWithoutValuesForUnchangedIfTheyHaveTheSameNumberOfRows() throws RefusedException, StoppedException {
        ServiceState state = new ServiceState();
        state.add(new Entry.Plan(TIME, List.of(), COLUMNS, 2L));
        state.add(new Entry.Page(TIME, "c", "c-1.parquet", 2, 2L, 0, 0, "", 0, 1, List.of()));
        List<MemoryTable.Row> two =
                List.of(new MemoryTable.Row(1.0, 1.0, "a", 1), new MemoryTable.Row(2.0, 1.0, "b", 1));
        assertThat(found(state, table(two))).isEmpty();
        assertThat(found(state, table(two.subList(0, 1)))).containsExactly("c");
        assertThat(state.mark(Cell.WHOLE)).isEqualTo(new Mark(2, Map.of()));
    }
}
