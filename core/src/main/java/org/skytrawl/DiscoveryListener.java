package org.skytrawl;

import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;

/**
 * Watches a run. All calls come one after the other on one thread, events in the log's order. A slow listener holds up
 * nobody: the run goes on, and at its end waits a second for it; what is left to tell comes after that. It may cancel the
 * run. What it throws is logged and ignored.
 */
@FunctionalInterface
public interface DiscoveryListener {
    /** Something happened; the same event stands in the log. */
    void onEvent(ProvenanceEvent event);

    /**
     * A service gave a record that matches. Provisional: other services may give the same dataset, and only the merging
     * at the end tells.
     */
    default void onRecord(Origin origin, ObsCoreRecord record) {}
}
