package org.skytrawl.merge;

import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;

/**
 * The merged answers of a run.
 *
 * @param datasets ordered by the service whose record was kept (ivoid, protocol, access URL), then by access URL,
 *     publisher DID and the rest of the record. The order does not depend on the order of answers and records
 * @param contributions one for each service, including those without records; in the same order of services
 * @param records number of records before merging
 */
public record MergeResult(List<FoundDataset> datasets, List<Contribution> contributions, long records) {}
