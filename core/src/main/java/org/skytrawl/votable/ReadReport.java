package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;

/**
 * What became of an answer.
 *
 * @param status what the service said
 * @param hasTable whether a table was found, so that {@link RowSink#fields} was called
 * @param rows rows delivered to the sink
 * @param badCells cells whose text could not be read as their column's datatype and was delivered as null, and attributes of
 *     FIELDs that are too long and count as absent
 * @param badRows rows dropped because they had more or fewer cells than the table has fields
 * @param extraTables tables beside the one that was read; none of their rows were delivered
 * @param replacedCharacters bytes that are no character of the document's encoding, and control characters that XML
 *     forbids, each delivered as U+FFFD
 * @param failure why the answer is not whole, or null if it is. The rows delivered before are good
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
    /**
     * Whether every row the service sent was read: the document came to its end and nothing in it failed. An answer
     * that is complete in this sense may still have been cut by the service: see {@link QueryStatus.Word#OVERFLOW}.
     */
    public boolean complete() {
        return failure == null;
    }
}
