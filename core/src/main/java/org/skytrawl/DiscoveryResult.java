package org.skytrawl;

import java.util.List;
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetPair;
import org.skytrawl.model.TargetPairs;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * The datasets that a run found, and the outcome of every service. Immutable and thread-safe.
 *
 * @param datasets each dataset once, in several formats once for each, those nearest to the place of the question first
 *     ({@link Question#separationDeg}), in an order that does not depend on the timing of answers
 * @param log the complete log of the run
 */
public record DiscoveryResult(List<FoundDataset> datasets, ProvenanceLog log) {
    public DiscoveryResult {
        datasets = List.copyOf(datasets);
    }

    /**
     * The number of datasets, in however many formats. A dataset in several formats (FITS, VOTable, a preview) has a row for each
     * in {@link #datasets}; these rows have one {@code obs_publisher_did}. Where several rows of one DID have the same format,
     * the DID identifies no single dataset, and each of them counts; so does each row without DID.
     */
    public long distinctDatasets() {
        return DatasetCount.of(datasets);
    }

    /**
     * The pairs of target and dataset, ordered by the target's row in its list, then by separation. A view: each pair is made when
     * it is read, so that millions can be streamed; keep the list, which takes time to make. Empty without a target list.
     */
    public List<TargetPair> pairs() {
        Question question = log.question();
        return question == null || question.targets() == null
                ? List.of()
                : TargetPairs.of(datasets, question.targets().list());
    }

    /** The services that should have answered and did not answer completely. */
    public List<ProvenanceEvent.ServiceEnded> losses() {
        return log.services().stream().filter(ended -> ended.outcome().isLoss()).toList();
    }

    /** Whether there are no losses; otherwise datasets may be missing. */
    public boolean isComplete() {
        return losses().isEmpty();
    }
}
