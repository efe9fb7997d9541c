package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.votable.StopReadingException;

/**
 * Hands on each record of one question once: rows that repeat another one in every column, in one answer or across the seam
 * of two parts, are counted and dropped as they come. So a flood of one row takes no memory. Used by one thread at a time.
 */
final class RecordDeduplicator implements RecordSink {
    /** A place in the table, at its fullest and just after it has grown, and the record's place in the run's list. */
    private static final int BYTES_IN_TABLE = 20;

    /** Rows made to have one hash must not make each row look at all others; one that is not found is kept. */
    private static final int MOST_LOOKS = 64;

    private static final int REPEATED = -1;

    /** There is no place near: it is kept, and not known again. */
    private static final int NOT_ENTERED = -2;

    private final RecordSink sink;
    private @Nullable ObsCoreRecord[] table = new @Nullable ObsCoreRecord[64];
    private int entered;
    private long records;
    private long repeated;

    RecordDeduplicator(RecordSink sink) {
        this.sink = sink;
    }

    @Override
    public void accept(ObsCoreRecord record, long bytes) throws StopReadingException {
        int place = placeOf(record, table);
        if (place == REPEATED) {
            repeated++;
            return;
        }
        sink.accept(record, bytes + BYTES_IN_TABLE);
        records++;
        if (place == NOT_ENTERED) {
            return;
        }
        table[place] = record;
        entered++;
        if (entered > table.length / 2) {
            grow();
        }
    }

    /** A free place for the record, or {@link #REPEATED} if one that is the same has been kept, or {@link #NOT_ENTERED}. */
    private static int placeOf(ObsCoreRecord record, @Nullable ObsCoreRecord[] table) {
        int mask = table.length - 1;
        int place = (int) record.contentHash() & mask;
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            ObsCoreRecord other = table[place];
            if (other == null) {
                return place;
            }
            if (record.hasContentOf(other)) {
                return REPEATED;
            }
            place = (place + 1) & mask;
        }
        return NOT_ENTERED;
    }

    private void grow() {
        if (table.length >= 1 << 28) {
            return;
        }
        @Nullable ObsCoreRecord[] larger = new @Nullable ObsCoreRecord[table.length * 2];
        for (ObsCoreRecord record : table) {
            int place = record == null ? NOT_ENTERED : placeOf(record, larger);
            if (place >= 0) {
                larger[place] = record;
            }
        }
        table = larger;
    }

    long records() {
        return records;
    }

    /** Rows dropped because they repeat one that was kept. */
    long repeated() {
        return repeated;
    }
}
