package org.skytrawl.merge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

/**
 * What differs between two results. Immutable.
 *
 * @param gone datasets of the earlier result only, in its order
 * @param added datasets of the later result only, in its order
 * @param changed datasets of both that are described otherwise
 * @param same how many datasets of both are described alike
 * @param earlier what to know of the earlier result
 * @param later what to know of the later one
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

    /** Whether there is any difference. */
    public boolean isEmpty() {
        return gone.isEmpty() && added.isEmpty() && changed.isEmpty();
    }

    /** A dataset that is described otherwise than before; at least one cell differs. */
    public record Changed(FoundDataset before, FoundDataset after, List<Cell> cells) {
        public Changed {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell that differs: {@code String}, {@code Long} or {@code Double} before and after, null if not known.
     *
     * @param column the column
     */
    public record Cell(
            ObsCoreColumn column,
            @Nullable Object before,
            @Nullable Object after) {}

    /**
     * What may surprise in the numbers.
     *
     * @param duplicates rows that are the same dataset as another row of the same result; one of them was compared
     * @param withoutIdentity rows that have neither a usable access URL nor a publisher DID with a format: they are the same
     *     only if all they say is
     */
    public record Oddities(long duplicates, long withoutIdentity) {}
}
