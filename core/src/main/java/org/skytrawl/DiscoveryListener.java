package org.skytrawl;

import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;

/**
 * Watches a run. Events come one at a time and in the log's order, from the run's own threads: a listener should return
 * soon, as the other services' reports wait for it. It may cancel the run. What it throws is logged and ignored.
 */
@FunctionalInterface
public interface DiscoveryListener {
    /** Something happened; the same event stands in the log. */
    void onEvent(ProvenanceEvent event);

    /**
     * A service gave a record that matches. Provisional: other services may give the same dataset, and only the merging
     * at the end tells. Unlike events these come from many threads at once.
     */
    default void onRecord(Origin origin, ObsCoreRecord record) {}
}
