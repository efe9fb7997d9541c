package org.skytrawl.targets;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.FitsTableStream;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.TableSink;

/** Reads a target list from the first table of a FITS file. */
final class FitsTargets implements TableSink {
    private final TargetRows rows;
    private final Set<Integer> heapColumns;
    private long number;

    private FitsTargets(TargetRows rows, Set<Integer> heapColumns) {
        this.rows = rows;
        this.heapColumns = heapColumns;
    }

    static ReadTargets read(InputStream in, TargetRows rows) throws IOException {
        FitsTableStream table = FitsTableStream.of(in);
        try {
            table.stream(new FitsTargets(rows, table.heapColumns()));
        } catch (TargetFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new IOException("it is FITS that breaks off or is damaged: " + e.getMessage(), e);
        }
        return rows.end();
    }

    @Override
    public void acceptMetadata(StarTable table) {
        String frame = word(table, "RADESYS");
        frame = frame.isEmpty() ? word(table, "RADECSYS") : frame;
        String equinox = word(table, "EQUINOX");
        String declared = frame.isEmpty() ? null : equinox.isEmpty() ? frame : frame + " " + equinox;
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < table.getColumnCount(); i++) {
            ColumnInfo info = table.getColumnInfo(i);
            columns.add(new SourceColumn(info.getName(), info.getUCD(), info.getUnitString(), declared));
        }
        rows.columns(columns);
    }

    private static String word(StarTable table, String key) {
        DescribedValue value = table.getParameterByName(key);
        return value == null || value.getValue() == null
                ? ""
                : String.valueOf(value.getValue()).strip();
    }

    @Override
    public void acceptRow(@Nullable Object[] row) {
        @Nullable Object[] cells = row.clone();
        for (int i : heapColumns) {
            // STIL does not read the heap of a stream and gives a question mark
            cells[i] = null;
        }
        for (int i = 0; i < cells.length; i++) {
            // STIL's cells of a column of one character
            cells[i] = cells[i] instanceof Character c ? c.toString() : cells[i];
        }
        rows.row(++number, cells);
    }

    @Override
    public void endRows() {}
}
