package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.sky.SkyShape;

/** Maps the rows of one answer to records. Used by one thread at a time. */
public interface RowMapper {
    /** A record with its footprint; null if there is none, it is unreadable or not needed. */
    record Mapped(ObsCoreRecord record, @Nullable SkyShape footprint) {}

    /** Unreadable cells are null in the record, and counted. */
    Mapped map(@Nullable Object[] cells);

    /** Estimated bytes of the texts of all records so far, without footprints. */
    long heldTextBytes();

    /** Whether the mapper knows any column of the answer. */
    boolean knowsColumns();

    /** Number of columns of the answer that are not used. */
    int extraColumns();

    /** Number of unreadable cells so far. */
    long badCells();
}
