package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;

/**
 * The result of reading an answer.
 *
 * @param hasTable true if a table was found, also one that the sink does not know
 * @param rows rows delivered to the sink
 * @param badCells cells that do not fit their datatype and were delivered as null, FIELD attributes that are too long, and
 *     cells, attributes and other texts whose XML was repaired
 * @param repairedTexts those of the bad cells that are cells, attributes and other texts whose XML was repaired
 * @param badRows rows whose number of cells is not the number of fields; those without any cell are dropped
 * @param extraTables tables that were not read
 * @param warnings texts of INFO elements that warn, such as of a result that is truncated; empty if there are none
 * @param replacedCharacters invalid bytes and forbidden control characters, each delivered as U+FFFD
 * @param failure why the answer is incomplete, or null. The rows before it are valid
 */
public record ReadReport(
        QueryStatus status,
        boolean hasTable,
        long rows,
        long badCells,
        long repairedTexts,
        long badRows,
        int extraTables,
        String warnings,
        long replacedCharacters,
        @Nullable ReadFailure failure) {
    /** True if every row that the service sent was read. The service may have cut the rows: {@link QueryStatus.Word#OVERFLOW}. */
    public boolean complete() {
        return failure == null;
    }
}
