package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;

/**
 * The result of reading an answer.
 *
 * @param hasTable true if a table was found and {@link RowSink#fields} was called
 * @param rows rows delivered to the sink
 * @param badCells cells that do not fit their datatype and were delivered as null, and FIELD attributes that are too long
 * @param badRows rows dropped because their number of cells is not the number of fields
 * @param extraTables tables that were not read
 * @param replacedCharacters invalid bytes and forbidden control characters, each delivered as U+FFFD
 * @param failure why the answer is incomplete, or null. The rows before it are valid
 */
public record ReadReport(
        QueryStatus status,
        boolean hasTable,
        long rows,
        long badCells,
        long badRows,
        int extraTables,
        long replacedCharacters,
        @Nullable ReadFailure failure) {
    /** True if every row that the service sent was read. The service may have cut the rows: {@link QueryStatus.Word#OVERFLOW}. */
    public boolean complete() {
        return failure == null;
    }
}
