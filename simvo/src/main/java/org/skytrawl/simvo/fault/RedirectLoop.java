package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.util.Map;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Sends the client to where it is already. */
public record RedirectLoop() implements Fault {
    @Override
    public String name() {
        return "redirect-loop";
    }

    @Override
    public String description() {
        return "redirects to itself";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(new Response(302, "text/plain", Map.of("Location", request.baseUrl() + request.path()), out -> {}));
    }
}
