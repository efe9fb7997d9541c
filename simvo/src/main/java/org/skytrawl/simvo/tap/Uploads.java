package org.skytrawl.simvo.tap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/** Tables that come with a query (TAP 1.1 section 2.7.6): inline, or from a URL on this machine. */
final class Uploads {
    private static final int MOST_BYTES = 1 << 24;
    private static final int MOST_ROWS = 100_000;
    private static final int PATIENCE_MS = 5_000;

    private Uploads() {}

    /** A table of the schema {@code tap_upload}, and its rows. */
    record Uploaded(Table table, List<@Nullable Object[]> rows) {}

    static List<Uploaded> read(Request request) throws AdqlException, IOException {
        List<Uploaded> tables = new ArrayList<>();
        for (String value : request.all("UPLOAD")) {
            for (String one : value.split(";", -1)) {
                String[] words = one.strip().split(",", 2);
                if (words.length != 2 || !words[0].matches("[A-Za-z][A-Za-z0-9_]*")) {
                    throw new AdqlException("UPLOAD must be name,uri, but is '" + one + "'");
                }
                tables.add(parse(words[0].toLowerCase(Locale.ROOT), bytes(words[1].strip(), request)));
            }
        }
        return tables;
    }

    private static byte[] bytes(String uri, Request request) throws AdqlException, IOException {
        if (uri.startsWith("param:")) {
            byte[] part = request.parts().get(uri.substring(6).toLowerCase(Locale.ROOT));
            if (part == null) {
                throw new AdqlException("UPLOAD names " + uri + ", but there is no such part");
            }
            return part;
        }
        URI at = URI.create(uri);
        if (!"http".equals(at.getScheme())
                || at.getHost() == null
                || !InetAddress.getByName(at.getHost()).isLoopbackAddress()) {
            throw new AdqlException("UPLOAD can be param: or http: on this machine, not '" + uri + "'");
        }
        URLConnection connection = at.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new AdqlException("the table at " + uri + " has more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static Uploaded parse(String name, byte[] document) throws AdqlException {
        Rows rows = new Rows();
        TableContentHandler handler = new TableContentHandler(false);
        handler.setReadHrefTables(false);
        handler.setTableHandler(rows);
        try {
            PlainXml.reader(handler).parse(new InputSource(new ByteArrayInputStream(document)));
        } catch (SAXException | IOException e) {
            throw new AdqlException("the uploaded table " + name + " cannot be read: " + e.getMessage());
        }
        if (rows.columns.isEmpty()) {
            throw new AdqlException("the upload " + name + " holds no table");
        }
        return new Uploaded(new Table("tap_upload", name, null, "Uploaded", rows.columns), rows.rows);
    }

    private static final class Rows implements TableHandler {
        private final List<Column> columns = new ArrayList<>();
        private final List<@Nullable Object[]> rows = new ArrayList<>();
        private boolean first = true;

        @Override
        public void startTable(StarTable metadata) {
            for (int i = 0; first && i < metadata.getColumnCount(); i++) {
                ColumnInfo info = metadata.getColumnInfo(i);
                Column column = Column.of(
                                info.getName().toLowerCase(Locale.ROOT), type(info.getContentClass()), "Uploaded")
                        .with(info.getUnitString(), info.getUCD(), info.getUtype());
                columns.add(info.getXtype() == null ? column : column.withXtype(info.getXtype()));
            }
        }

        private static ColumnType type(Class<?> content) {
            if (content == Double.class || content == Float.class) {
                return content == Float.class ? ColumnType.REAL : ColumnType.DOUBLE;
            }
            if (content == Long.class) {
                return ColumnType.LONG;
            }
            if (content == Short.class || content == Byte.class) {
                return ColumnType.SHORT;
            }
            return content == Integer.class || content == Boolean.class ? ColumnType.INT : ColumnType.TEXT;
        }

        @Override
        public void rowData(@Nullable Object[] row) throws SAXException {
            if (!first) {
                return;
            }
            if (rows.size() >= MOST_ROWS) {
                throw new SAXException("more than " + MOST_ROWS + " rows");
            }
            @Nullable Object[] cells = new @Nullable Object[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = cell(row[i], columns.get(i).type());
            }
            rows.add(cells);
        }

        private static @Nullable Object cell(@Nullable Object value, ColumnType type) {
            return switch (value) {
                case null -> null;
                case Boolean truth -> truth ? 1 : 0;
                case Number number -> number;
                case double[] array -> java.util.Arrays.toString(array);
                case int[] array -> java.util.Arrays.toString(array);
                default -> type == ColumnType.TEXT ? value.toString() : null;
            };
        }

        @Override
        public void endTable() {
            first = false;
        }
    }
}
