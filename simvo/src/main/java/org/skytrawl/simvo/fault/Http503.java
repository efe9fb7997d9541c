package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers HTTP 503 with a line of text and no word about when to come again. */
public record Http503() implements Fault {
    @Override
    public String name() {
        return "http-503";
    }

    @Override
    public String description() {
        return "answers HTTP 503";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(503, "text/plain", "Service unavailable: down for maintenance\n"));
    }
}
