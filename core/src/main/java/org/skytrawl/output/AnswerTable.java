package org.skytrawl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import uk.ac.starlink.votable.VOSerializer;

/**
 * A VOTable in the form in which services answer (DALI 1.1 section 4.4): INFO elements, PARAM elements, and one table of datasets
 * in a resource of type {@code results}. All texts are cleaned and escaped. Immutable.
 */
public final class AnswerTable {
    private final List<InfoElement> infos;
    private final List<Parameter> parameters;
    private final List<Column> columns;

    /** An INFO element. The text is its content, and may be empty. */
    public record InfoElement(String name, String value, String text) {}

    /** A PARAM element of text. */
    public record Parameter(
            String name,
            String value,
            @Nullable String unit,
            @Nullable String utype,
            String description) {}

    /** A column of the table. Immutable. */
    public static final class Column {
        private final TableColumn<DatasetRow> column;

        private Column(TableColumn<DatasetRow> column) {
            this.column = column;
        }

        /** A column of ObsCore, or one of the others that result files have, such as {@code origin_ivoid}. */
        public static Column of(String name) {
            return new Column(DatasetColumns.named(name, null));
        }

        public static Column of(ObsCoreColumn column) {
            return of(column.name());
        }

        /** @param cell the text of a dataset, or null */
        public static Column text(String name, String description, Function<FoundDataset, @Nullable String> cell) {
            return new Column(TableColumn.text(name, null, description, row -> cell.apply(row.dataset())));
        }

        /** @param cell the number of a dataset, or null */
        public static Column number(String name, String description, Function<FoundDataset, @Nullable Double> cell) {
            return new Column(TableColumn.of(name, Double.class, null, description, row -> cell.apply(row.dataset())));
        }

        /** @param cell two numbers of a dataset, or null */
        public static Column pair(String name, String description, Function<FoundDataset, double @Nullable []> cell) {
            return new Column(
                    TableColumn.of(name, double[].class, null, description, row -> cell.apply(row.dataset())));
        }

        public Column named(String name) {
            return with(name, column.unit(), column.ucd(), column.utype());
        }

        public Column in(String unit) {
            return with(column.name(), unit, column.ucd(), column.utype());
        }

        public Column withUcd(String ucd) {
            return with(column.name(), column.unit(), ucd, column.utype());
        }

        public Column withUtype(String utype) {
            return with(column.name(), column.unit(), column.ucd(), utype);
        }

        private Column with(String name, @Nullable String unit, @Nullable String ucd, @Nullable String utype) {
            return new Column(
                    new TableColumn<>(name, column.type(), unit, ucd, utype, column.description(), column.cell()));
        }

        public String name() {
            return column.name();
        }

        public String description() {
            return column.description();
        }

        public @Nullable String unit() {
            return column.unit();
        }

        public @Nullable String ucd() {
            return column.ucd();
        }

        public @Nullable String utype() {
            return column.utype();
        }

        /** The type in VOTable: {@code char}, {@code long} or {@code double}. */
        public String datatype() {
            return column.type() == String.class ? "char" : column.type() == Long.class ? "long" : "double";
        }

        /** The arraysize in VOTable; null for a single number. */
        public @Nullable String arraysize() {
            return column.type() == String.class ? "*" : column.type() == double[].class ? "2" : null;
        }
    }

    /** @param infos the first one should be QUERY_STATUS */
    public AnswerTable(List<InfoElement> infos, List<Parameter> parameters, List<Column> columns) {
        this.infos = List.copyOf(infos);
        this.parameters = List.copyOf(parameters);
        this.columns = List.copyOf(columns);
    }

    /**
     * Writes the document row by row, and flushes the stream.
     *
     * @param after INFO elements after the table, such as that of an overflow
     */
    public void write(List<FoundDataset> datasets, List<InfoElement> after, OutputStream out) throws IOException {
        BufferedWriter xml = VoTableResultWriter.begin(out);
        write(infos, xml);
        for (Parameter parameter : parameters) {
            xml.write("<PARAM datatype=\"char\" arraysize=\"*\"");
            attribute("name", parameter.name, xml);
            attribute("value", parameter.value, xml);
            attribute("unit", parameter.unit, xml);
            attribute("utype", parameter.utype, xml);
            xml.write("><DESCRIPTION>" + VOSerializer.formatText(CellText.clean(parameter.description))
                    + "</DESCRIPTION></PARAM>\n");
        }
        if (!columns.isEmpty()) {
            RowTable<DatasetRow> table = new RowTable<>(
                    "datasets",
                    DatasetRow.of(datasets),
                    columns.stream().map(column -> column.column).toList());
            Arrays.stream(table.columnInfos())
                    .filter(info -> info.getContentClass() == double[].class)
                    .forEach(info -> info.setShape(new int[] {2}));
            VoTableResultWriter.table(
                    table, "The datasets found in all services", EnumSet.noneOf(VoTableResultWriter.Frame.class), xml);
        }
        write(after, xml);
        xml.write("</RESOURCE>\n</VOTABLE>\n");
        xml.flush();
    }

    private static void write(List<InfoElement> infos, Writer xml) throws IOException {
        for (InfoElement info : infos) {
            xml.write("<INFO");
            attribute("name", info.name, xml);
            attribute("value", info.value, xml);
            xml.write(
                    info.text.isEmpty()
                            ? "/>\n"
                            : ">" + VOSerializer.formatText(CellText.clean(info.text)) + "</INFO>\n");
        }
    }

    private static void attribute(String name, @Nullable String value, Writer xml) throws IOException {
        if (value != null) {
            xml.write(VOSerializer.formatAttribute(name, CellText.clean(value)));
        }
    }
}
