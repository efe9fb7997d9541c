package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * A hundred thousand elements within each other, all of them such as VOTable has; too deep for who reads them by
 * recursion.
 */
public record DeepNesting() implements Fault {
    private static final int DEPTH = 100_000;
    private static final int AT_ONCE = 1000;

    @Override
    public String name() {
        return "deep-nesting";
    }

    @Override
    public String description() {
        return "nests a hundred thousand elements, without a row";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(new Response(200, Response.VOTABLE, Map.of(), out -> {
            out.write(NoRows.HEAD.getBytes(StandardCharsets.US_ASCII));
            for (String tag : new String[] {"<RESOURCE>", "</RESOURCE>"}) {
                byte[] many = tag.repeat(AT_ONCE).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < DEPTH / AT_ONCE; i++) {
                    out.write(many);
                }
            }
            out.write("</VOTABLE>\n".getBytes(StandardCharsets.US_ASCII));
        }));
    }
}
