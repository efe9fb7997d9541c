package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Ends the connection of its first request with a TCP reset, as a server does that has just been restarted. */
public record ResetOnce() implements Fault {
    @Override
    public String name() {
        return "reset-once";
    }

    @Override
    public String description() {
        return "resets the connection of its first request, then answers";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public Behaviour ofOneService() {
        return new FirstRequest(this);
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.reset();
    }
}
