package org.skytrawl.model;

import java.util.List;

/**
 * One thing found.
 *
 * @param record its description, from the best of its origins
 * @param origins every service that gave it, the one whose record was kept first; never empty
 */
public record FoundDataset(ObsCoreRecord record, List<Origin> origins) {
    /** Keeps its own copy. */
    public FoundDataset {
        origins = List.copyOf(origins);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("a dataset comes from somewhere: origins must not be empty");
        }
    }

    /** The service whose record was kept. */
    public Origin origin() {
        return origins.getFirst();
    }
}
