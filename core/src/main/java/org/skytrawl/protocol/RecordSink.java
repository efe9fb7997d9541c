package org.skytrawl.protocol;

import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.votable.StopReadingException;

/**
 * Takes the records that match. The calls of one query come one after the other, each happening before the next, but not
 * always on the thread that asked.
 */
@FunctionalInterface
public interface RecordSink {
    /**
     * Called for each record that is kept. What else it throws ends the query as {@code INTERNAL}.
     *
     * @param bytes what the record takes of memory, about
     * @throws NoMoreRecordsException if there is no room for it: that ends the query as overflowed
     */
    void accept(ObsCoreRecord record, long bytes) throws StopReadingException;

    /** There is no room for more records; the message says why, and what to do. */
    final class NoMoreRecordsException extends StopReadingException {
        private static final long serialVersionUID = 1L;

        /** For this reason. */
        public NoMoreRecordsException(String reason) {
            super(reason);
        }
    }
}
