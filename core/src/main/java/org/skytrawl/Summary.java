package org.skytrawl;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;

/** Counts a run's log into its summary. */
final class Summary {
    private Summary() {}

    static ProvenanceEvent.RunEnded of(
            ProvenanceLog log,
            MergeResult merged,
            boolean cancelled,
            long startedNanos,
            double stalledSeconds,
            boolean outOfMemory,
            boolean unmerged) {
        Map<String, Integer> outcomes = new TreeMap<>();
        int outside = 0;
        int undeclared = 0;
        for (ProvenanceEvent.ServiceEnded ended : log.services()) {
            outcomes.merge(ended.outcome().word(), 1, Integer::sum);
            if (ended.outcome() instanceof ServiceOutcome.Pruned pruned) {
                outside += pruned.undeclared() ? 0 : 1;
                undeclared += pruned.undeclared() ? 1 : 0;
            }
        }
        return new ProvenanceEvent.RunEnded(
                Instant.now(),
                new ProvenanceEvent.ServiceCounts(outcomes, outside, undeclared),
                new ProvenanceEvent.Findings(merged.records(), merged.datasets().size(), merged.contributions()),
                new ProvenanceEvent.Ending(
                        cancelled, (System.nanoTime() - startedNanos) / 1e9, stalledSeconds, outOfMemory, unmerged));
    }
}
