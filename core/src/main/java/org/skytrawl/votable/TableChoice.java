package org.skytrawl.votable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/**
 * Chooses the TABLE: the first in a RESOURCE of type "results" (DALI 1.1 section 4.4), for some sinks all. In a RESOURCE
 * without type, as in many old services, the first TABLE with data, since a stream cannot be read ahead. At the end, a table
 * without data (metadata). A PARAM of the TABLE is a column with one value (VOTable 1.4 section 4.4).
 */
final class TableChoice {
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_FIELD_TEXT = 1 << 22;
    private static final int MAX_SHOWN_NAME = 100;

    private final RowSink sink;
    private final Deque<String> resourceTypes = new ArrayDeque<>();
    private final Map<String, List<FieldDeclaration>> byId = new HashMap<>();
    /** System and equinox of each COOSYS. */
    private final Map<String, String> frames = new HashMap<>();
    /** The one of all COOSYS; empty if they differ, null if there is none. */
    private @Nullable String onlyFrame;
    /** The FIELDs and PARAMs of the open table. */
    private @Nullable List<FieldDeclaration> fields;
    /** The columns that the sink got; later FIELDs do not change them. */
    private @Nullable Columns columns;

    private @Nullable List<FieldDeclaration> withoutData;
    private @Nullable String tableId;
    private String tableName = "";
    private @Nullable FieldDeclaration field;
    /** Of the open table. */
    private @Nullable TableBody body;

    private final List<TableBody> bodies = new ArrayList<>();
    private @Nullable ReadFailure failure;
    private @Nullable String useless;
    private @Nullable Throwable sinkFailure;
    private String serialization = "";
    private boolean fieldsAreShared;
    private boolean chosen;
    private boolean dataIsOpen;
    private boolean chosenIsResults;
    private int tables;
    private int tablesRead;
    private int fieldCount;
    private int fieldText;
    private long badCells;

    TableChoice(RowSink sink) {
        this.sink = sink;
    }

    /** Returns the body that gets the content of the element, or null. */
    @Nullable
    TableBody start(String name, String parent, Attributes atts) throws SAXException {
        switch (name) {
            case "RESOURCE" -> resourceTypes.push(typeOf(atts));
            case "TABLE" -> startTable(atts);
            case "FIELD", "PARAM" -> {
                boolean within = parent.equals("TABLE") || (name.equals("PARAM") && parent.equals("GROUP"));
                if (within && fields != null) {
                    addField(ownFields(fields), name, atts);
                }
            }
            case "VALUES" -> {
                if ((parent.equals("FIELD") || parent.equals("PARAM")) && field != null) {
                    countText(atts);
                    field.values(atts);
                }
            }
            case "COOSYS" -> addFrame(atts);
            case "DATA" -> startData();
            case "TABLEDATA", "BINARY", "BINARY2", "FITS" -> {
                serialization = name;
                if (dataIsOpen && parent.equals("DATA") && body == null) {
                    return startSerialization(name);
                }
            }
            case "STREAM" -> {
                if (dataIsOpen && parent.startsWith("BINARY") && body == null) {
                    return startStream(atts);
                }
            }
            default -> {}
        }
        return null;
    }

    /** A RESOURCE without type has the type of the outer one. */
    private String typeOf(Attributes atts) {
        String type = atts.getValue("type");
        String outer = resourceTypes.isEmpty() ? "" : resourceTypes.peek();
        return type == null ? outer : type.strip().toLowerCase(Locale.ROOT);
    }

    private boolean inResults() {
        return "results".equals(resourceTypes.peek());
    }

    private void startTable(Attributes atts) throws SAXException {
        tables++;
        if (dataIsOpen) {
            fail(FailureCode.MALFORMED, "A table begins within the table that is read");
            dataIsOpen = false;
        }
        body = null;
        tableId = atts.getValue("ID");
        String name = atts.getValue("name") == null ? tableId : atts.getValue("name");
        tableName = name == null || name.isBlank() ? "number " + tables : PlainText.of(name, MAX_SHOWN_NAME);
        String ref = atts.getValue("ref");
        List<FieldDeclaration> referred = ref == null ? null : byId.get(ref);
        // shared: copies for a chain of references would fill the memory
        fields = referred == null ? new ArrayList<>() : referred;
        fieldsAreShared = referred != null;
        if (inResults() && chosen && !chosenIsResults) {
            fail(FailureCode.MALFORMED, "A table of a RESOURCE without type was read before the table of results");
        }
    }

