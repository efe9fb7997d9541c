package org.skytrawl.harvest.take;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.harvest.state.ServiceState;
import org.skytrawl.net.StoppedException;

/**
 * Finds the leaves whose rows are no longer those that were read. It asks for the mark of the whole table, and if that differs
 * from what the marks of the leaves give together, for those of halves, down to single leaves. So a table that has not changed
 * needs one question, and one leaf of n that has changed needs about log2(n). Used by one thread.
 */
final class ChangedLeaves {
    private final ServiceState state;
    private final TableCounts table;
    private final List<Entry.Stale> changed = new ArrayList<>();

    ChangedLeaves(ServiceState state, TableCounts table) {
        this.state = state;
        this.table = table;
    }

    /** @param whole what the service says of the table now */
    List<Entry.Stale> find(Mark whole) throws RefusedException, StoppedException {
        if (!whole.agrees(state.mark(Cell.WHOLE))) {
            if (state.parts(Cell.WHOLE).isEmpty()) {
                changed.add(new Entry.Stale(Cell.WHOLE.id(), whole));
            } else {
                inside(Cell.WHOLE);
            }
        }
        return List.copyOf(changed);
    }

    /** Looks through a cell that differs. */
    private void inside(Cell cell) throws RefusedException, StoppedException {
        List<Cell> parts = state.parts(cell);
        if (parts.isEmpty()) {
            // its own mark: what was joined may differ where nothing changed, if the service orders texts otherwise
            Mark now = table.mark(cell);
            if (!now.agrees(state.mark(cell))) {
                changed.add(new Entry.Stale(cell.id(), now));
            }
            return;
        }
        List<Cell> values = new ArrayList<>();
        boolean others = false;
        for (Cell part : parts) {
            if (part.ranges().getLast().isNull()) {
                others |= some(cell, List.of(part), false);
            } else {
                values.add(part);
            }
        }
        var unused = some(cell, values, !others);
    }

    /**
     * Looks through neighbours.
     *
     * @param differ whether they are known to differ
     * @return whether they do
     */
    private boolean some(Cell parent, List<Cell> parts, boolean differ) throws RefusedException, StoppedException {
        if (parts.size() == 1 && state.parts(parts.getFirst()).isEmpty()) {
            int before = changed.size();
            inside(parts.getFirst());
            return differ || changed.size() > before;
        }
        if (!differ && isOneRange(parts)) {
            Mark told = Mark.of(parts.stream().map(state::mark).toList());
            if (table.mark(joined(parent, parts)).agrees(told)) {
                return false;
            }
        }
        if (parts.size() == 1) {
            inside(parts.getFirst());
            return true;
        }
        boolean left = some(parent, parts.subList(0, parts.size() / 2), false);
        boolean right = some(parent, parts.subList(parts.size() / 2, parts.size()), differ && !left);
        return left || right;
    }

    /** Not if they are all values of a column: no range says that. */
    private static boolean isOneRange(List<Cell> parts) {
        return parts.size() == 1
                || parts.getFirst().ranges().getLast().from() != null
                || parts.getLast().ranges().getLast().to() != null;
    }

    private static Cell joined(Cell parent, List<Cell> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Range first = parts.getFirst().ranges().getLast();
        Range last = parts.getLast().ranges().getLast();
        return parent.child(0, new Range(first.column(), first.from(), last.to(), false));
    }
}
