package org.skytrawl.harvest.take;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Service;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.obstap.TapSync;

/** Reads the table of one service to its end, as far as it can, from where the journal ends. Used by one thread. */
final class ServiceHarvest {
    static final int MOST_FAILURES_IN_A_ROW = 5;
    private static final int MOST_CELLS = 1_000_000;
    private static final int MOST_DEPTH = 1_000;
    private static final int MOST_CHECKS = 8;
    private static final int SPLITS_UNTIL_COUNTED = 2;
    static final long FEWEST_ROWS_IF_SLOW = 500;
    static final long SPARE_ROWS = 1_000;
    private static final long MOST_ROWS_OF_AN_ANSWER = HarvestOptions.MOST_PAGE_ROWS;

    private final Service service;
    private final ServiceStore store;
    private final TapTable table;
    private final TapTable.Session session;
    private final List<List<String>> forms;
    private final HarvestListener listener;
    private final PageGrowth growth = new PageGrowth();
    private @Nullable RefusedException slowRows;
    private int failuresInARow;
    private int uncountedDepth;
    private int cells;

    /** @param forms of the conditions, the best first; the first that is not refused is used */
    ServiceHarvest(
            Service service,
            ServiceStore store,
            TapTable.Session session,
            List<List<String>> forms,
            HarvestListener listener) {
        this.service = service;
        this.store = store;
        this.session = session;
        this.table = new TapTable(service, session);
        this.forms = forms;
        this.listener = listener;
    }

    private ServiceState state() {
        return store.state();
    }

    /** @throws StoppedException at the end of the session or at a cancel; what is there stays */
    void run() throws StoppedException {
        boolean compares = session.options().comparesAgain(state());
        if (state().isComplete() && !compares) {
            return;
        }
        try {
            Entry.Plan plan = state().plan();
            boolean isNew = plan == null;
            if (plan == null) {
                table.onTrouble(this::sayTrouble);
                plan = new ServicePlan(table, forms).make();
                store.append(plan);
            }
            table.onTrouble(reason -> {});
            table.restrict(plan.conditions());
            table.mark(plan.values().keySet());
            if (!isNew && plan.rows() == null) {
                plan = countedAfterAll(plan);
            }
            if (compares && lookForChanges(plan)) {
                return;
            }
            CellPlanner planner = new CellPlanner(table, plan.columns());
            boolean rests = !read(state().open(), plan, planner);
            Long counted = rests || !state().open().isEmpty() || plan.rows() == null ? null : compare(plan, planner);
            boolean whole = !rests
                    && state().open().isEmpty()
                    && (plan.rows() == null
                            ? !hasGapsInCells()
                            : counted != null && counted == state().rows() && !hasGapsInCells());
            store.append(new Entry.Done(Instant.now(), state().rows(), counted, whole));
        } catch (RefusedException e) {
            tableGap(null, String.valueOf(e.getMessage()));
            if (!state().isKeptAsItIs()) {
                store.append(new Entry.Done(Instant.now(), state().rows(), null, false));
            }
        }
    }

    private boolean hasGapsInCells() {
        return state().gaps().stream().anyMatch(gap -> !gap.isOfTable());
    }

    /** A service that has given nothing yet may be asked again for minutes: its status has the reason meanwhile. */
    private void sayTrouble(String reason) {
        boolean isKnown = state().gaps().stream().anyMatch(gap -> gap.reason().equals(reason));
        if (!isKnown) {
            tableGap(null, reason);
        }
    }

    /** A service that refused {@code COUNT(*)} may have been busy. */
    private Entry.Plan countedAfterAll(Entry.Plan plan) throws RefusedException, StoppedException {
        try {
            Mark whole = table.mark(Cell.WHOLE);
            Entry.Plan counted =
                    new Entry.Plan(Instant.now(), plan.conditions(), plan.columns(), whole.rows(), whole.values());
            store.append(counted);
            return counted;
        } catch (RefusedException e) {
            if (!e.isUnderstood() && !Requests.isTooSlow(e)) {
                throw e;
            }
            return plan;
        }
    }

