package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** One service whose first request goes wrong; all others are answered properly. Thread-safe. */
final class FirstRequest implements Behaviour {
    private final Behaviour wrong;
    private final AtomicBoolean isFirst = new AtomicBoolean(true);

    FirstRequest(Behaviour wrong) {
        this.wrong = wrong;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        (isFirst.getAndSet(false) ? wrong : HEALTHY).serve(request, healthy, wire);
    }

    /** The answer of a server that can serve again in a second. */
    static Response comeAgain(int status) {
        byte[] text = "Please come again in a second\n".getBytes(StandardCharsets.US_ASCII);
        return new Response(status, "text/plain", Map.of("Retry-After", "1"), out -> out.write(text));
    }
}
