package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skytrawl.model.FoundDataset;
import uk.ac.starlink.table.formats.CsvTableWriter;

/** Writes CSV (RFC 4180) with a header line. A text that begins like a spreadsheet formula stays as it is. */
final class CsvResultWriter implements ResultWriter {
    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        List<FoundDataset> datasets = result.datasets();
        CsvTableWriter writer = new CsvTableWriter();
        writer.setEncoding(StandardCharsets.UTF_8);
        writer.writeStarTable(new RowTable<>("datasets", datasets, DatasetColumns.of(result)), out);
        out.flush();
    }
}
