package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** The service is registered at a port where nobody listens; if it is asked elsewhere, it resets the connection. */
public record Refuse() implements Fault {
    @Override
    public String name() {
        return "refuse";
    }

    @Override
    public String description() {
        return "its port refuses connections";
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