    /** A table that adds fields to those of another gets a copy, whose fields count again. */
    private List<FieldDeclaration> ownFields(List<FieldDeclaration> table) throws SAXException {
        if (!fieldsAreShared) {
            return table;
        }
        countFields(table.size());
        List<FieldDeclaration> own = new ArrayList<>(table);
        fields = own;
        fieldsAreShared = false;
        return own;
    }

    private void countFields(int more) throws SAXException {
        fieldCount += more;
        if (fieldCount > MAX_FIELDS) {
            throw new ReadAbort(FailureCode.MALFORMED, "More than " + MAX_FIELDS + " fields");
        }
    }

    private void addField(List<FieldDeclaration> table, String element, Attributes atts) throws SAXException {
        countFields(1);
        countText(atts);
        FieldDeclaration declared = new FieldDeclaration(element, atts, frame(atts.getValue("ref")));
        table.add(declared);
        badCells += declared.tooLong;
        field = declared;
    }

    private void addFrame(Attributes atts) throws SAXException {
        countText(atts);
        String id = atts.getValue("ID");
        String system = atts.getValue("system");
        String equinox = atts.getValue("equinox");
        // the default of VOTable up to 1.3
        String frame = (system == null ? "eq_FK5" : system.strip()) + (equinox == null ? "" : " " + equinox.strip());
        frames.putIfAbsent(id == null ? "" : id, frame);
        onlyFrame = onlyFrame == null || onlyFrame.equals(frame) ? frame : "";
    }

    private @Nullable String frame(@Nullable String ref) {
        String known = ref == null ? null : frames.get(ref);
        return known != null || "".equals(onlyFrame) ? known : onlyFrame;
    }

    private void countText(Attributes atts) throws SAXException {
        for (int i = 0; i < atts.getLength(); i++) {
            fieldText += atts.getValue(i).length();
        }
        if (fieldText > MAX_FIELD_TEXT) {
            throw new ReadAbort(FailureCode.MALFORMED, "The fields' attributes are longer than " + MAX_FIELD_TEXT);
        }
    }

    private void startData() throws SAXException {
        List<FieldDeclaration> declared = fields;
        boolean wanted = !chosen
                ? !"meta".equals(resourceTypes.peek())
                : sink.readsAllTables() && (inResults() || (!chosenIsResults && isUntyped()));
        if (declared != null && !dataIsOpen && wanted) {
            columns = null;
            choose(declared);
            dataIsOpen = true;
        }
    }

    private boolean isUntyped() {
        return resourceTypes.isEmpty() || resourceTypes.peek().isEmpty();
    }

    /** Tells the sink, unless the columns are of no use. */
    private void choose(List<FieldDeclaration> declared) throws SAXException {
        Columns own = new Columns(declared);
        try {
            if (!sink.knows(own.told)) {
                return;
            }
            sink.fields(own.told);
        } catch (IOException | StopReadingException | RuntimeException | Error e) {
            sinkFailure = e;
            throw new SAXException("the fields were refused");
        }
        chosenIsResults = chosen ? chosenIsResults : inResults();
        chosen = true;
        tablesRead++;
        badCells += own.badConstants;
        columns = own;
    }

    private @Nullable TableBody startSerialization(String name) {
        Columns own = columns;
        if (own == null) {
            if (name.equals("TABLEDATA")) {
                body = new Useless();
            }
        } else if (name.equals("FITS")) {
            fail(FailureCode.MALFORMED, "The table is serialized as FITS, which is not read");
        } else if (name.equals("TABLEDATA")) {
            body = added(new TabledataBody(own.fields, own.to(sink)));
        }
        return body;
    }

    private TableBody added(TableBody made) {
        bodies.add(made);
        return made;
    }

