package org.skytrawl.protocol;

import org.skytrawl.model.ObsCoreRecord;

/**
 * Takes the records that match. The calls of one query come one after the other, each happening before the next, but not
 * always on the thread that asked.
 */
@FunctionalInterface
public interface RecordSink {
    /** Called for each record that is kept. What it throws ends the query as {@code INTERNAL}. */
    void accept(ObsCoreRecord record);
}
