package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Ends each connection with a TCP reset instead of an answer. */
public record Reset() implements Fault {
    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String description() {
        return "resets the connection before it answers";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.reset();
    }
}
