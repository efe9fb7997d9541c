package org.skytrawl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;
import tools.jackson.core.io.JsonStringEncoder;

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
        text.write("# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n");
        for (TableColumn<FoundDataset> column : columns) {
            text.write("# - " + column(column) + "\n");
        }
        text.write("# meta: !!omap\n");
        text.write("# - {name: datasets}\n");
        for (RunInfos.RunInfo info : RunInfos.of(log, datasets.size())) {
            text.write("# - {" + info.name() + ": " + quoted(said(info)) + "}\n");
        }
        text.write("# schema: astropy-2.0\n");
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

    private static String column(TableColumn<?> column) {
        List<String> members = new ArrayList<>();
        members.add("name: " + column.name());
        if (column.unit() != null) {
            members.add("unit: " + column.unit());
        }
        members.add("datatype: "
                + (column.type() == String.class ? "string" : column.type() == Double.class ? "float64" : "int64"));
        members.add("description: " + quoted(column.description()));
        List<String> meta = new ArrayList<>();
        if (column.ucd() != null) {
            meta.add("ucd: " + quoted(column.ucd()));
        }
        if (column.utype() != null) {
            meta.add("utype: " + quoted(column.utype()));
        }
        if (!meta.isEmpty()) {
            members.add("meta: {" + String.join(", ", meta) + "}");
        }
        return "{" + String.join(", ", members) + "}";
    }

    private static String said(RunInfos.RunInfo info) {
        return info.value()
                + (info.unit() == null ? "" : " " + info.unit())
                + (info.text().isEmpty() ? "" : " (" + info.text() + ")");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
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
