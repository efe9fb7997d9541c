package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** A table whose rows are to be read from a local file. */
public record StreamFile() implements Fault {
    @Override
    public String name() {
        return "stream-file";
    }

    @Override
    public String description() {
        return "says that its rows are in file:///etc/passwd";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        String rows = NoRows.stream("file:///etc/passwd");
        wire.send(Response.text(200, Response.VOTABLE, NoRows.document("", "", rows)));
    }
}
