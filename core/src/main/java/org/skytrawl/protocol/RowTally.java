package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.votable.ReadReport;

/** What was dropped of all answers to one question. A row that came with several parts of it counts with each. */
final class RowTally {
    private long filtered;
    private long unknown;
    private long badCells;
    private long badRows;
    private long oddUrls;
    private int extraColumns;

    void add(JudgingSink rows, @Nullable ReadReport report) {
        filtered += rows.filtered();
        unknown += rows.unknown();
        badCells += rows.badCells() + (report == null ? 0 : report.badCells());
        badRows += report == null ? 0 : report.badRows();
        oddUrls += rows.oddUrls();
        extraColumns = Math.max(extraColumns, rows.extraColumns());
    }

    long filtered() {
        return filtered;
    }

    long unknown() {
        return unknown;
    }

    long badCells() {
        return badCells;
    }

    long badRows() {
        return badRows;
    }

    long oddUrls() {
        return oddUrls;
    }

    int extraColumns() {
        return extraColumns;
    }
}
