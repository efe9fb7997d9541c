package org.skytrawl.harvest.groups;

import java.util.List;
import org.skytrawl.model.Ivoid;

/** What becomes of a row when all rows of a harvest are merged. */
public sealed interface Fate {
    Alone ALONE = new Alone();
    Lost LOST = new Lost();

    /** It is a dataset that no other service has. Rows of the same service may have been lost to it. */
    record Alone() implements Fate {}

    /**
     * It is kept for a dataset that several services have.
     *
     * @param origins their resources, that of this row first, the others in the order of {@link org.skytrawl.model.Origin};
     *     each once
     */
    record Kept(List<Ivoid> origins) implements Fate {
        public Kept {
            origins = List.copyOf(origins);
        }
    }

    /** It describes a dataset for which another row is kept. */
    record Lost() implements Fate {}
}
