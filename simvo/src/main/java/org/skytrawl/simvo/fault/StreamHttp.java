package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/** A table whose rows are to be fetched with another request, to the same service. */
public record StreamHttp() implements Fault {
    @Override
    public String name() {
        return "stream-http";
    }

    @Override
    public String description() {
        return "says that its rows are at another URL of its own";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        String rows = NoRows.stream(VoTableWriter.escaped(request.baseUrl() + request.path() + "/rows"));
        wire.send(Response.text(200, Response.VOTABLE, NoRows.document("", "", rows)));
    }
}
