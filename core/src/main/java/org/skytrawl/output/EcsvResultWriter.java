package org.skytrawl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Writes Enhanced CSV 1.0 (Astropy APE 6): CSV under a header that has datatype, unit and description of every column, its UCD
 * and utype, and what must be known of the run. Texts in the header are JSON strings, which YAML reads as they are.
 */
final class EcsvResultWriter implements ResultWriter {
    @Override
    public void write(List<FoundDataset> datasets, ProvenanceLog log, ColumnChoice choice, OutputStream out)
            throws IOException {
        List<TableColumn<FoundDataset>> columns = DatasetColumns.of(datasets, choice);
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        text.write("# %ECSV 1.0\n# ---\n# delimiter: ','\n");
        for (String line :
                EcsvHeader.yaml(columns, RunInfos.of(log, datasets.size())).split("\n", -1)) {
            text.write("# " + line + "\n");
        }
        text.write(columns.stream().map(TableColumn::name).collect(Collectors.joining(",")) + "\n");
        for (FoundDataset dataset : datasets) {
            for (int i = 0; i < columns.size(); i++) {
                text.write(i == 0 ? "" : ",");
                text.write(cell(columns.get(i).value(dataset)));
            }
            text.write('\n');
        }
        text.flush();
    }

    /** RFC 4180's quoting; a text with blanks at its ends is quoted, since readers strip plain ones. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = ",\"\r\n#'".indexOf(text.charAt(i)) < 0;
        }
        boolean blankEnds = !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ');
        return plain && !blankEnds ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
