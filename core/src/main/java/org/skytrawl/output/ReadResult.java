package org.skytrawl.output;

import java.util.List;
import java.util.Set;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

/**
 * A result that was read back. Immutable.
 *
 * @param format the format it was in
 * @param columns the ObsCore columns that it has, filled or not
 * @param datasets its datasets, in its order
 * @param notes what a reader should know, in words: what could not be read, what is missing; empty if all is well
 */
public record ReadResult(
        OutputFormat format, Set<ObsCoreColumn> columns, List<FoundDataset> datasets, List<String> notes) {
    public ReadResult {
        columns = Set.copyOf(columns);
        datasets = List.copyOf(datasets);
        notes = List.copyOf(notes);
    }
}
