package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers its first two requests with HTTP 404, as a service that is being repaired: it can be retried. */
public record Http404Twice() implements Fault {
    @Override
    public String name() {
        return "http-404-twice";
    }

    @Override
    public String description() {
        return "answers its first two requests with HTTP 404, then properly";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    /** What is to be found depends on how often it was asked before. */
    @Override
    public boolean keepsTruthExact() {
        return false;
    }

    @Override
    public Behaviour ofOneService() {
        return new FirstRequest(this, 2);
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(404, "text/plain", "Not found: " + request.path() + "\n"));
    }
}
