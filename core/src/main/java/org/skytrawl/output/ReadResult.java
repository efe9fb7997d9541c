package org.skytrawl.output;

import java.util.List;
import java.util.Set;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;

/** A result read from a file. Immutable. The notes are sentences on data that is unreadable or missing. */
public record ReadResult(
        OutputFormat format, Set<ObsCoreColumn> columns, List<FoundDataset> datasets, List<String> notes) {
    public ReadResult {
        columns = Set.copyOf(columns);
        datasets = List.copyOf(datasets);
        notes = List.copyOf(notes);
    }
}
