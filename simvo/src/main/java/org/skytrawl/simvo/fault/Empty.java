package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers 200 and not a byte. */
public record Empty() implements Fault {
    @Override
    public String name() {
        return "empty";
    }

    @Override
    public String description() {
        return "answers 200 with no content at all";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(200, Response.VOTABLE, ""));
    }
}
