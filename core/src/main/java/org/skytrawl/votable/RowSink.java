package org.skytrawl.votable;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the fields of a table, then its rows. Each call happens before the next, and all before {@link
 * VoTableReader#read} ends, so an implementation needs no locks. Rows of BINARY and BINARY2 come on another thread than the
 * caller's. An exception ends the reading, and {@code read} throws the same instance.
 */
public interface RowSink {
    /**
     * Whether all tables of the results are of interest, not the first only. {@link #fields} then comes before the rows of
     * each.
     */
    default boolean readsAllTables() {
        return false;
    }

    /** Whether any column of a table is of use. If not, the table is not read; if it has rows, the answer is incomplete. */
    default boolean knows(List<TableField> fields) {
        return true;
    }

    /**
     * Called once, before any row; not called for a document without a table.
     *
     * @param fields immutable; the FIELDs of the table, then its PARAMs, which have the same value in each row
     */
    void fields(List<TableField> fields) throws IOException, StopReadingException;

    /**
     * Called for each cell that does not fit its datatype, before its row, in which it is null.
     *
     * @param column index of the field
     * @param written the text of the cell
     */
    default void badCell(int column, String written) {}

    /**
     * Called for each row that has any cell. Missing cells are null, cells without a field are left out.
     *
     * @param cells values of {@link TableField#cellClass()}, or null for a blank, a NaN, the declared null value or an
     *     unreadable cell. A new array for each row.
     */
    void row(@Nullable Object[] cells) throws IOException, StopReadingException;
}
