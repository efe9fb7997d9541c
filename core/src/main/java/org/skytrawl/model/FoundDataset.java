package org.skytrawl.model;

import java.util.List;

/**
 * A dataset that was found.
 *
 * @param record its description, from the best of its origins
 * @param origins all services that gave it, first the one whose record was kept; never empty
 * @param merged identities of merged records where they differ from the kept one; mostly empty
 */
public record FoundDataset(ObsCoreRecord record, List<Origin> origins, List<MergedRecord> merged) {
    public FoundDataset {
        origins = List.copyOf(origins);
        merged = List.copyOf(merged);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("the origins of a dataset must not be empty");
        }
    }

    /** A dataset whose records all have the same identity. */
    public FoundDataset(ObsCoreRecord record, List<Origin> origins) {
        this(record, origins, List.of());
    }

    /** The service whose record was kept. */
    public Origin origin() {
        return origins.getFirst();
    }
}