    /**
     * Says which leaves are to be read again: those that have changed, or all if the service does not count.
     *
     * @return whether there are none, and nothing else is to be read
     */
    private boolean lookForChanges(Entry.Plan plan) throws RefusedException, StoppedException {
        Instant start = Instant.now();
        Mark whole = plan.rows() == null ? null : table.mark(Cell.WHOLE);
        if (whole == null) {
            // one that does not answer stays as complete as it is
            var unused = table.fields();
        }
        List<Entry.Stale> changed = whole == null ? state().allStale() : new ChangedLeaves(state(), table).find(whole);
        Entry.Update.all(start, changed).forEach(store::append);
        if (whole == null
                || !changed.isEmpty()
                || !state().open().isEmpty()
                || hasGapsInCells()
                || whole.rows() != state().rows()) {
            return false;
        }
        store.append(new Entry.Done(start, state().rows(), whole.rows(), true));
        return true;
    }

    /** Counts a leaf again. */
    private long told(Cell leaf) throws RefusedException, StoppedException {
        Mark mark = table.mark(leaf);
        store.append(new Entry.Told(Instant.now(), leaf.id(), mark));
        return mark.rows();
    }

    /** The most rows of a page now. */
    private long most() {
        Entry.Limit limit = state().limit();
        return Math.max(1, limit == null ? mostIfFast() : Math.min(mostIfFast(), limit.rows()));
    }

    private long mostIfFast() {
        long most = Math.min(session.options().pageRows(), state().firmLimit());
        Long declared = service.maxRecords();
        return declared != null && declared > 1 ? Math.min(most, declared / 2) : most;
    }

