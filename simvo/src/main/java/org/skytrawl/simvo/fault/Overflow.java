package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Stops after half of its rows, properly, and says OVERFLOW. */
public record Overflow() implements Fault {
    @Override
    public String name() {
        return "overflow";
    }

    @Override
    public String description() {
        return "stops after half of its rows and says OVERFLOW";
    }

    @Override
    public Effect effect() {
        return Effect.PART;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response whole = healthy.handle(request);
        RawAnswer answer = RawAnswer.of(whole);
        Rows rows = answer.rows();
        byte[] cut = rows.count() == 0 ? answer.content() : rows.overflowedAfter(rows.count() / 2);
        wire.send(new Response(whole.status(), whole.contentType(), whole.headers(), out -> out.write(cut)));
    }
}
