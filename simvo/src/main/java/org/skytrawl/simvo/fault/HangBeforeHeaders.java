package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Takes the request and never answers. */
public record HangBeforeHeaders() implements Fault {
    @Override
    public String name() {
        return "hang-before-headers";
    }

    @Override
    public String description() {
        return "takes the request and never answers";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws InterruptedException {
        wire.hang();
    }
}
