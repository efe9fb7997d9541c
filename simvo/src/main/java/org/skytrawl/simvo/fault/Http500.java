package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers with HTTP 500 and a text. */
public record Http500() implements Fault {
    @Override
    public String name() {
        return "http-500";
    }

    @Override
    public String description() {
        return "answers with HTTP 500";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        wire.send(Response.text(500, "text/plain", "Internal error: database is locked\n"));
    }
}
