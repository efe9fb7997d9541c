package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.sky.SkyShape;

/** Turns the rows of one answer into records. Used by one thread at a time. */
public interface RowMapper {
    /**
     * A record and its region.
     *
     * @param footprint null if it has none, it is unreadable, or it is not wanted
     */
    record Mapped(ObsCoreRecord record, @Nullable SkyShape footprint) {}

    /** The record that a row is. A cell that cannot be understood costs that cell, and is counted. */
    Mapped map(@Nullable Object[] cells);

    /** What the texts of all records so far take of memory, footprints apart, in bytes, about. */
    long heldTextBytes();

    /** Whether any column of the answer was understood. */
    boolean knowsColumns();

    /** Columns of the answer that were left out. */
    int extraColumns();

    /** Cells that could not be understood, so far. */
    long badCells();
}
