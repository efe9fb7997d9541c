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
import tools.jackson.core.io.JsonStringEncoder;

/** Writes Enhanced CSV 1.0 (Astropy APE 6). Texts in the header are JSON strings, which are valid YAML. */
final class EcsvResultWriter implements ResultWriter {
    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        write("datasets", result.rows(), DatasetColumns.of(result), RunInfos.of(result), out);
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        write("targets", summary.rows(), TargetSummary.Row.COLUMNS, RunInfos.of(summary.result()), out);
    }

    private static <T> void write(
            String name, List<T> rows, List<TableColumn<T>> columns, List<RunInfos.RunInfo> infos, OutputStream out)
            throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        text.write("# %ECSV 1.0\n# ---\n# delimiter: ','\n");
        for (String line : yaml(name, columns, infos).split("\n", -1)) {
            text.write("# " + line + "\n");
        }
        text.write(columns.stream().map(TableColumn::name).collect(Collectors.joining(",")) + "\n");
        for (T row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                text.write(i == 0 ? "" : ",");
                text.write(cell(columns.get(i).value(row)));
            }
            text.write('\n');
        }
        text.flush();
    }

    /** The header without comment marks. */
    static String yaml(String name, List<? extends TableColumn<?>> columns, List<RunInfos.RunInfo> infos) {
        List<String> lines = new ArrayList<>();
        lines.add("datatype:");
        columns.forEach(column -> lines.add("- " + declaration(column)));
        lines.add("meta: !!omap");
        lines.add("- {name: " + name + "}");
        for (RunInfos.RunInfo info : infos) {
            String text = info.value()
                    + (info.unit() == null ? "" : " " + info.unit())
                    + (info.text().isEmpty() ? "" : " (" + info.text() + ")");
            lines.add("- {" + info.name() + ": " + quoted(text) + "}");
        }
        lines.add("schema: astropy-2.0");
        return String.join("\n", lines);
    }

    private static String declaration(TableColumn<?> column) {
        String type = column.type() == String.class ? "string" : column.type() == Double.class ? "float64" : "int64";
        String ucd = column.ucd() == null ? "" : "ucd: " + quoted(column.ucd());
        String utype = column.utype() == null ? "" : "utype: " + quoted(column.utype());
        String meta = ucd + (ucd.isEmpty() || utype.isEmpty() ? "" : ", ") + utype;
        return "{name: " + column.name()
                + (column.unit() == null ? "" : ", unit: " + column.unit())
                + ", datatype: " + type
                + ", description: " + quoted(column.description())
                + (meta.isEmpty() ? "" : ", meta: {" + meta + "}") + "}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    /** RFC 4180 quoting. A text with a blank at either end is quoted too: readers strip unquoted ones. */
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
