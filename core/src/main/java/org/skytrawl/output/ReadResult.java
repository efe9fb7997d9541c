package org.skytrawl.output;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;

/** A result read from a file. Immutable. The notes are sentences on data that is unreadable or missing. */
public record ReadResult(
        OutputFormat format, Set<ObsCoreColumn> columns, List<FoundDataset> datasets, List<String> notes) {
    public ReadResult {
        columns = Set.copyOf(columns);
        datasets = List.copyOf(datasets);
        notes = List.copyOf(notes);
    }

    /** The columns that identify datasets ({@link MergedRecord#COLUMNS}) and that the file lacks; empty if it has all. */
    public Set<ObsCoreColumn> lackingIdentity() {
        Set<ObsCoreColumn> lacking = EnumSet.copyOf(MergedRecord.COLUMNS);
        lacking.removeAll(columns);
        // JSON Lines omits unknown values, so a missing member does not mean that the column was left out
        boolean unknown = format == OutputFormat.JSON_LINES && !lacking.contains(ObsCoreColumn.access_url);
        return unknown ? Set.of() : lacking;
    }
}
