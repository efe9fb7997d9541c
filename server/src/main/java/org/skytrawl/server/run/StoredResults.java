package org.skytrawl.server.run;

import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * The results and logs of ended runs that are in memory. Others are read from disk when they are asked for. Thread-safe.
 *
 * @param datasets by run, bounded by rows
 * @param logs by run, bounded by events
 */
record StoredResults(Recent<List<FoundDataset>> datasets, Recent<ProvenanceLog> logs) {
    /** A result without rows costs something too. */
    private static final long LEAST_ROWS = 1000;

    private static final long MOST_EVENTS = 200_000;

    StoredResults(long mostRows) {
        this(
                new Recent<>(mostRows, rows -> Math.max(LEAST_ROWS, rows.size())),
                new Recent<>(MOST_EVENTS, log -> Math.max(LEAST_ROWS, log.size())));
    }

    void remove(String id) {
        datasets.remove(id);
        logs.remove(id);
    }
}
