package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** One row instead of all, whose first cell has ten million characters. */
public record HugeCell() implements Fault {
    private static final int LENGTH = 10_000_000;
    private static final int PART = 10_000;

    @Override
    public String name() {
        return "huge-cell";
    }

    @Override
    public String description() {
        return "sends one row, with a cell of ten million characters";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        byte[] part = "x".repeat(PART).getBytes(StandardCharsets.US_ASCII);
        wire.send(new Response(response.status(), response.contentType(), response.headers(), out -> {
            out.write(document.until(document.headEnd()));
            out.write("<TR><TD>".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < LENGTH / PART; i++) {
                out.write(part);
            }
            out.write("</TD></TR>\n".getBytes(StandardCharsets.US_ASCII));
            out.write(document.afterRows());
        }));
    }
}
