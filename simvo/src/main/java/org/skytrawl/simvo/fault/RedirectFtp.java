package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.util.Map;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Sends the client to another protocol than HTTP. */
public record RedirectFtp() implements Fault {
    @Override
    public String name() {
        return "redirect-ftp";
    }

    @Override
    public String description() {
        return "redirects to an ftp: URL";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(new Response(302, "text/plain", Map.of("Location", "ftp://127.0.0.1/pub/images.vot"), out -> {}));
    }
}
