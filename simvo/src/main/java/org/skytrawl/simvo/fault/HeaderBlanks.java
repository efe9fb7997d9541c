package org.skytrawl.simvo.fault;

import java.util.HashMap;
import java.util.Map;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * Headers with many blanks within their values, for patterns that try each of them as an end. Together they have 240 kB:
 * clients take 256 KiB of headers and more, and refuse what {@link HugeHeaders} sends.
 */
public record HeaderBlanks() implements Fault {
    private static final String BLANKS = " ".repeat(120_000);
    private static final String FEWER = " ".repeat(60_000);

    @Override
    public String name() {
        return "header_blanks";
    }

    @Override
    public String description() {
        return "sends headers, Content-Type among them, with 120,000 and 60,000 blanks in their values";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.put("ETag", "\"x" + FEWER + "y\"");
        headers.put("Retry-After", "1" + FEWER + "x");
        wire.send(new Response(
                response.status(), response.contentType() + ";content=" + BLANKS + "x", headers, response.body()));
    }
}
