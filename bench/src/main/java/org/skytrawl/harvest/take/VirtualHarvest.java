package org.skytrawl.harvest.take;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
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
    private CellPlanner planner;
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
            long count = count(cell);
            if (count > most) {
                List<Cell> parts = parts(cell, count);
                if (!parts.isEmpty()) {
                    failuresInARow = 0;
                    return parts.stream().filter(part -> count(part) > 0).toList();
                }
            }
            time.ask(speed.latencyS() + count / speed.sentRowsPerS());
            pages++;
            rows += count;
            failuresInARow = 0;
            return List.of();
        } catch (RefusedException e) {
            if (Requests.isTooSlow(e) && most > ServiceHarvest.FEWEST_ROWS_IF_SLOW) {
                most = Math.max(ServiceHarvest.FEWEST_ROWS_IF_SLOW, most / 2);
                return List.of(cell);
            }
            gaps.add(cell);
            failuresInARow++;
            return List.of();
        }
    }

    /** If the service is too slow to look the cell over, a page shows where its rows have their middle, and the parts are counted. */
    private List<Cell> parts(Cell cell, long count) throws RefusedException, StoppedException {
        List<Cell> parts = new ArrayList<>();
        try {
            planner.split(cell, count, most).forEach(part -> parts.add(cell.child(parts.size(), part.range())));
        } catch (RefusedException e) {
            if (!Requests.isTooSlow(e)) {
                throw e;
            }
            time.ask(speed.latencyS() + most / speed.sentRowsPerS());
            for (Entry.Part part : new CellPlanner(table, columns).split(cell, count, count / 2 + 1)) {
                Cell child = cell.child(parts.size(), part.range());
                time.ask(speed.latencyS() + count(child) / speed.scannedRowsPerS());
                parts.add(child);
            }
        }
        return parts;
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
        private void scan(Cell cell) throws RefusedException {
            time.ask(speed.latencyS() + VirtualHarvest.this.count(cell) / speed.scannedRowsPerS());
        }

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
