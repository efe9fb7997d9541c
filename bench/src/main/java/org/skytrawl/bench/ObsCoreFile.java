package org.skytrawl.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;

/** Writes rows as the answer of an ObsTAP service. */
final class ObsCoreFile {
    /** How the rows are written. */
    enum Serialization {
        TABLEDATA,
        BINARY2
    }

    private static final int BUFFER = 1 << 16;

    private ObsCoreFile() {}

    /** Writes rows {@code first} to {@code first + count - 1}. */
    static void write(Path file, Serialization serialization, long first, int count) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            write(out, head());
            boolean binary = serialization == Serialization.BINARY2;
            write(out, binary ? "<BINARY2><STREAM encoding=\"base64\">\n" : "<TABLEDATA>\n");
            if (binary) {
                try (DataOutputStream data = base64(out)) {
                    for (long row = first; row < first + count; row++) {
                        writeBinary(data, new ObsCoreRow(row));
                    }
                }
            } else {
                StringBuilder text = new StringBuilder();
                for (long row = first; row < first + count; row++) {
                    text.setLength(0);
                    appendText(text, new ObsCoreRow(row));
                    write(out, text);
                }
            }
            write(out, binary ? "\n</STREAM></BINARY2>\n" : "</TABLEDATA>\n");
            write(out, "</DATA></TABLE></RESOURCE></VOTABLE>\n");
        }
    }

    private static void write(OutputStream out, CharSequence text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static StringBuilder head() {
        StringBuilder head = new StringBuilder("""
                <?xml version="1.0" encoding="utf-8"?>
                <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
                <RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/>
                <TABLE name="results">
                """);
        for (ObsCoreColumn column : ObsCoreRow.COLUMNS) {
            head.append("<FIELD name=\"").append(column).append("\" ucd=\"").append(column.ucd());
            head.append("\" utype=\"").append(column.utype());
            if (column.unit() != null) {
                head.append("\" unit=\"").append(column.unit());
            }
            head.append(
                    switch (column.type()) {
                        case TEXT -> "\" datatype=\"char\" arraysize=\"*\"/>\n";
                        case REAL -> "\" datatype=\"double\"/>\n";
                        case INTEGER -> "\" datatype=\"long\"/>\n";
                    });
        }
        return head.append("<DATA>");
    }

    private static void appendText(StringBuilder text, ObsCoreRow row) {
        text.append("<TR>");
        for (ObsCoreColumn column : ObsCoreRow.COLUMNS) {
            Object cell = row.cell(column);
            text.append("<TD>");
            if (cell != null) {
                text.append(cell.toString().replace("&", "&amp;"));
            }
            text.append("</TD>");
        }
        text.append("</TR>\n");
    }

    /** Lines of base64; closing it closes the last group and not the file. */
    private static DataOutputStream base64(OutputStream out) {
        OutputStream open = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        return new DataOutputStream(
                new BufferedOutputStream(Base64.getMimeEncoder().wrap(open), BUFFER));
    }

    /** VOTable 1.4 section 5.4: a bit for each null, then all cells. */
    private static void writeBinary(DataOutputStream out, ObsCoreRow row) throws IOException {
        int fields = ObsCoreRow.COLUMNS.size();
        byte[] flags = new byte[(fields + 7) / 8];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        DataOutputStream cells = new DataOutputStream(bytes);
        for (int i = 0; i < fields; i++) {
            ObsCoreColumn column = ObsCoreRow.COLUMNS.get(i);
            Object cell = row.cell(column);
            if (cell == null) {
                flags[i / 8] |= (byte) (0x80 >> i % 8);
            }
            writeCell(cells, column, cell);
        }
        out.write(flags);
        bytes.writeTo(out);
    }

    private static void writeCell(DataOutputStream out, ObsCoreColumn column, @Nullable Object cell)
            throws IOException {
        switch (column.type()) {
            case REAL -> out.writeDouble(cell == null ? Double.NaN : (Double) cell);
            case INTEGER -> out.writeLong(cell == null ? 0 : (Long) cell);
            case TEXT -> {
                byte[] text = cell == null ? new byte[0] : cell.toString().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }
}
