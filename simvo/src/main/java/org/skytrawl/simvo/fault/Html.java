package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers 200 with a web page, as a portal or a moved site does. */
public record Html() implements Fault {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html><head><title>Archive moved</title></head>
            <body><h1>Archive moved</h1><p>Please update your bookmarks.</p></body></html>
            """;

    @Override
    public String name() {
        return "html";
    }

    @Override
    public String description() {
        return "answers with a web page";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(200, "text/html; charset=utf-8", PAGE));
    }
}
