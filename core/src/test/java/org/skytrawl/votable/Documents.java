package org.skytrawl.votable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Small VOTables for tests. */
final class Documents {
    static final String OK = "<INFO name='QUERY_STATUS' value='OK'/>";

    private Documents() {}

    static String votable(String resources) {
        return "<?xml version='1.0' encoding='UTF-8'?>\n<VOTABLE version='1.4'"
                + " xmlns='http://www.ivoa.net/xml/VOTable/v1.3'>" + resources + "</VOTABLE>";
    }

    static String results(String content) {
        return votable("<RESOURCE type='results'>" + content + "</RESOURCE>");
    }

    static String field(String name, String attributes) {
        return "<FIELD name='" + name + "' " + attributes + "/>";
    }

    /** A one-column TABLEDATA document. */
    static String column(String attributes, String... cells) {
        StringBuilder rows = new StringBuilder();
        for (String cell : cells) {
            rows.append("<TR><TD>").append(cell).append("</TD></TR>");
        }
        return tabledata(field("x", attributes), rows.toString());
    }

    static String tabledata(String fields, String rows) {
        return results(OK + "<TABLE>" + fields + "<DATA><TABLEDATA>" + rows + "</TABLEDATA></DATA></TABLE>");
    }

    static String binary(String serialization, String fields, byte[] rows) {
        return stream(serialization, fields, Base64.getMimeEncoder().encodeToString(rows));
    }

    static String stream(String serialization, String fields, String base64) {
        return results(OK + "<TABLE>" + fields + "<DATA><" + serialization + "><STREAM encoding='base64'>" + base64
                + "</STREAM></" + serialization + "></DATA></TABLE>");
    }

    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Fields of the rows that {@link #smallRows} makes. */
    static final String SMALL_FIELDS = field("id", "datatype='int'")
            + field("ra", "datatype='double'")
            + field("title", "datatype='char' arraysize='*'");

    static byte[] smallRows(int count, boolean nullFlags) {
        return bytes(out -> {
            for (int i = 0; i < count; i++) {
                if (nullFlags) {
                    out.writeByte(0);
                }
                out.writeInt(i);
                out.writeDouble(i / 8.0);
                String title = "row " + i;
                out.writeInt(title.length());
                out.writeBytes(title);
            }
        });
    }

    static String smallTabledata(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append("<TR><TD>%d</TD><TD>%s</TD><TD>row %d</TD></TR>\n".formatted(i, i / 8.0, i));
        }
        return tabledata(SMALL_FIELDS, rows.toString());
    }

    /** The same rows in each serialization. */
    static String small(String serialization, int count) {
        return serialization.equals("TABLEDATA")
                ? smallTabledata(count)
                : binary(serialization, SMALL_FIELDS, smallRows(count, serialization.equals("BINARY2")));
    }
}
