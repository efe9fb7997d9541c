package org.skytrawl.output;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.FitsTableStream;
import org.skytrawl.votable.TableField;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.TableSink;

/** Reads a result from the first table of a FITS file. */
final class FitsResultReader implements TableSink {
    private final ReadTally tally = new ReadTally();
    private final FoundRows found;
    private @Nullable DatasetRows rows;
    private final Set<Integer> heapColumns;
    private boolean escaped;

    private FitsResultReader(Set<Integer> heapColumns, FoundRows found) {
        this.heapColumns = heapColumns;
        this.found = found;
    }

    static ReadResult read(InputStream in, FoundRows found) throws IOException {
        FitsTableStream table = FitsTableStream.of(in);
        FitsResultReader sink = new FitsResultReader(table.heapColumns(), found);
        try {
            table.stream(sink);
        } catch (IOException | RuntimeException e) {
            if (found.isEmpty()) {
                throw new IOException("it is FITS that cannot be read: " + e.getMessage(), e);
            }
            sink.tally.cut = "it breaks off or is damaged (" + e.getMessage() + ")";
        }
        DatasetRows known = sink.rows;
        if (known == null) {
            throw new IOException("it is FITS without a table");
        }
        return new ReadResult(OutputFormat.FITS, known.layout().columns(), found.datasets(), sink.tally.notes(found));
    }

    @Override
    public void acceptMetadata(StarTable table) {
        List<TableField> fields = new ArrayList<>();
        for (int i = 0; i < table.getColumnCount(); i++) {
            ColumnInfo info = table.getColumnInfo(i);
            tally.declared(info.getName(), info.getUCD(), info.getUtype(), info.getUnitString(), info.getXtype());
            fields.add(new TableField(
                    info.getName(),
                    null,
                    info.getUCD(),
                    info.getUtype(),
                    info.getUnitString(),
                    null,
                    null,
                    info.getXtype(),
                    info.getContentClass()));
        }
        DescribedValue escapes = table.getParameterByName(FitsText.KEY);
        escaped = escapes != null && Boolean.TRUE.equals(escapes.getValue());
        try {
            rows = DatasetRows.ofTable(fields, tally);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void acceptRow(@Nullable Object[] row) {
        if (rows == null) {
            return;
        }
        @Nullable Object[] cells = row.clone();
        for (int i : heapColumns) {
            // STIL does not read the heap of a stream and gives a question mark
            cells[i] = null;
            tally.badCells++;
        }
        for (int i = 0; escaped && i < cells.length; i++) {
            if (cells[i] instanceof String text) {
                cells[i] = FitsText.plain(text);
            }
        }
        found.add(rows.dataset(cells), rows.target(cells));
    }

    @Override
    public void endRows() {}
}
