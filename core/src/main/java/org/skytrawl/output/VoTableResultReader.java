package org.skytrawl.output;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.votable.ReadFailure;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** Reads a result from VOTable: by the reader that takes the answers of services, so that nothing in it is followed. */
final class VoTableResultReader implements RowSink {
    private final ReadTally tally = new ReadTally();
    private final List<FoundDataset> datasets = new ArrayList<>();
    private @Nullable DatasetRows rows;

    private VoTableResultReader() {}

    static ReadResult read(InputStream in) throws IOException {
        VoTableResultReader sink = new VoTableResultReader();
        ReadReport report;
        try {
            report = new VoTableReader().read(in, sink);
        } catch (StopReadingException e) {
            throw new IOException(e.getMessage(), e);
        }
        ReadFailure failure = report.failure();
        if (failure != null) {
            String message = failure.message().replaceFirst("^The answer", "it");
            if (sink.datasets.isEmpty()) {
                throw new IOException(message);
            }
            sink.tally.cut = message;
        }
        DatasetRows known = sink.rows;
        if (known == null) {
            throw new IOException("it is a VOTable without a table");
        }
        sink.tally.badCells += report.badCells();
        sink.tally.badRows += report.badRows();
        Set<ObsCoreColumn> columns = known.layout().columns();
        return new ReadResult(OutputFormat.VOTABLE, columns, sink.datasets, sink.tally.notes(sink.datasets.size()));
    }

    @Override
    public void fields(List<TableField> fields) throws IOException {
        rows = DatasetRows.ofTable(fields, tally);
    }

    @Override
    public void row(@Nullable Object[] cells) {
        if (rows != null) {
            datasets.add(rows.dataset(cells));
        }
    }
}