    /** @return whether it went on to the end, with gaps or without; not if the service failed too often */
    private boolean read(List<Cell> first, Entry.Plan plan, CellPlanner planner) throws StoppedException {
        Deque<Cell> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            Cell cell = open.pop();
            try {
                List<Cell> more = plan.rows() == null ? uncounted(cell, null, plan.columns()) : counted(cell, planner);
                failuresInARow = 0;
                for (int i = more.size() - 1; i >= 0; i--) {
                    open.push(more.get(i));
                }
            } catch (RefusedException e) {
                if (isSlower(e)) {
                    open.push(cell);
                    continue;
                }
                gap(cell, state().count(cell), String.valueOf(e.getMessage()));
                if (++failuresInARow == MOST_FAILURES_IN_A_ROW) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Asks a service that is too slow for fewer rows at once. */
    private boolean isSlower(RefusedException e) {
        if (e != slowRows || most() <= FEWEST_ROWS_IF_SLOW) {
            return false;
        }
        store.append(new Entry.Limit(
                Instant.now(), Math.max(FEWEST_ROWS_IF_SLOW, most() / 2), String.valueOf(e.getMessage()), true));
        growth.slowed();
        return true;
    }

    /** A page came in time: after some of them the next ones may be larger. */
    private void inTime() {
        Entry.Limit limit = state().limit();
        if (limit != null && limit.slow() && limit.rows() < mostIfFast() && growth.isDue()) {
            store.append(
                    new Entry.Limit(Instant.now(), Math.min(mostIfFast(), 2 * limit.rows()), "it is faster now", true));
        }
    }

    /** Before the page of an answer that has not all rows: a program that ends between them must not forget the gap. */
    private void gap(Cell cell, @Nullable Long rows, String reason) {
        store.append(new Entry.Gap(Instant.now(), cell.id(), rows, reason));
    }

    private void tableGap(@Nullable Long rows, String reason) {
        store.append(new Entry.Gap(Instant.now(), Entry.Gap.TABLE, rows, reason));
    }

    /** Reads a cell of a table that the service counts, or splits it. @return the cells to read next */
    private List<Cell> counted(Cell cell, CellPlanner planner) throws RefusedException, StoppedException {
        Long known = state().count(cell);
        if (known == null && cell.depth() < uncountedDepth) {
            return uncounted(cell, null, planner.columns());
        }
        try {
            return counted(cell, known == null ? told(cell) : known, planner);
        } catch (RefusedException e) {
            if (known != null || state().count(cell) != null || !Requests.isTooSlow(e)) {
                throw e;
            }
            // its parts are much smaller only some splits further down
            uncountedDepth = cell.depth() + SPLITS_UNTIL_COUNTED;
            return uncounted(cell, null, planner.columns());
        }
    }

    /**
     * The parts of a cell with too many rows; if the service is too slow to look it over, what its first rows show.
     *
     * @return the cells to read next; null if no column splits it
     */
    private @Nullable List<Cell> parts(Cell cell, long count, CellPlanner planner)
            throws RefusedException, StoppedException {
        List<Entry.Part> planned;
        try {
            planned = planner.split(cell, count, most());
        } catch (RefusedException e) {
            if (!Requests.isTooSlow(e)) {
                throw e;
            }
            return uncounted(cell, count, planner.columns());
        }
        return planned.isEmpty() ? null : split(cell, planned);
    }

    /** Reads a cell, or splits it. @return the cells to read next */
    private List<Cell> counted(Cell cell, long count, CellPlanner planner) throws RefusedException, StoppedException {
        long most = most();
        List<Cell> first = count > most ? parts(cell, count, planner) : null;
        if (first != null) {
            return first;
        }
        long expected = count;
        for (int attempt = 1; ; attempt++) {
            // what no column splits may be more than there is memory for
            long kept = Math.min(Math.max(expected + SPARE_ROWS, 2 * most), Math.max(MOST_ROWS_OF_AN_ANSWER, 2 * most));
            PageRows rows = new PageRows(kept);
            Asked asked = ask(cell, Math.min(Math.max(expected, 1) + SPARE_ROWS, kept), rows);
            if (asked.overflow() != null && rows.size() >= expected && attempt == 1) {
                // the table has grown
                expected = told(cell);
                List<Cell> parts = expected > most ? parts(cell, expected, planner) : null;
                if (parts != null) {
                    return parts;
                }
                continue;
            }
            if (asked.overflow() != null) {
                return overflowed(cell, expected, rows, asked, planner);
            }
            long got = rows.size();
            long now = got == expected ? expected : told(cell);
            if (got >= Math.min(expected, now) && got <= Math.max(expected, now)) {
                write(cell, now, rows, asked);
                return List.of();
            }
            if (attempt == 2) {
                gap(cell, now, "the service gives " + got + " rows of " + now + ", and says that it gives all");
                return List.of();
            }
            expected = now;
        }
    }

    /** The service gave less than the cell has: its limit is lower than was known. */
    private List<Cell> overflowed(Cell cell, long count, PageRows rows, Asked asked, CellPlanner planner)
            throws RefusedException, StoppedException {
        if (rows.size() > 0 && rows.size() / 2 < most()) {
            store.append(
                    new Entry.Limit(Instant.now(), Math.max(1, rows.size() / 2), String.valueOf(asked.overflow())));
        }
        List<Cell> parts = count > most() ? parts(cell, count, planner) : null;
        if (parts != null) {
            return parts;
        }
        gap(
                cell,
                count,
                "no column splits its " + count + " rows, of which the service gives " + rows.size() + ": "
                        + asked.overflow());
        write(cell, count, rows, asked);
        return List.of();
    }

    /** Reads a cell that the service does not count, or is too slow to look over; or splits it where its rows have their middle. */
    private List<Cell> uncounted(Cell cell, @Nullable Long count, List<String> columns)
            throws RefusedException, StoppedException {
        long most = most();
        PageRows rows = new PageRows(2 * most + SPARE_ROWS);
        Asked asked = ask(cell, most, rows);
        String cut = asked.overflow();
        if (cut == null && count != null && rows.size() < count) {
            cut = rows.size() + " rows of " + count;
        } else if (cut == null && count == null) {
            cut = SilentCut.sign(rows.size(), asked.warnings(), service);
        }
        if (cut == null) {
            if (asked.badRows() > 0) {
                gap(cell, null, asked.badRows() + " of its rows have too few or too many cells");
            }
            write(cell, count, rows, asked);
            return List.of();
        }
        if (asked.overflow() != null && rows.size() > 1 && rows.size() < most) {
            store.append(new Entry.Limit(Instant.now(), rows.size(), asked.overflow()));
        }
        for (String column : columns) {
            String middle = cell.hasNoValueOf(column) ? null : rows.middle(column);
            if (middle != null && !cell.hasEdge(column, middle) && !losesRows(cell, column, middle, count)) {
                List<Entry.Part> parts = new ArrayList<>();
                for (Range range : CellPlanner.ranges(cell, column, List.of(middle))) {
                    parts.add(new Entry.Part(range, null));
                }
                return split(cell, parts);
            }
        }
        gap(
                cell,
                count,
                asked.overflow() == null
                        ? "may be cut, and no column splits it: " + cut
                        : "no column splits its rows, of which the service gives " + rows.size() + ": " + cut);
        write(cell, count, rows, asked);
        return List.of();
    }

    private boolean losesRows(Cell cell, String column, String edge, @Nullable Long count)
            throws RefusedException, StoppedException {
        try {
            return table.losesRows(cell, column, edge);
        } catch (RefusedException e) {
            if (count == null || !Requests.isTooSlow(e)) {
                throw e;
            }
            // the counts at the end say so
            return false;
        }
    }

    private List<Cell> split(Cell cell, List<Entry.Part> parts) throws RefusedException {
        if (parts.isEmpty()) {
            return List.of();
        }
        if (cell.depth() >= MOST_DEPTH) {
            throw new RefusedException("its table is split unevenly: " + MOST_DEPTH + " times in a row", true, null);
        }
        cells += parts.size();
        if (cells > MOST_CELLS) {
            throw new RefusedException("its table has more than " + MOST_CELLS + " parts", false, null);
        }
        store.split(new Entry.Split(Instant.now(), cell.id(), parts));
        return state().parts(cell).stream()
                .filter(part -> !Long.valueOf(0).equals(state().count(part)))
                .toList();
    }

    private Asked ask(Cell cell, long maxRec, PageRows rows) throws RefusedException, StoppedException {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        String query = table.rowsOf(cell);
        String overflow;
        long badRows = 0;
        long badCells = 0;
        String warnings = "";
        try {
            TapSync.Answer answer = table.ask(query, maxRec, 2, rows);
            overflow = answer.overflow();
            badRows = answer.report().badRows();
            badCells = answer.report().badCells();
            warnings = answer.report().warnings();
        } catch (RefusedException e) {
            if (!rows.isFull()) {
                slowRows = Requests.isTooSlow(e) ? e : null;
                throw e;
            }
            overflow = "more than " + rows.size() + " rows, although fewer were asked for";
        }
        return new Asked(
                query, overflow, badRows, 0, badCells, warnings, start, (System.nanoTime() - startNanos) / 1e9);
    }

    private void write(Cell cell, @Nullable Long counted, PageRows rows, Asked asked) {
        asked.write(store, service, cell, counted, rows);
        inTime();
        listener.page(service, rows.size());
    }

    /**
     * Compares the rows that are there with a count of the table, and reads cells again whose count is another.
     *
     * @return the last count
     */
    private Long compare(Entry.Plan plan, CellPlanner planner) throws RefusedException, StoppedException {
        long count = 0;
        for (int check = 1; check <= MOST_CHECKS; check++) {
            count = table.count(Cell.WHOLE);
            if (count == state().rows() || hasGapsInCells()) {
                return count;
            }
            if (!again(Cell.WHOLE, count, plan, planner)) {
                return count;
            }
        }
        tableGap(count, "the table changes while it is read: " + state().rows() + " rows of " + count);
        return count;
    }

    /** @return false if the service failed too often */
    private boolean again(Cell cell, long count, Entry.Plan plan, CellPlanner planner)
            throws RefusedException, StoppedException {
        List<Cell> parts = state().parts(cell);
        if (parts.isEmpty()) {
            return read(counted(cell, count, planner), plan, planner);
        }
        for (Cell part : parts) {
            long now = state().parts(part).isEmpty() ? told(part) : table.count(part);
            if (now != state().rows(part) && !again(part, now, plan, planner)) {
                return false;
            }
        }
        return true;
    }
}
