package org.skytrawl.harvest.take;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Service;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.ProtocolDescriptor;

/**
 * Reads all of a service that has no table: asks for everything, and divides by time and place what the service does not give
 * at once, from where the journal ends. Such a service does not count, and what has no time or no position is in no part: it is
 * complete only if it was not divided, and an update reads all its parts again. Used by one thread.
 */
final class PartHarvest {
    private static final int MOST_FAILURES_IN_A_ROW = 5;
    private static final int MOST_CELLS = 200_000;

    private final Service service;
    private final ServiceStore store;
    private final PartRequests requests;
    private final PartPlanner planner;
    private final HarvestOptions options;
    private final HarvestListener listener;
    private @Nullable Instant updateDue;
    private int failuresInARow;
    private int cells;

    PartHarvest(
            Service service,
            ServiceStore store,
            ProtocolDescriptor protocol,
            TapTable.Session session,
            HarvestListener listener) {
        this.service = service;
        this.store = store;
        this.requests = new PartRequests(service, protocol, session);
        this.planner = new PartPlanner(requests, protocol.partsBy());
        this.options = session.options();
        this.listener = listener;
    }

    private ServiceState state() {
        return store.state();
    }

    /**
     * @throws StoppedException at the end of the session or at a cancel; what is there stays
     * @throws HarvestException if the journal has parts that are none of time and sky
     */
    void run() throws StoppedException {
        boolean again = options.comparesAgain(state());
        if (!again && state().done() != null && open().isEmpty() && !hadFault()) {
            return;
        }
        if (again) {
            update();
        }
        Entry.Limit limit = state().limit();
        if (limit != null) {
            requests.limit(limit.rows());
        }
        List<Cell> open = open();
        open.forEach(this::check);
        requests.onTrouble(this::sayTrouble);
        boolean ended = read(open);
        if (updateDue != null) {
            // it could not be asked: what is there is as complete as before
            return;
        }
        String missing = ended && state().open().isEmpty() ? missing() : null;
        if (missing != null
                && state().gaps().stream().noneMatch(gap -> gap.reason().equals(missing))) {
            gap(Entry.Gap.TABLE, missing);
        }
        boolean whole = ended
                && state().open().isEmpty()
                && missing == null
                && state().gaps().stream().allMatch(gap -> RefusedException.isFault(gap.reason()) && gap.isOfTable());
        store.append(new Entry.Done(Instant.now(), state().rows(), null, whole));
    }

    private boolean hadFault() {
        return state().gaps().stream().anyMatch(gap -> gap.isOfTable() && RefusedException.isFault(gap.reason()));
    }

    /** Marks all parts as old. Those of a complete service are so only when it answers: until then it stays complete. */
    private void update() {
        Instant now = Instant.now();
        if (state().isComplete()) {
            updateDue = now;
        } else {
            Entry.Update.all(now, state().allStale()).forEach(store::append);
        }
    }

    /** A service that has given nothing yet may be asked again for minutes: its status has the reason meanwhile. */
    private void sayTrouble(String reason) {
        if (state().plan() == null
                && state().gaps().stream().noneMatch(gap -> gap.reason().equals(reason))) {
            gap(Entry.Gap.TABLE, reason);
        }
    }

    /** A service that could not be divided may have been out of order. */
    private List<Cell> open() {
        boolean again = state().parts(Cell.WHOLE).isEmpty() && (state().hasGap(Cell.WHOLE) || updateDue != null);
        return again ? List.of(Cell.WHOLE) : state().open();
    }

    private void check(Cell cell) {
        try {
            var unused = Slice.of(cell);
        } catch (IllegalArgumentException e) {
            throw new HarvestException(store.journal() + " has a part that cannot be asked for: " + e.getMessage(), e);
        }
    }

    /** What is not there although all parts have been read; null if nothing is missing. */
    private @Nullable String missing() {
        if (state().rows() == 0) {
            return "it gives no rows, neither of all nor of parts";
        }
        Set<String> divided = new TreeSet<>();
        collectDivided(Cell.WHOLE, divided);
        return divided.isEmpty()
                ? null
                : "it does not give all rows at once; those without " + String.join(" or without ", divided)
                        + ", if it has any, cannot be asked for";
    }

    private void collectDivided(Cell cell, Set<String> divided) {
        for (Cell part : state().parts(cell)) {
            divided.add(part.ranges().getLast().column().equals(Slice.TIME) ? "time" : "position");
            collectDivided(part, divided);
        }
    }

