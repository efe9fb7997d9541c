package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers HTTP 404, as where a service has been taken away. */
public record Http404() implements Fault {
    @Override
    public String name() {
        return "http-404";
    }

    @Override
    public String description() {
        return "answers HTTP 404";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(404, "text/plain", "Not found: " + request.path() + "\n"));
    }
}
