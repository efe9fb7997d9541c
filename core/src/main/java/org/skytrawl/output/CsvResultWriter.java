package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;
import uk.ac.starlink.table.formats.CsvTableWriter;

/**
 * Writes CSV with the quoting of RFC 4180, a header line, lines that end in a line feed, in UTF-8; what is not known is
 * empty. Texts are data: one that begins like a spreadsheet's formula stays as it is. STIL's writer does all this row by
 * row, as the tests make sure.
 */
final class CsvResultWriter implements ResultWriter {
    @Override
    public void write(List<FoundDataset> datasets, ProvenanceLog log, ColumnChoice choice, OutputStream out)
            throws IOException {
        CsvTableWriter writer = new CsvTableWriter();
        writer.setEncoding(StandardCharsets.UTF_8);
        writer.writeStarTable(new RowTable<>("datasets", datasets, DatasetColumns.of(datasets, choice)), out);
        out.flush();
    }
}
