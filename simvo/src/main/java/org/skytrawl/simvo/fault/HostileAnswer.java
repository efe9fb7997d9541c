package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Documents that are expensive or dangerous to read. */
final class HostileAnswer {
    private static final String EMPTY = "<TABLEDATA></TABLEDATA>";

    private HostileAnswer() {}

    static Response webPage() {
        return Response.text(200, "text/html; charset=utf-8", """
                <!DOCTYPE html>
                <html><head><title>Archive moved</title></head>
                <body><h1>Archive moved</h1><p>Please update your bookmarks.</p></body></html>
                """);
    }

    static String externalEntity(Request request) {
        String type = """
                <!DOCTYPE VOTABLE SYSTEM "%1$s/votable.dtd" [
                <!ENTITY leak SYSTEM "file:///etc/passwd">
                <!ENTITY call SYSTEM "%1$s/entity">
                ]>
                """.formatted(ownUrl(request));
        return document(type, "&leak;&call;", EMPTY);
    }

    /** Each entity is ten of the one before, nine times over. */
    static String billionLaughs() {
        StringBuilder type = new StringBuilder("<!DOCTYPE VOTABLE [\n<!ENTITY lol0 \"lol\">\n");
        for (int i = 1; i < 10; i++) {
            type.append("<!ENTITY lol" + i + " \"" + ("&lol" + (i - 1) + ";").repeat(10) + "\">\n");
        }
        return document(type.append("]>\n").toString(), "&lol9;", EMPTY);
    }

    static String stream(String escapedUrl) {
        return document("", "", "<BINARY><STREAM href=\"" + escapedUrl + "\" encoding=\"none\"/></BINARY>");
    }

    static String ownUrl(Request request) {
        return VoTableWriter.escaped(request.baseUrl() + request.path());
    }

    static String deepNesting() {
        int depth = 100_000;
        return xml("") + "<RESOURCE>".repeat(depth) + "</RESOURCE>".repeat(depth) + "</VOTABLE>\n";
    }

    /**
     * A parser adds 2,000 attributes to each of 3,500 elements, and compares each with all others: minutes for 50 kB.
     */
    static String attlist() {
        StringBuilder type = new StringBuilder("<!DOCTYPE VOTABLE [\n<!ATTLIST G");
        for (int i = 0; i < 2_000; i++) {
            type.append(" a").append(i).append(" CDATA 'x'");
        }
        return document(type.append(">\n]>\n").toString(), "<G/>".repeat(3_500), EMPTY);
    }

    static void hugeCell(Response response, Wire wire) throws IOException {
        Document document = Document.of(response);
        byte[] part = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        wire.send(response.with(out -> {
            out.write(document.head());
            out.write("<TR><TD>".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                out.write(part);
            }
            out.write("</TD></TR>\n".getBytes(StandardCharsets.US_ASCII));
            out.write(document.afterRows());
        }));
    }

    /** Each of the tables has its columns from the one before: copied lists of columns need a gigabyte. */
    static void tableRefs(Response response, Wire wire) throws IOException {
        byte[] document = response.content();
        int results = new String(document, StandardCharsets.ISO_8859_1).indexOf("<RESOURCE type=\"results\">");
        if (results < 0) {
            wire.send(response);
            return;
        }
        StringBuilder chain = new StringBuilder("<RESOURCE>\n<TABLE ID=\"t0\">");
        for (int i = 0; i < 9_000; i++) {
            chain.append("<FIELD name=\"f").append(i).append("\" datatype=\"int\"/>");
        }
        chain.append("</TABLE>\n");
        for (int i = 1; i <= 20_000; i++) {
            chain.append("<TABLE ID=\"t" + i + "\" ref=\"t" + (i - 1) + "\"/>");
        }
        byte[] tables = chain.append("\n</RESOURCE>\n").toString().getBytes(StandardCharsets.US_ASCII);
        wire.send(response.with(out -> {
            out.write(document, 0, results);
            out.write(tables);
            out.write(document, results, document.length - results);
        }));
    }

    private static String xml(String type) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                %s<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
                """.formatted(type);
    }

    private static String document(String type, String description, String data) {
        return xml(type) + """
                <RESOURCE type="results">
                <DESCRIPTION>%s</DESCRIPTION>
                <INFO name="QUERY_STATUS" value="OK"/>
                <TABLE>
                <FIELD name="obs_id" datatype="char" arraysize="*"/>
                <DATA>%s</DATA></TABLE>
                </RESOURCE></VOTABLE>
                """.formatted(description, data);
    }
}
