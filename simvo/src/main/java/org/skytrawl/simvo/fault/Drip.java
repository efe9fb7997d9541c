package org.skytrawl.simvo.fault;

import java.io.OutputStream;
import java.time.Duration;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;

/** A good answer, so slow that no row is reached within any sane timeout. */
public record Drip() implements Fault {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    @Override
    public String name() {
        return "drip";
    }

    @Override
    public String description() {
        return "sends a byte every 200 ms";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        OutputStream out = wire.raw();
        out.write(ResponseHead.of(response, "Content-Length: " + document.length(), "Connection: close"));
        for (int i = 0; i < document.length(); i++) {
            wire.pause(INTERVAL);
            document.writeTo(out, i, i + 1);
            out.flush();
        }
    }
}
