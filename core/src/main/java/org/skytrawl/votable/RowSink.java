package org.skytrawl.votable;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a table's fields, then its rows.
 *
 * <p>The calls come one after the other, each happening before the next and all before {@link VoTableReader#read}
 * returns or throws, so an implementation needs no locks. Rows of BINARY and BINARY2 tables come on another thread than
 * the caller's: thread locals and interrupts of the caller are not seen there.
 *
 * <p>What these methods throw ends the reading at once and comes out of {@code read} as the same instance.
 */
public interface RowSink {
    /**
     * Called once, before any row, and not at all if the document holds no table.
     *
     * @param fields the table's columns, in their order, immutable
     */
    void fields(List<TableField> fields) throws IOException, StopReadingException;

    /**
     * Called for each row that has as many cells as the table has fields.
     *
     * @param cells one value for each field, of the field's {@link TableField#cellClass()}, or null where the service
     *     sent a blank, a NaN, its declared null value or something unreadable. The array is new for each row and may
     *     be kept.
     */
    void row(@Nullable Object[] cells) throws IOException, StopReadingException;
}