    /** @return whether it went on to the end, with gaps or without; not if the service failed too often */
    private boolean read(List<Cell> first) throws StoppedException {
        Deque<Cell> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            Cell cell = open.pop();
            try {
                List<Cell> parts = take(cell);
                failuresInARow = 0;
                for (int i = parts.size() - 1; i >= 0; i--) {
                    open.push(parts.get(i));
                }
            } catch (RefusedException e) {
                boolean hasNoAnswer = state().plan() == null || updateDue != null;
                gap(hasNoAnswer ? Entry.Gap.TABLE : cell.id(), String.valueOf(e.getMessage()));
                if (++failuresInARow == MOST_FAILURES_IN_A_ROW) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Reads a cell, or divides it. @return the cells to read next */
    private List<Cell> take(Cell cell) throws RefusedException, StoppedException {
        PartRequests.Answer answer;
        try {
            Slice slice = Slice.of(cell);
            answer = cell.equals(Cell.WHOLE) ? requests.tryOut(slice) : requests.ask(slice);
        } catch (RefusedException e) {
            // it may want a position, or be too slow for so much
            boolean isTooMuch = Requests.isTooSlow(e) || (e.isUnderstood() && !cell.hasRangeOf(Slice.PLACE));
            List<Range> ranges = isTooMuch ? planner.divide(cell, null) : List.of();
            if (ranges.isEmpty()) {
                throw e;
            }
            return split(cell, ranges);
        }
        if (answer == null) {
            throw new RefusedException("it declares not to accept so large a circle any more", true, null);
        }
        begin();
        boolean isEmpty = cell.equals(Cell.WHOLE) && answer.rows().size() == 0;
        boolean hidesRows = !answer.isCut() && cell.equals(Cell.WHOLE) && planner.hidesRows(answer);
        if (hidesRows) {
            long rows = answer.all().size();
            store.append(new Entry.Limit(
                    Instant.now(),
                    rows,
                    "of everything it gives " + rows + " rows, and of a part rows that are not among them"));
            requests.limit(rows);
        }
        if (answer.isCut() || isEmpty || hidesRows) {
            // some services answer without a position, but with nothing
            List<Range> ranges = planner.divide(cell, isEmpty ? null : answer);
            if (!ranges.isEmpty()) {
                return split(cell, ranges);
            }
        }
        Asked asked = answer.asked();
        if (answer.isCut() || hidesRows) {
            gap(
                    cell.id(),
                    "neither time nor place divides its rows further, of which the service gives "
                            + answer.rows().size() + ": "
                            + (hidesRows ? "it does not say that it has more" : asked.overflow()));
        } else if (asked.badRows() > 0) {
            gap(cell.id(), asked.badRows() + " of its rows have too few or too many cells");
        }
        if (answer.rows().size() == 0 && isNewPart(cell)) {
            // most of thousands of parts may be empty: a line is enough
            store.append(new Entry.Told(asked.time(), cell.id(), new Mark(0, Map.of()), asked.droppedRows()));
            return List.of();
        }
        asked.write(store, service, cell, null, answer.rows());
        listener.page(service, answer.rows().size());
        return List.of();
    }

    private boolean isNewPart(Cell cell) {
        return cell.depth() > 0 && state().page(cell) == null && !state().hasGap(cell);
    }

    /** The service has answered. */
    private void begin() {
        if (state().plan() == null) {
            store.append(new Entry.Plan(Instant.now(), List.of(), List.of(Slice.TIME, Slice.PLACE), null));
        }
        Instant due = updateDue;
        if (due != null) {
            updateDue = null;
            Entry.Update.all(due, state().allStale()).forEach(store::append);
        }
    }

    private List<Cell> split(Cell cell, List<Range> ranges) throws RefusedException {
        cells += ranges.size();
        if (cells > MOST_CELLS) {
            throw new RefusedException("it has more than " + MOST_CELLS + " parts", false, null);
        }
        begin();
        List<Entry.Part> parts =
                ranges.stream().map(range -> new Entry.Part(range, null)).toList();
        store.split(new Entry.Split(Instant.now(), cell.id(), parts));
        return state().parts(cell);
    }

    private void gap(String cell, String reason) {
        store.append(new Entry.Gap(Instant.now(), cell, null, reason));
    }
}
