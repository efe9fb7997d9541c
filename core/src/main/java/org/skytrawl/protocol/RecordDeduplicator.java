package org.skytrawl.protocol;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.votable.StopReadingException;

/**
 * Passes each record of one query on once, or once more if it matches other targets then. Counts and drops rows that repeat another one in every column, within one answer or
 * in another part of the query, so repeated rows take no memory. Used by one thread at a time.
 */
final class RecordDeduplicator implements RecordSink {
    /** Bytes for a record's place in the table (average between full and just grown) and in the run's list. */
    private static final int BYTES_IN_TABLE = 20;

    /** Limit of comparisons, against rows made to have the same hash; a record not found within it is kept. */
    private static final int MAX_PROBES = 64;

    private static final int REPEATED = -1;

    /** This minus the place of a record that is equal, but may match other targets. */
    private static final int SEEN = -3;

    /** No free place nearby: the record is kept but repeats of it are not recognised. */
    private static final int NOT_ENTERED = -2;

    private final RecordSink sink;
    private @Nullable ObsCoreRecord[] table = new @Nullable ObsCoreRecord[64];
    private int entered;
    private long records;
    private long repeated;
    private @Nullable Consumer<ObsCoreRecord> watcher;

    RecordDeduplicator(RecordSink sink) {
        this.sink = sink;
    }

    /** Shows each record, repeated or not, until the next call. */
    void watch(@Nullable Consumer<ObsCoreRecord> by) {
        watcher = by;
    }

    @Override
    public void accept(ObsCoreRecord record, long bytes) throws StopReadingException {
        if (watcher != null) {
            watcher.accept(record);
        }
        int place = placeOf(record, table);
        if (place == REPEATED) {
            repeated++;
            return;
        }
        if (place <= SEEN) {
            more(record, SEEN - place, bytes);
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

    /** Passes a repeated record on if it matches more targets, with these only. */
    private void more(ObsCoreRecord record, int place, long bytes) throws StopReadingException {
        ObsCoreRecord known = Objects.requireNonNull(table[place]);
        TargetMatches given = Objects.requireNonNull(record.matches());
        TargetMatches before = known.matches();
        TargetMatches added = before == null ? given : given.minus(before);
        if (added == null) {
            repeated++;
            return;
        }
        table[place] = known.withMatches(TargetMatches.union(before, given));
        sink.accept(record.withMatches(added).withOverlap(added.strongest()), bytes);
        records++;
    }

    /**
     * A free place for the record, {@link #REPEATED} or {@link #SEEN} minus its place if an equal one was kept, or
     * {@link #NOT_ENTERED}.
     */
    private static int placeOf(ObsCoreRecord record, @Nullable ObsCoreRecord[] table) {
        int mask = table.length - 1;
        int place = (int) record.contentHash() & mask;
        for (int probes = 0; probes < MAX_PROBES; probes++) {
            ObsCoreRecord other = table[place];
            if (other == null) {
                return place;
            }
            if (record.hasContentOf(other)) {
                return record.matches() == null ? REPEATED : SEEN - place;
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

    long repeated() {
        return repeated;
    }
}