    private @Nullable TableBody startStream(Attributes atts) throws SAXException {
        String href = atts.getValue("href");
        String encoding = atts.getValue("encoding");
        if (href != null && !href.isBlank()) {
            fail(FailureCode.MALFORMED, "The table's data are elsewhere and are not fetched: STREAM href=" + href);
        } else if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("base64")) {
            fail(FailureCode.MALFORMED, "The table's STREAM has the encoding " + encoding + ", which is not read");
        } else {
            Columns own = columns;
            body = own == null ? new Useless() : added(new BinaryBody(own.fields, own.to(sink), serialization));
        }
        return body;
    }

    void end(String name) throws SAXException {
        switch (name) {
            case "RESOURCE" -> resourceTypes.pop();
            case "FIELD", "PARAM" -> field = null;
            case "TABLE" -> endTable();
            case "VOTABLE" -> {
                if (!chosen && withoutData != null) {
                    choose(withoutData);
                }
            }
            default -> {}
        }
    }

    private void endTable() throws SAXException {
        List<FieldDeclaration> declared = fields;
        if (declared != null) {
            if (tableId != null) {
                byId.put(tableId, declared);
            }
            if (!chosen && inResults() && !dataIsOpen) {
                choose(declared);
            } else if (withoutData == null) {
                withoutData = declared;
            }
        }
        fields = null;
        dataIsOpen = false;
    }

    private void fail(FailureCode code, String message) {
        if (failure == null) {
            failure = ReadFailure.of(code, message);
        }
    }

    /** A failure that did not end the parse, or null. */
    @Nullable
    ReadFailure failure() {
        if (failure == null && useless != null) {
            String message = "The table " + useless + " has rows, but none of the columns that describe datasets";
            return ReadFailure.of(FailureCode.MALFORMED, message);
        }
        return failure;
    }

    @Nullable
    Throwable sinkFailure() {
        Throwable thrown = sinkFailure;
        for (TableBody one : bodies) {
            thrown = thrown == null ? one.failure() : thrown;
        }
        return thrown;
    }

    /** Delivers the rows before a break of the document. */
    void close() throws SAXException {
        if (!bodies.isEmpty()) {
            bodies.getLast().close();
        }
    }

    long rows() {
        return bodies.stream().mapToLong(TableBody::rows).sum();
    }

    long badRows() {
        return bodies.stream().mapToLong(TableBody::badRows).sum();
    }

    long badCells() {
        return badCells + bodies.stream().mapToLong(TableBody::badCells).sum();
    }

    /** Also true for a table without columns that are of use to the sink. */
    boolean hasTable() {
        return chosen || withoutData != null || useless != null;
    }

    int extraTables() {
        return tables - tablesRead;
    }

    /** The content of a table none of whose columns is known. */
    private final class Useless implements TableBody {
        private final boolean isResult = inResults();
        private boolean hasRows;

        @Override
        public void start(String name, Attributes atts) {
            hasRows |= name.equals("TR");
        }

        @Override
        public void characters(char[] text, int start, int length) {
            hasRows |= !serialization.equals("TABLEDATA") && !new String(text, start, length).isBlank();
        }

        @Override
        public void finish() {
            // a further table of a RESOURCE without type is perhaps no result
            if (hasRows && useless == null && (isResult || !chosen)) {
                useless = tableName;
            }
        }

        @Override
        public long rows() {
            return 0;
        }

        @Override
        public @Nullable Throwable failure() {
            return null;
        }
    }

    /** The columns of a table: its FIELDs, then its PARAMs with their values. A FIELD outranks a PARAM of the same name or UCD. */
    private static final class Columns {
        final List<FieldDeclaration> fields;
        final List<TableField> told = new ArrayList<>();
        final List<@Nullable Object> constants = new ArrayList<>();
        long badConstants;

        Columns(List<FieldDeclaration> declared) {
            fields = declared.stream().filter(one -> one.value == null).toList();
            Set<String> known = new HashSet<>();
            fields.forEach(one -> {
                told.add(one.field);
                known.addAll(List.of(lower(one.field.name()), lower(one.field.ucd()), lower(one.field.utype())));
            });
            for (FieldDeclaration one : declared) {
                String value = one.value;
                String name = lower(one.field.name());
                // SIA 1.0 section 4.2.5 describes its parameters so
                boolean isOther = value == null || name.startsWith("input:") || name.startsWith("output:");
                if (value != null && !isOther && !known.contains(name)) {
                    TabledataCell cell = new TabledataCell(one, written -> {});
                    told.add(one.field.without(
                            known.contains(lower(one.field.ucd())), known.contains(lower(one.field.utype()))));
                    constants.add(cell.read(value.toCharArray(), 0, value.length()));
                    badConstants += cell.bad();
                }
            }
        }

        private static String lower(@Nullable String word) {
            return word == null ? "" : word.strip().toLowerCase(Locale.ROOT);
        }

        /** A sink that adds the constants to each row. */
        RowSink to(RowSink sink) {
            if (constants.isEmpty()) {
                return sink;
            }
            return new RowSink() {
                @Override
                public void fields(List<TableField> fields) {}

                @Override
                public void badCell(int column, String written) {
                    sink.badCell(column, written);
                }

                @Override
                public void row(@Nullable Object[] cells) throws IOException, StopReadingException {
                    @Nullable Object[] all = Arrays.copyOf(cells, told.size());
                    for (int i = 0; i < constants.size(); i++) {
                        all[cells.length + i] = constants.get(i);
                    }
                    sink.row(all);
                }
            };
        }
    }
}
