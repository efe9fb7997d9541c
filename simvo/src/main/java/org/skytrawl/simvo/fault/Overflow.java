package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers with half of the rows (rounded down) and a QUERY_STATUS of OVERFLOW after them (DALI 1.1 section 4.4.1). */
public record Overflow() implements Fault {
    @Override
    public String name() {
        return "overflow";
    }

    @Override
    public String description() {
        return "sends half of the rows and says OVERFLOW";
    }

    @Override
    public Effect effect() {
        return Effect.PART;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        wire.send(new Response(
                response.status(),
                response.contentType(),
                response.headers(),
                out -> document.writeOverflow(out, document.rows() / 2)));
    }
}
