package org.skytrawl.merge;

import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;

/**
 * The answers of a run as one list.
 *
 * @param datasets what was found: by the service whose record was kept (its ivoid, protocol, access URL), then by the
 *     record's access URL, publisher DID and the rest of it. The order does not depend on that of answers and records
 * @param contributions what each service gave, those that gave nothing included; in the same order of services
 * @param records how many records there were before merging
 */
public record MergeResult(List<FoundDataset> datasets, List<Contribution> contributions, long records) {}
