package org.skytrawl.simvo.tap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableHandler;

/**
 * Takes the first table of an uploaded VOTable. STIL delivers rows of BINARY streams on a thread of its own, one after the
 * other, so what it calls is synchronized.
 */
final class UploadReader implements TableHandler {
    private static final int LONGEST_TEXT = 32_672;

    private final String name;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private List<Column> columns = List.of();
    private int tables;
    private @Nullable String fault;

    private UploadReader(String name) {
        this.name = name;
    }

    /** @throws TapError if there is no table in it, or more than is taken */
    static UploadedTable read(String name, byte[] votable) throws TapError {
        UploadReader reader = new UploadReader(name);
        try {
            UploadXml.parse(new ByteArrayInputStream(votable), reader);
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

    private synchronized UploadedTable result() throws TapError {
        if (columns.isEmpty()) {
            throw new TapError("UPLOAD: the document for " + name + " is no VOTable with a table in it");
        }
        Table table = new Table(Uploads.SCHEMA, name, null, "Uploaded with the query", columns);
        return new UploadedTable(table, List.copyOf(rows));
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
            String description = info.getDescription();
            Column column = Column.of(
                            free,
                            type(info.getContentClass()),
                            description == null || description.isBlank() ? "Uploaded" : description)
                    .with(info.getUnitString(), info.getUCD(), info.getUtype());
            String xtype = info.getXtype();
            found.add(xtype == null ? column : column.withXtype(xtype));
        }
        columns = found;
    }

    private static ColumnType type(Class<?> content) {
        if (content == Short.class || content == Byte.class) {
            return ColumnType.SHORT;
        } else if (content == Integer.class || content == Boolean.class) {
            return ColumnType.INT;
        } else if (content == Long.class) {
            return ColumnType.LONG;
        } else if (content == Float.class) {
            return ColumnType.REAL;
        }
        return content == Double.class ? ColumnType.DOUBLE : ColumnType.TEXT;
    }

    @Override
    public synchronized void rowData(@Nullable Object[] row) throws SAXException {
        if (tables > 1) {
            return;
        }
        if (rows.size() == Uploads.MOST_ROWS) {
            throw refused("it has more than " + Uploads.MOST_ROWS + " rows");
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
        String text = cell.getClass().isArray() ? joined(cell) : cell.toString();
        if (text.length() > LONGEST_TEXT) {
            throw refused("a text has more than " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private SAXException refused(String why) {
        // kept, since STIL may wrap what is thrown
        fault = why;
        return new SAXException(why);
    }

    private static String joined(Object array) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Array.getLength(array); i++) {
            text.append(i == 0 ? "" : " ").append(Array.get(array, i));
        }
        return text.toString();
    }

    @Override
    public void endTable() {
        // the document may hold more tables, of which nothing is kept
    }
}
