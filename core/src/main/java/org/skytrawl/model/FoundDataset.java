package org.skytrawl.model;

import java.util.List;

/**
 * One thing found.
 *
 * @param record its description, from the best of its origins
 * @param origins every service that gave it, the one whose record was kept first; never empty
 * @param merged what other records of it were known by, where that was something else; mostly empty
 */
public record FoundDataset(ObsCoreRecord record, List<Origin> origins, List<MergedRecord> merged) {
    public FoundDataset {
        origins = List.copyOf(origins);
        merged = List.copyOf(merged);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("a dataset comes from somewhere: origins must not be empty");
        }
    }

    /** A dataset all of whose records are known by the same. */
    public FoundDataset(ObsCoreRecord record, List<Origin> origins) {
        this(record, origins, List.of());
    }

    /** The service whose record was kept. */
    public Origin origin() {
        return origins.getFirst();
    }
}
