package org.skytrawl.protocol.mapping;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.sky.SkyShape;

/** Maps the rows of one answer to records. Used by one thread at a time. */
public interface RowMapper {
    /**
     * A record with its footprint.
     *
     * @param footprint null if there is none, it is unreadable or not needed
     * @param hasRegion whether the service has an {@code s_region} for it, readable or not
     */
    record Mapped(ObsCoreRecord record, @Nullable SkyShape footprint, boolean hasRegion) {
        public Mapped(ObsCoreRecord record, @Nullable SkyShape footprint) {
            this(record, footprint, record.text(ObsCoreColumn.s_region) != null);
        }
    }

    /** Unreadable cells are null in the record, and counted. */
    Mapped map(@Nullable Object[] cells);

    /** Estimated bytes of the texts of all records so far, without footprints. */
    long heldTextBytes();

    /** Whether the mapper knows any column of the answer. */
    boolean knowsColumns();

    /** The column of the answer, with its unit, for each ObsCore column that is copied. */
    default Map<ObsCoreColumn, ObsCoreCells.Source> sources() {
        return Map.of();
    }

    /** Number of columns of the answer that are not used. */
    int extraColumns();

    /** Number of unreadable cells so far. */
    long badCells();
}
