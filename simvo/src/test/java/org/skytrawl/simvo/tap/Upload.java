package org.skytrawl.simvo.tap;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The same table in three serializations: a name, which is null in the second row, and a position. */
final class Upload {
    private static final String HEAD =
            "<VOTABLE version=\"1.3\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\"><RESOURCE><TABLE>"
                    + "<FIELD name=\"name\" datatype=\"char\" arraysize=\"*\"/>"
                    + "<FIELD name=\"RA\" datatype=\"double\" unit=\"deg\"/><DATA>";
    private static final String TAIL = "</DATA></TABLE></RESOURCE></VOTABLE>";

    static final String TABLEDATA = HEAD
            + "<TABLEDATA><TR><TD>one</TD><TD>1</TD></TR><TR><TD/><TD>3</TD></TR><TR><TD>x</TD><TD/></TR></TABLEDATA>"
            + TAIL;

    private Upload() {}

    static String binary() {
        return HEAD + "<BINARY><STREAM encoding=\"base64\">" + stream(false) + "</STREAM></BINARY>" + TAIL;
    }

    static String binary2() {
        return HEAD + "<BINARY2><STREAM encoding=\"base64\">" + stream(true) + "</STREAM></BINARY2>" + TAIL;
    }

    private static String stream(boolean flags) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            row(out, flags, "one", 1);
            row(out, flags, "", 3);
            row(out, flags, "x", Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void row(DataOutputStream out, boolean flags, String name, double ra) throws IOException {
        if (flags) {
            out.writeByte(name.isEmpty() ? 0x80 : 0);
        }
        out.writeInt(name.length());
        out.writeBytes(name);
        out.writeDouble(ra);
    }
}
