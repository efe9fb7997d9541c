package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import uk.ac.starlink.table.formats.CsvTableWriter;

/** Writes CSV (RFC 4180) with a header line. A text that begins like a spreadsheet formula stays as it is. */
final class CsvResultWriter implements ResultWriter {
    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        write(new RowTable<>("datasets", result.rows(), DatasetColumns.of(result)), out);
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        write(new RowTable<>("targets", summary.rows(), TargetSummary.Row.COLUMNS), out);
    }

    private static void write(RowTable<?> table, OutputStream out) throws IOException {
        CsvTableWriter writer = new CsvTableWriter();
        writer.setEncoding(StandardCharsets.UTF_8);
        writer.writeStarTable(table, out);
        out.flush();
    }
}
