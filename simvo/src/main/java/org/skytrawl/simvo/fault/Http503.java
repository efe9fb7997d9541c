package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Answers with HTTP 503 and no word of when it will be back. */
public record Http503() implements Fault {
    @Override
    public String name() {
        return "http-503";
    }

    @Override
    public String description() {
        return "answers with HTTP 503";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        wire.send(Response.text(503, "text/html", "<html><body>Down for maintenance</body></html>\n"));
    }
}
