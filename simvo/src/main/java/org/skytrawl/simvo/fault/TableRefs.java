package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * Before its table, one of 9,000 columns, and 20,000 more that have their columns from the one before (VOTable 1.4 section
 * 4.1, TABLE's attribute ref): 0.9 MB. A client that copies lists of columns needs a gigabyte.
 */
public record TableRefs() implements Fault {
    private static final int FIELDS = 9_000;
    private static final int TABLES = 20_000;

    /** Made when it is first needed, and the same for all services. */
    private static final class Chain {
        static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            StringBuilder chain = new StringBuilder("<RESOURCE>\n<TABLE ID=\"t0\">");
            for (int i = 0; i < FIELDS; i++) {
                chain.append("<FIELD name=\"f").append(i).append("\" datatype=\"int\"/>");
            }
            chain.append("</TABLE>\n");
            for (int i = 1; i <= TABLES; i++) {
                chain.append("<TABLE ID=\"t")
                        .append(i)
                        .append("\" ref=\"t")
                        .append(i - 1)
                        .append("\"/>");
            }
            return chain.append("\n</RESOURCE>\n").toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Override
    public String name() {
        return "table_refs";
    }

    @Override
    public String description() {
        return "sends before its table 20,000 tables that take over 9,000 columns from each other";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        byte[] document = Changed.text(response).getBytes(StandardCharsets.UTF_8);
        int results = new String(document, StandardCharsets.ISO_8859_1).indexOf("<RESOURCE type=\"results\">");
        if (results < 0) {
            wire.send(response);
            return;
        }
        wire.send(new Response(response.status(), response.contentType(), response.headers(), out -> {
            out.write(document, 0, results);
            out.write(Chain.BYTES);
            out.write(Arrays.copyOfRange(document, results, document.length));
        }));
    }
}
