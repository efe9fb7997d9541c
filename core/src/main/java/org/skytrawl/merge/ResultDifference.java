package org.skytrawl.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

/**
 * The difference between two results. Immutable.
 *
 * @param gone datasets only in the earlier result, in its order
 * @param added datasets only in the later result, in its order
 * @param changed datasets in both with different metadata
 * @param same number of datasets in both with the same metadata
 */
public record ResultDifference(
        List<FoundDataset> gone,
        List<FoundDataset> added,
        List<Changed> changed,
        long same,
        Oddities earlier,
        Oddities later) {
    public ResultDifference {
        gone = List.copyOf(gone);
        added = List.copyOf(added);
        changed = List.copyOf(changed);
    }

    public boolean isEmpty() {
        return gone.isEmpty() && added.isEmpty() && changed.isEmpty();
    }

    /** A dataset whose metadata changed; at least one cell differs. */
    public record Changed(FoundDataset before, FoundDataset after, List<Cell> cells) {
        public Changed {
            cells = List.copyOf(cells);
        }
    }

    /** A changed cell: {@code String}, {@code Long} or {@code Double}; null if unknown. */
    public record Cell(
            ObsCoreColumn column,
            @Nullable Object before,
            @Nullable Object after) {}

    /**
     * Rows that may explain unexpected numbers.
     *
     * @param duplicates rows of a dataset that another row of the same result describes too; one of them was compared
     * @param withoutIdentity rows with neither a usable access URL nor a publisher DID with format; they match only if
     *     all columns are equal
     */
    public record Oddities(long duplicates, long withoutIdentity) {}
}
