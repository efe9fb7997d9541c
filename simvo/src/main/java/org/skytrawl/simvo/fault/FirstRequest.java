package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** One service whose first request, or first few, go wrong; all others are answered properly. Thread-safe. */
final class FirstRequest implements Behaviour {
    private final Behaviour wrong;
    private final AtomicInteger left;

    FirstRequest(Behaviour wrong) {
        this(wrong, 1);
    }

    FirstRequest(Behaviour wrong, int requests) {
        this.wrong = wrong;
        this.left = new AtomicInteger(requests);
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        (left.getAndUpdate(count -> Math.max(0, count - 1)) > 0 ? wrong : HEALTHY).serve(request, healthy, wire);
    }

    /** The answer of a server that can serve again in a second. */
    static Response comeAgain(int status) {
        byte[] text = "Please come again in a second\n".getBytes(StandardCharsets.US_ASCII);
        return new Response(status, "text/plain", Map.of("Retry-After", "1"), out -> out.write(text));
    }
}
