package org.skytrawl.votable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/**
 * Chooses the TABLE: the first in a RESOURCE of type "results" (DALI 1.1 section 4.4). In a RESOURCE without type, as in many
 * old services, the first TABLE with data, since a stream cannot be read ahead. At the end, a table without data (metadata).
 */
final class TableChoice {
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_FIELD_TEXT = 1 << 22;

    private final RowSink sink;
    private final Deque<String> resourceTypes = new ArrayDeque<>();
    private final Map<String, List<FieldDeclaration>> byId = new HashMap<>();
    private @Nullable List<FieldDeclaration> fields;
    /** The fields that the sink got; later FIELDs do not change them. */
    private List<FieldDeclaration> chosenFields = List.of();

    private @Nullable List<FieldDeclaration> withoutData;
    private @Nullable String tableId;
    private @Nullable FieldDeclaration field;
    private @Nullable TableBody body;
    private @Nullable ReadFailure failure;
    private @Nullable Throwable sinkFailure;
    private String serialization = "";
    private boolean fieldsAreShared;
    private boolean chosen;
    private boolean chosenIsOpen;
    private boolean chosenIsResults;
    private int tables;
    private int fieldCount;
    private int fieldText;
    private int attributesTooLong;

    TableChoice(RowSink sink) {
        this.sink = sink;
    }

    /** Returns the body that gets the content of the element, or null. */
    @Nullable
    TableBody start(String name, String parent, Attributes atts) throws SAXException {
        switch (name) {
            case "RESOURCE" -> resourceTypes.push(typeOf(atts));
            case "TABLE" -> startTable(atts);
            case "FIELD" -> {
                if (parent.equals("TABLE") && fields != null) {
                    addField(ownFields(fields), atts);
                }
            }
            case "VALUES" -> {
                if (parent.equals("FIELD") && field != null) {
                    countText(atts);
                    field.values(atts);
                }
            }
            case "DATA" -> startData();
            case "TABLEDATA", "BINARY", "BINARY2", "FITS" -> {
                serialization = name;
                if (chosenIsOpen && parent.equals("DATA") && body == null) {
                    return startSerialization(name);
                }
            }
            case "STREAM" -> {
                if (chosenIsOpen && parent.startsWith("BINARY") && body == null) {
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
        if (chosenIsOpen) {
            fail(FailureCode.MALFORMED, "A table begins within the table that is read");
            chosenIsOpen = false;
        }
        tableId = atts.getValue("ID");
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

    private void addField(List<FieldDeclaration> table, Attributes atts) throws SAXException {
        countFields(1);
        countText(atts);
        FieldDeclaration declared = new FieldDeclaration(atts);
        table.add(declared);
        attributesTooLong += declared.tooLong;
        field = declared;
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
        if (!chosen && fields != null && !"meta".equals(resourceTypes.peek())) {
            choose(fields);
            chosenIsOpen = true;
        }
    }

    private void choose(List<FieldDeclaration> declared) throws SAXException {
        chosen = true;
        chosenFields = List.copyOf(declared);
        chosenIsResults = inResults();
        try {
            sink.fields(declared.stream().map(d -> d.field).toList());
        } catch (IOException | StopReadingException | RuntimeException | Error e) {
            sinkFailure = e;
            throw new SAXException("the fields were refused");
        }
    }

    private @Nullable TableBody startSerialization(String name) {
        if (name.equals("FITS")) {
            fail(FailureCode.MALFORMED, "The table is serialized as FITS, which is not read");
        } else if (name.equals("TABLEDATA")) {
            body = new TabledataBody(chosenFields, sink);
        }
        return body;
    }

    private @Nullable TableBody startStream(Attributes atts) throws SAXException {
        String href = atts.getValue("href");
        String encoding = atts.getValue("encoding");
        if (href != null && !href.isBlank()) {
            fail(FailureCode.MALFORMED, "The table's data are elsewhere and are not fetched: STREAM href=" + href);
        } else if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("base64")) {
            fail(FailureCode.MALFORMED, "The table's STREAM has the encoding " + encoding + ", which is not read");
        } else {
            body = new BinaryBody(chosenFields, sink, serialization);
        }
        return body;
    }

    void end(String name) throws SAXException {
        switch (name) {
            case "RESOURCE" -> resourceTypes.pop();
            case "FIELD" -> field = null;
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
            if (!chosen && inResults()) {
                choose(declared);
            } else if (withoutData == null) {
                withoutData = declared;
            }
        }
        fields = null;
        chosenIsOpen = false;
    }

    private void fail(FailureCode code, String message) {
        if (failure == null) {
            failure = ReadFailure.of(code, message);
        }
    }

    /** A failure that did not end the parse, or null. */
    @Nullable
    ReadFailure failure() {
        return failure;
    }

    @Nullable
    Throwable sinkFailure() {
        return sinkFailure != null || body == null ? sinkFailure : body.failure();
    }

    /** Null if the chosen table has none. */
    @Nullable
    TableBody body() {
        return body;
    }

    int attributesTooLong() {
        return attributesTooLong;
    }

    boolean hasTable() {
        return chosen;
    }

    int extraTables() {
        return chosen ? tables - 1 : tables;
    }
}
