package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The metadata of columns and run in the YAML of Enhanced CSV 1.0 (Astropy APE 6). Its texts are JSON strings, which YAML reads as
 * they are.
 */
final class EcsvHeader {
    private EcsvHeader() {}

    /** Lines without the mark of a comment. */
    static String yaml(List<? extends TableColumn<?>> columns, List<RunInfos.RunInfo> infos) {
        List<String> lines = new ArrayList<>();
        lines.add("datatype:");
        for (TableColumn<?> column : columns) {
            lines.add("- " + column(column));
        }
        lines.add("meta: !!omap");
        lines.add("- {name: datasets}");
        for (RunInfos.RunInfo info : infos) {
            lines.add("- {" + info.name() + ": " + quoted(said(info)) + "}");
        }
        lines.add("schema: astropy-2.0");
        return String.join("\n", lines);
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
}
