package org.skytrawl.harvest.take;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.net.StoppedException;

/**
 * The harvest of one service in virtual time: the planner of real harvests, and the requests that {@link ServiceHarvest} makes
 * of a table that counts its rows and does not change. Used by one thread.
 */
public final class VirtualHarvest {
    /**
     * How fast a service is.
     *
     * @param latencyS of each request before its first byte
     * @param scannedRowsPerS rows that COUNT, MIN, MAX and GROUP BY read: those of the cell, as with an index
     * @param sentRowsPerS of an answer
     */
    public record Speed(double latencyS, double scannedRowsPerS, double sentRowsPerS) {}

    private final TableCounts table;
    private final Speed speed;
    private final VirtualTime time;
    private final Deque<Cell> open = new ArrayDeque<>();
    private final List<Cell> gaps = new ArrayList<>();
    private final List<String> columns;

    /** Cells that the service was too slow to count. */
    private final Set<String> untold = new HashSet<>();

    private CellPlanner planner;
    private @Nullable RefusedException slowRows;
    private long most;
    private boolean planned;
    private int failuresInARow;
    private long pages;
    private long rows;

    VirtualHarvest(TableCounts table, List<String> columns, Speed speed, VirtualTime time, long mostRows) {
        this.table = table;
        this.speed = speed;
        this.time = time;
        this.most = mostRows;
        this.columns = List.copyOf(columns);
        this.planner = new CellPlanner(new Timed(), columns);
    }

    /** @param mostRows of a page */
    public static VirtualHarvest of(long rows, Speed speed, VirtualTime time, long mostRows) {
        return new VirtualHarvest(new VirtualTable(rows), VirtualTable.COLUMNS, speed, time, mostRows);
    }

    public long pages() {
        return pages;
    }

    public long rows() {
        return rows;
    }

    /** Rows that a page has at most now. */
    public long mostRows() {
        return most;
    }

    /** Cells that could not be read. */
    public int gaps() {
        return gaps.size();
    }

    private record Ended(double atS, List<Cell> more) {}

    /**
     * One session; another one continues it.
     *
     * @param atOnce requests at once
     * @return whether all has been read
     */
    public boolean run(int atOnce) {
        try {
            if (!planned) {
                // the columns, and the rows of the whole table
                time.ask(speed.latencyS());
                var unused = new Timed().count(Cell.WHOLE);
                open.push(Cell.WHOLE);
                planned = true;
            }
            gaps.reversed().forEach(open::push);
            gaps.clear();
            failuresInARow = 0;
            planner = new CellPlanner(new Timed(), columns);
            read(atOnce);
            if (!gaps.isEmpty() || !open.isEmpty()) {
                return false;
            }
            var unused = new Timed().count(Cell.WHOLE);
            return true;
        } catch (RefusedException e) {
            return false;
        } catch (StoppedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(int atOnce) throws StoppedException {
        PriorityQueue<Ended> running = new PriorityQueue<>(Comparator.comparingDouble(Ended::atS));
        double now = time.nowS();
        while ((!open.isEmpty() && failuresInARow < ServiceHarvest.MOST_FAILURES_IN_A_ROW) || !running.isEmpty()) {
            if (running.size() < atOnce && !open.isEmpty() && failuresInARow < ServiceHarvest.MOST_FAILURES_IN_A_ROW) {
                time.set(now);
                List<Cell> more = step(open.pop());
                running.add(new Ended(time.nowS(), more));
            } else {
                Ended ended = running.remove();
                now = ended.atS();
                ended.more().reversed().forEach(open::push);
            }
        }
        time.set(now);
    }

    private List<Cell> step(Cell cell) throws StoppedException {
        try {
            List<Cell> more = more(cell);
            failuresInARow = 0;
            return more;
        } catch (RefusedException e) {
            if (e == slowRows && most > ServiceHarvest.FEWEST_ROWS_IF_SLOW) {
                most = Math.max(ServiceHarvest.FEWEST_ROWS_IF_SLOW, most / 2);
                return List.of(cell);
            }
            gaps.add(cell);
            failuresInARow++;
            return List.of();
        }
    }

    private List<Cell> more(Cell cell) throws RefusedException, StoppedException {
        long count = count(cell);
        if (untold.contains(cell.id())) {
            try {
                scan(cell);
                untold.remove(cell.id());
            } catch (RefusedException e) {
                return withoutCounts(cell, e);
            }
        }
        if (count > most) {
            List<Cell> parts = new ArrayList<>();
            try {
                planner.split(cell, count, most).forEach(part -> parts.add(cell.child(parts.size(), part.range())));
            } catch (RefusedException e) {
                return withoutCounts(cell, e);
            }
            if (!parts.isEmpty()) {
                return parts.stream().filter(part -> count(part) > 0).toList();
            }
        }
        page(cell);
        return List.of();
    }

    private void page(Cell cell) throws RefusedException {
        askForRows(count(cell));
        pages++;
        rows += count(cell);
    }

    private void askForRows(long count) throws RefusedException {
        try {
            time.ask(speed.latencyS() + count / speed.sentRowsPerS());
        } catch (RefusedException e) {
            slowRows = Requests.isTooSlow(e) ? e : null;
            throw e;
        }
    }

    private void scan(Cell cell) throws RefusedException {
        time.ask(speed.latencyS() + count(cell) / speed.scannedRowsPerS());
    }

    /** If the service is too slow to look the cell over: a page shows where its rows have their middle. The parts are counted later. */
    private List<Cell> withoutCounts(Cell cell, RefusedException slow) throws RefusedException, StoppedException {
        if (!Requests.isTooSlow(slow)) {
            throw slow;
        }
        long count = count(cell);
        if (count <= most) {
            page(cell);
            return List.of();
        }
        askForRows(most);
        try {
            // whether rows would be lost at the middle
            scan(cell);
        } catch (RefusedException e) {
            if (!Requests.isTooSlow(e)) {
                throw e;
            }
        }
        List<Cell> parts = new ArrayList<>();
        new CellPlanner(table, columns)
                .split(cell, count, count / 2 + 1)
                .forEach(part -> parts.add(cell.child(parts.size(), part.range())));
        parts.forEach(part -> untold.add(part.id()));
        return parts.stream().filter(part -> count(part) > 0).toList();
    }

    /** What the journal knows: no request. */
    private long count(Cell cell) {
        try {
            return table.count(cell);
        } catch (RefusedException | StoppedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The table with the time of its answers. */
    private final class Timed implements TableCounts {
        @Override
        public Mark mark(Cell cell) throws RefusedException, StoppedException {
            scan(cell);
            return table.mark(cell);
        }

        @Override
        public Bounds bounds(Cell cell, String column) throws RefusedException, StoppedException {
            scan(cell);
            return table.bounds(cell, column);
        }

        @Override
        public SortedMap<Long, Long> histogram(Cell cell, String column, Bounds within, double width)
                throws RefusedException, StoppedException {
            scan(cell);
            return table.histogram(cell, column, within, width);
        }

        @Override
        public List<String> sample(Cell cell, String column) throws RefusedException, StoppedException {
            time.ask(speed.latencyS());
            return table.sample(cell, column);
        }

        @Override
        public @Nullable String greatestOfSeveral(Cell cell, String column) throws RefusedException, StoppedException {
            scan(cell);
            return table.greatestOfSeveral(cell, column);
        }
    }
}
