package org.skytrawl;

import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * What a run found, and what became of every service. Immutable and thread-safe.
 *
 * @param datasets the datasets, each once, in an order that does not depend on who answered first
 * @param log the run's log, ended
 */
public record DiscoveryResult(List<FoundDataset> datasets, ProvenanceLog log) {
    /** Keeps its own copy. */
    public DiscoveryResult {
        datasets = List.copyOf(datasets);
    }

    /** The services that were asked, or should have been, and did not answer completely. */
    public List<ProvenanceEvent.ServiceEnded> losses() {
        return log.services().stream().filter(ended -> ended.outcome().isLoss()).toList();
    }

    /** Whether every service that was to be asked answered completely: if not, datasets may be missing. */
    public boolean isComplete() {
        return losses().isEmpty();
    }
}
