package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Answers with a VOTable that says ERROR, and HTTP 200. */
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
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        wire.send(Response.text(200, Response.VOTABLE, VoTableWriter.error("Image metadata are being rebuilt")));
    }
}
