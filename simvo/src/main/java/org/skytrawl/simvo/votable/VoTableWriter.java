package org.skytrawl.simvo.votable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a DALI answer: {@link #begin}, {@link #row} for each row, {@link #end}. Not thread-safe. */
public final class VoTableWriter {
    private final Writer out;

    /** Writes to a stream, which is flushed at the end and not closed. */
    public VoTableWriter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    }

    public static String error(String message) {
        return head() + "<INFO name=\"QUERY_STATUS\" value=\"ERROR\">" + escaped(message)
                + "</INFO>\n</RESOURCE></VOTABLE>\n";
    }

    public void begin(List<Column> columns) throws IOException {
        begin(columns, columns.stream().map(Column::name).toList());
    }

    public void begin(List<Column> columns, List<String> names) throws IOException {
        head("OK", "", "");
        fields(columns, names);
    }

    /**
     * @param beforeTable elements before the table
     * @param inTable elements before its fields
     * @param overflow whether the status is OVERFLOW from the beginning
     */
    public void begin(List<Column> columns, String beforeTable, String inTable, boolean overflow) throws IOException {
        head(overflow ? "OVERFLOW" : "OK", beforeTable, inTable);
        fields(columns, columns.stream().map(Column::name).toList());
    }

    private void head(String status, String beforeTable, String inTable) throws IOException {
        out.write(head() + "<INFO name=\"QUERY_STATUS\" value=\"" + status + "\"/>\n" + beforeTable + "<TABLE>\n"
                + inTable);
    }

    /** A whole answer without a table. */
    public void nothing(String infos, boolean overflow) throws IOException {
        out.write(head() + "<INFO name=\"QUERY_STATUS\" value=\"" + (overflow ? "OVERFLOW" : "OK") + "\"/>\n" + infos
                + "</RESOURCE></VOTABLE>\n");
        out.flush();
    }

    private void fields(List<Column> columns, List<String> names) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            out.write("<FIELD name=\"" + escaped(names.get(i)) + "\" datatype=\""
                    + column.type().datatype() + "\"");
            attribute("arraysize", column.type().arraysize());
            attribute("xtype", column.xtype());
            attribute("unit", column.unit());
            attribute("ucd", column.ucd());
            attribute("utype", column.utype());
            out.write("><DESCRIPTION>" + escaped(column.description()) + "</DESCRIPTION></FIELD>\n");
        }
        out.write("<DATA><TABLEDATA>\n");
    }

    /** Writes a row: texts, numbers, arrays of double or int, or null, one for each column. */
    public void row(@Nullable Object... cells) throws IOException {
        out.write("<TR>");
        for (@Nullable Object cell : cells) {
            out.write("<TD>");
            if (cell != null) {
                out.write(escaped(text(cell)));
            }
            out.write("</TD>");
        }
        out.write("</TR>\n");
    }

    public void end(boolean overflow) throws IOException {
        end(overflow, "");
    }

    /** @param resources elements after the resource with the table */
    public void end(boolean overflow, String resources) throws IOException {
        out.write("</TABLEDATA></DATA></TABLE>\n");
        if (overflow) {
            out.write("<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n");
        }
        out.write("</RESOURCE>" + (resources.isEmpty() ? "" : "\n" + resources) + "</VOTABLE>\n");
        out.flush();
    }

    private void attribute(String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.write(" " + name + "=\"" + escaped(value) + "\"");
        }
    }

    private static String head() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
                <RESOURCE type="results">
                """;
    }

    private static String text(Object cell) {
        return switch (cell) {
            case double[] numbers ->
                Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
            case int[] numbers ->
                Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(" "));
            default -> cell.toString();
        };
    }

    /** Text for XML; characters that XML 1.0 does not allow become question marks. */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\t' && c != '\r' ? '?' : c);
            }
        }
        return safe.toString();
    }
}
