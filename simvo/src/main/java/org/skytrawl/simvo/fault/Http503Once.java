package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Answers its first request with HTTP 503 and the word to come again in a second. */
public record Http503Once() implements Fault {
    @Override
    public String name() {
        return "http-503-once";
    }

    @Override
    public String description() {
        return "answers its first request with HTTP 503 and Retry-After: 1, then properly";
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
        wire.send(FirstRequest.comeAgain(503));
    }
}
