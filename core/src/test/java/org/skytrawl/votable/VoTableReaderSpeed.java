package org.skytrawl.votable;

import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.XMLReader;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.votable.TableContentHandler;
import uk.ac.starlink.votable.TableHandler;

/**
 * Compares the reader with STIL's own content handler on an ObsCore-like table of 37 columns; run by hand with the test
 * class path. Arguments: rows (default 200000), rounds (default 4, of which the best counts).
 */
final class VoTableReaderSpeed {
    private static final int REALS = 15;
    private static final int INTEGERS = 6;
    private static final int TEXTS = 16;

    private VoTableReaderSpeed() {}

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        for (String serialization : new String[] {"TABLEDATA", "BINARY2"}) {
            Path file = Files.createTempFile("speed", ".vot");
            try {
                write(file, serialization, rows);
                double stil = Double.MAX_VALUE;
                double ours = Double.MAX_VALUE;
                for (int i = 0; i < rounds; i++) {
                    stil = Math.min(stil, seconds(() -> stil(file, rows)));
                    ours = Math.min(ours, seconds(() -> ours(file, rows)));
                }
                System.out.printf(
                        "%s %d rows, %.0f MB: STIL %.2f s, VoTableReader %.2f s, ratio %.2f%n",
                        serialization, rows, Files.size(file) / 1e6, stil, ours, ours / stil);
            } finally {
                Files.delete(file);
            }
        }
    }

    private static double seconds(Streams.Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void stil(Path file, int expected) throws Exception {
        int[] rows = new int[1];
        TableContentHandler handler = new TableContentHandler(false);
        handler.setReadHrefTables(false);
        handler.setTableHandler(new TableHandler() {
            @Override
            public void startTable(StarTable metadata) {}

            @Override
            public void rowData(Object[] row) {
                rows[0]++;
            }

            @Override
            public void endTable() {}
        });
        SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        XMLReader reader = factory.newSAXParser().getXMLReader();
        for (String limit : new String[] {"maxGeneralEntitySizeLimit", "totalEntitySizeLimit"}) {
            reader.setProperty("http://www.oracle.com/xml/jaxp/properties/" + limit, "0");
        }
        reader.setContentHandler(handler);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            reader.parse(new InputSource(in));
        }
        check(rows[0], expected);
    }

    private static void ours(Path file, int expected) throws Exception {
        int[] rows = new int[1];
        RowSink sink = new RowSink() {
            @Override
            public void fields(List<TableField> fields) {}

            @Override
            public void row(@Nullable Object[] cells) {
                rows[0]++;
            }
        };
        try (InputStream in = Files.newInputStream(file)) {
            ReadReport report = new VoTableReader().read(in, sink);
            if (!report.complete() || report.badCells() > 0) {
                throw new IllegalStateException(report.toString());
            }
        }
        check(rows[0], expected);
    }

    private static void check(int rows, int expected) {
        if (rows != expected) {
            throw new IllegalStateException("read " + rows + " rows of " + expected);
        }
    }

    private static void write(Path file, String serialization, int rows) throws IOException {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < REALS; i++) {
            fields.append(Documents.field("r" + i, "datatype='double'"));
        }
        for (int i = 0; i < INTEGERS; i++) {
            fields.append(Documents.field("i" + i, "datatype='long'"));
        }
        for (int i = 0; i < TEXTS; i++) {
            fields.append(Documents.field("t" + i, "datatype='char' arraysize='*'"));
        }
        boolean binary = !serialization.equals("TABLEDATA");
        String[] around = (binary
                        ? Documents.stream(serialization, fields.toString(), "@")
                        : Documents.tabledata(fields.toString(), "@"))
                .split("@");
        try (var out = Files.newOutputStream(file);
                var buffered = new java.io.BufferedOutputStream(out, 1 << 16)) {
            buffered.write(around[0].getBytes(StandardCharsets.UTF_8));
            buffered.flush();
            if (binary) {
                writeBinary(buffered, rows);
            } else {
                for (int i = 0; i < rows; i++) {
                    buffered.write(textRow(i).getBytes(StandardCharsets.UTF_8));
                }
            }
            buffered.write(around[1].getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String textRow(int row) {
        StringBuilder text = new StringBuilder("<TR>");
        for (Object cell : row(row)) {
            text.append("<TD>")
                    .append(cell == null ? "" : cell.toString().replace("&", "&amp;"))
                    .append("</TD>");
        }
        return text.append("</TR>\n").toString();
    }

    private static void writeBinary(java.io.OutputStream out, int rows) throws IOException {
        java.io.OutputStream unclosed = new java.io.FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        try (DataOutputStream data = new DataOutputStream(
                new java.io.BufferedOutputStream(Base64.getMimeEncoder().wrap(unclosed), 1 << 16))) {
            for (int i = 0; i < rows; i++) {
                List<@Nullable Object> cells = row(i);
                long flags = 0;
                for (int c = 0; c < cells.size(); c++) {
                    flags |= cells.get(c) == null ? 1L << (39 - c) : 0;
                }
                for (int shift = 32; shift >= 0; shift -= 8) {
                    data.writeByte((int) (flags >> shift));
                }
                for (int c = 0; c < cells.size(); c++) {
                    Object cell = cells.get(c);
                    if (c < REALS) {
                        data.writeDouble(cell == null ? Double.NaN : (Double) cell);
                    } else if (c < REALS + INTEGERS) {
                        data.writeLong(cell == null ? 0 : (Long) cell);
                    } else {
                        String text = cell == null ? "" : cell.toString();
                        data.writeInt(text.length());
                        data.writeBytes(text);
                    }
                }
            }
        }
    }

    private static List<@Nullable Object> row(int row) {
        List<@Nullable Object> cells = new ArrayList<>(REALS + INTEGERS + TEXTS);
        for (int i = 0; i < REALS; i++) {
            cells.add(i % 5 == 4 ? null : (Object) ((row * 31L + i * 7L) % 360_000_007 / 999.0));
        }
        for (int i = 0; i < INTEGERS; i++) {
            cells.add(i % 3 == 2 ? null : (Object) ((long) row * i));
        }
        for (int i = 0; i < TEXTS; i++) {
            cells.add(
                    switch (i % 4) {
                        case 0 -> "image";
                        case 1 -> "ivo://example.org/data?collection/" + row + "/" + i;
                        case 2 -> i == 2 ? "http://archive.example.org/get?id=" + row + "&format=fits" : "Survey " + i;
                        default -> null;
                    });
        }
        return cells;
    }
}
