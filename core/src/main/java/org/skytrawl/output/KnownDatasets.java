package org.skytrawl.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.skytrawl.merge.ResultComparison;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/** The datasets of result files: what is known already when a question is asked again. Immutable. */
public final class KnownDatasets {
    private final List<FoundDataset> datasets;
    /** The columns of all files. */
    private final Set<ObsCoreColumn> columns;

    private KnownDatasets(List<FoundDataset> datasets, Set<ObsCoreColumn> columns) {
        this.datasets = datasets;
        this.columns = columns;
    }

    /** @param files with the columns that identify datasets ({@link ReadResult#lackingIdentity}) */
    public static KnownDatasets of(List<ReadResult> files) {
        List<FoundDataset> datasets = new ArrayList<>();
        Set<ObsCoreColumn> columns = EnumSet.allOf(ObsCoreColumn.class);
        for (ReadResult file : files) {
            datasets.addAll(file.datasets());
            columns.retainAll(file.columns());
        }
        return new KnownDatasets(datasets, columns);
    }

    /**
     * The datasets that no file has, in their order. Two are the same as in merging: same publisher DID and kind of format, or
     * same access URL, and nothing that contradicts it; those with neither if all columns are equal. Several rows of
     * one dataset count as one.
     */
    public List<FoundDataset> notAmong(List<FoundDataset> found) {
        List<FoundDataset> asInFiles =
                found.stream().map(KnownDatasets::asInFile).toList();
        Set<FoundDataset> added = Collections.newSetFromMap(new IdentityHashMap<>());
        added.addAll(ResultComparison.between(datasets, asInFiles, columns).added());
        List<FoundDataset> unknown = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (added.contains(asInFiles.get(i))) {
                unknown.add(found.get(i));
            }
        }
        return List.copyOf(unknown);
    }

    /** With its texts as files have them: otherwise a text with a control character would be new each time. */
    private static FoundDataset asInFile(FoundDataset dataset) {
        ObsCoreRecord record = dataset.record();
        for (ObsCoreColumn column : record.layout().columns()) {
            String text = column.isText() ? record.text(column) : null;
            if (text != null && !CellText.clean(text).equals(text)) {
                record = record.with(record.layout(), column, CellText.clean(text));
            }
        }
        return record == dataset.record() ? dataset : new FoundDataset(record, dataset.origins(), dataset.merged());
    }
}
