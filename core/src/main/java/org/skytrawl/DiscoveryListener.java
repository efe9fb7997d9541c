package org.skytrawl;

import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;

/**
 * Listens to a run. All calls come from one thread, one after the other, in the order of the log. A slow listener does not delay
 * the run; the end of the run waits at most a second for it, and the remaining calls follow. It may cancel the run. Its exceptions
 * are logged and ignored.
 */
@FunctionalInterface
public interface DiscoveryListener {
    /** Called for each event of the log. */
    void onEvent(ProvenanceEvent event);

    /** Called for each matching record. Records of one dataset from several services are merged at the end only. */
    default void onRecord(Origin origin, ObsCoreRecord record) {}
}
