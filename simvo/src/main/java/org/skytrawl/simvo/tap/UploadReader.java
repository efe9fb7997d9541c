package org.skytrawl.simvo.tap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/** STIL delivers rows of BINARY streams on a thread of its own, so its callbacks are synchronized. */
final class UploadReader implements TableHandler {
    private static final int LONGEST_TEXT = 32_672;
    private static final Map<Class<?>, ColumnType> TYPES = Map.of(
            Short.class, ColumnType.SHORT,
            Byte.class, ColumnType.SHORT,
            Integer.class, ColumnType.INT,
            Boolean.class, ColumnType.INT,
            Long.class, ColumnType.LONG,
            Float.class, ColumnType.REAL,
            Double.class, ColumnType.DOUBLE);

    /** @param rows a value or null for each column */
    record Uploaded(Table table, List<@Nullable Object[]> rows) {
        Uploaded with(List<@Nullable Object[]> others) {
            return new Uploaded(table, others);
        }

        /** The largest number in a column; infinite if it has none, or others than numbers. */
        double most(String column) {
            int index = table.columns().stream().map(Column::name).toList().indexOf(column);
            double most = Double.NEGATIVE_INFINITY;
            for (@Nullable Object[] row : rows) {
                @Nullable Object value = index < 0 ? null : row[index];
                most = value == null
                        ? most
                        : value instanceof Number number
                                ? Math.max(most, number.doubleValue())
                                : Double.POSITIVE_INFINITY;
            }
            return most == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : most;
        }
    }

    private final String name;
    private final int mostRows;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private List<Column> columns = List.of();
    private int tables;
    private @Nullable String fault;

    private UploadReader(String name, int mostRows) {
        this.name = name;
        this.mostRows = mostRows;
    }

    static Uploaded read(String name, byte[] votable, int mostRows) throws TapError {
        UploadReader reader = new UploadReader(name, mostRows);
        try {
            new Document(reader).parse(new InputSource(new ByteArrayInputStream(votable)));
        } catch (SAXException | IOException | RuntimeException e) {
            String own = reader.fault();
            throw new TapError(
                    "UPLOAD: the table " + name + " cannot be read: " + (own == null ? e.getMessage() : own));
        }
        return reader.result();
    }

    private synchronized @Nullable String fault() {
        return fault;
    }

    private synchronized Uploaded result() throws TapError {
        if (columns.isEmpty()) {
            throw new TapError("UPLOAD: the document for " + name + " is no VOTable with a table in it");
        }
        Table table = new Table(Uploads.SCHEMA, name, null, "Uploaded with the query", columns);
        return new Uploaded(table, List.copyOf(rows));
    }

    @Override
    public synchronized void startTable(StarTable table) {
        if (tables++ > 0) {
            return;
        }
        List<Column> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < table.getColumnCount(); i++) {
            ColumnInfo info = table.getColumnInfo(i);
            String lower = info.getName() == null ? "" : info.getName().toLowerCase(Locale.ROOT);
            String free = lower.isBlank() ? "col" + (i + 1) : lower;
            while (!names.add(free)) {
                free = free + "_";
            }
            String described = info.getDescription();
            String description = described == null || described.isBlank() ? "Uploaded" : described;
            found.add(Column.of(free, TYPES.getOrDefault(info.getContentClass(), ColumnType.TEXT), description)
                    .with(info.getUnitString(), info.getUCD(), info.getUtype())
                    .withXtype(info.getXtype()));
        }
        columns = found;
    }

    @Override
    public synchronized void rowData(@Nullable Object[] row) throws SAXException {
        if (tables > 1) {
            return;
        }
        if (rows.size() == mostRows) {
            throw refused("it has more than " + mostRows + " rows");
        }
        @Nullable Object[] kept = new @Nullable Object[row.length];
        for (int i = 0; i < row.length; i++) {
            kept[i] = kept(row[i]);
        }
        rows.add(kept);
    }

    private @Nullable Object kept(@Nullable Object cell) throws SAXException {
        if (cell == null || (cell instanceof Number number && !Double.isFinite(number.doubleValue()))) {
            return null;
        }
        if (cell instanceof Number) {
            return cell instanceof Float single ? (Object) Double.valueOf(single.toString()) : cell;
        }
        if (cell instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        String text = !cell.getClass().isArray()
                ? cell.toString()
                : IntStream.range(0, Array.getLength(cell))
                        .mapToObj(i -> String.valueOf(Array.get(cell, i)))
                        .collect(Collectors.joining(" "));
        if (text.length() > LONGEST_TEXT) {
            throw refused("a text has more than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private SAXException refused(String why) {
        // kept, since STIL may wrap the exception
        fault = why;
        return new SAXException(why);
    }

    @Override
    public void endTable() {
        // further tables of the document are ignored
    }

    /** Parses an uploaded document for STIL without any external document: no DOCTYPE, no entities, no href. */
    private static final class Document extends XMLFilterImpl {
        private static final int DEEPEST = 64;

        private final TableContentHandler stil = new TableContentHandler(true);
        private final Deque<String> open = new ArrayDeque<>();

        private Document(TableHandler tables) throws SAXException {
            super(reader());
            stil.setReadHrefTables(false);
            stil.setTableHandler(tables);
            setContentHandler(stil);
        }

        private static XMLReader reader() throws SAXException {
            try {
                SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
                factory.setNamespaceAware(true);
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                XMLReader reader = factory.newSAXParser().getXMLReader();
                // JDK 25 counts each &amp; as an entity; without a DOCTYPE none can grow
                reader.setProperty("http://www.oracle.com/xml/jaxp/properties/maxGeneralEntitySizeLimit", "0");
                reader.setProperty("http://www.oracle.com/xml/jaxp/properties/totalEntitySizeLimit", "0");
                return reader;
            } catch (ParserConfigurationException e) {
                throw new SAXException("this Java's XML parser cannot be made safe", e);
            }
        }

        @Override
        public void parse(InputSource input) throws SAXException, IOException {
            try {
                super.parse(input);
            } finally {
                endAll();
            }
        }

        /** STIL's thread for a BINARY stream waits for ever unless each open element is ended. */
        private void endAll() {
            while (!open.isEmpty()) {
                String name = open.pop();
                try {
                    stil.endElement("", name, name);
                } catch (SAXException | RuntimeException e) {
                    // the parse reports the failure; the other elements must still be ended
                    assert !name.isEmpty();
                }
            }
        }

        @Override
        public void startElement(String uri, String localName, String qName, Attributes atts) throws SAXException {
            if (open.size() == DEEPEST) {
                throw new SAXException("elements are nested more than " + DEEPEST + " deep");
            }
            open.push(localName);
            super.startElement("", localName, localName, atts);
        }

        @Override
        public void endElement(String uri, String localName, String qName) throws SAXException {
            open.pop();
            super.endElement("", localName, localName);
        }
    }
}
