package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers HTTP 500 with a line of text. */
public record Http500() implements Fault {
    @Override
    public String name() {
        return "http-500";
    }

    @Override
    public String description() {
        return "answers HTTP 500";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(500, "text/plain", "Internal server error: database connection lost\n"));
    }
}
