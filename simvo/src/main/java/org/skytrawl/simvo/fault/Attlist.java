package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * No entity, but defaults of attributes: a parser adds 2,000 of them to each of 3,500 elements, and most compare each with
 * all others. 50 kB that take minutes.
 */
public record Attlist() implements Fault {
    private static final int DEFAULTS = 2_000;
    private static final int ELEMENTS = 3_500;

    @Override
    public String name() {
        return "attlist";
    }

    @Override
    public String description() {
        return "declares 2,000 defaults of attributes for each of 3,500 elements";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        StringBuilder type = new StringBuilder("<!DOCTYPE VOTABLE [\n<!ATTLIST G");
        for (int i = 0; i < DEFAULTS; i++) {
            type.append(" a").append(i).append(" CDATA 'x'");
        }
        type.append(">\n]>\n");
        byte[] document = NoRows.document(type.toString(), "<G/>".repeat(ELEMENTS), NoRows.EMPTY)
                .getBytes(StandardCharsets.US_ASCII);
        wire.send(new Response(200, Response.VOTABLE, Map.of(), out -> out.write(document)));
    }
}
