package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Answers 200 with a VOTable whose QUERY_STATUS is ERROR (DALI 1.1 section 4.4). */
public record VoTableError() implements Fault {
    @Override
    public String name() {
        return "votable-error";
    }

    @Override
    public String description() {
        return "answers with a VOTable that says ERROR";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        wire.send(Response.text(200, Response.VOTABLE, VoTableWriter.error("the archive's database is being rebuilt")));
    }
}
