package org.skytrawl.merge;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;

/**
 * The merged answers of a run.
 *
 * @param datasets ordered by the service whose record was kept (ivoid, protocol, access URL), then by access URL,
 *     publisher DID and the rest of the record. The order does not depend on the order of answers and records
 * @param contributions one for each service, including those without records; in the same order of services
 * @param records number of records before merging
 */
public record MergeResult(List<FoundDataset> datasets, List<Contribution> contributions, long records) {
    /**
     * With the datasets in order of their distance from the place of the question ({@link Question#separationDeg}), those
     * without a centre last; equal ones stay in their order. The same if the question has no place, or a target list.
     */
    public MergeResult nearestFirst(Question question) {
        if (question.region() == null || question.targets() != null) {
            return this;
        }
        Placed[] placed = new Placed[datasets.size()];
        int i = 0;
        for (FoundDataset dataset : datasets) {
            placed[i++] = new Placed(question.separationDeg(dataset.record()), dataset);
        }
        // stable, and NaN is the largest
        Arrays.sort(placed, Comparator.comparingDouble(Placed::separationDeg));
        FoundDataset[] sorted = new FoundDataset[placed.length];
        Arrays.setAll(sorted, each -> placed[each].dataset);
        return new MergeResult(Collections.unmodifiableList(Arrays.asList(sorted)), contributions, records);
    }

    /** So that each distance is computed once. */
    private record Placed(double separationDeg, FoundDataset dataset) {}
}
