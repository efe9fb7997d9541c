package org.skytrawl.simvo.tap;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A table of targets to upload: id, ra, dec, radius. */
final class TargetTable {
    record Row(String id, double ra, double dec, double radius) {}

    private static final String HEAD =
            "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\"><RESOURCE><TABLE>"
                    + "<FIELD name=\"id\" datatype=\"char\" arraysize=\"*\"/>"
                    + "<FIELD name=\"ra\" datatype=\"double\" unit=\"deg\"/>"
                    + "<FIELD name=\"dec\" datatype=\"double\" unit=\"deg\"/>"
                    + "<FIELD name=\"radius\" datatype=\"double\" unit=\"deg\"/><DATA>";
    private static final String TAIL = "</DATA></TABLE></RESOURCE></VOTABLE>";

    private TargetTable() {}

    static byte[] tableData(List<Row> rows) {
        return rows.stream()
                .map(row -> "<TR><TD>" + row.id + "</TD><TD>" + row.ra + "</TD><TD>" + row.dec + "</TD><TD>"
                        + row.radius + "</TD></TR>\n")
                .collect(Collectors.joining("", HEAD + "<TABLEDATA>", "</TABLEDATA>" + TAIL))
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] binary2(List<Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (Row row : rows) {
                out.writeByte(0);
                out.writeInt(row.id.length());
                out.writeBytes(row.id);
                out.writeDouble(row.ra);
                out.writeDouble(row.dec);
                out.writeDouble(row.radius);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (HEAD + "<BINARY2><STREAM encoding=\"base64\">"
                        + Base64.getEncoder().encodeToString(bytes.toByteArray())
                        + "</STREAM></BINARY2>" + TAIL)
                .getBytes(StandardCharsets.UTF_8);
    }
}
