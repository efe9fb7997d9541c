package org.skytrawl.protocol;

import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.TargetSet;
import org.skytrawl.votable.StopReadingException;

/**
 * Receives the records that match. The calls of one query do not overlap, each happens before the next, but they may come from
 * another thread than the caller's.
 */
@FunctionalInterface
public interface RecordSink {
    /**
     * Called for each record that is kept. Any other exception ends the query as {@code INTERNAL}.
     *
     * @param bytes estimated memory of the record
     * @throws NoMoreRecordsException if there is no room for it: this ends the query as overflowed
     */
    void accept(ObsCoreRecord record, long bytes) throws StopReadingException;

    /**
     * Called by a query for a target list after each request.
     *
     * @param left the targets that are not answered yet
     * @param requests about how many requests are to follow
     */
    default void progress(TargetSet left, long requests) {}

    /** There is no room for more records. */
    final class NoMoreRecordsException extends StopReadingException {
        private static final long serialVersionUID = 1L;

        public NoMoreRecordsException(String reason) {
            super(reason);
        }
    }
}
