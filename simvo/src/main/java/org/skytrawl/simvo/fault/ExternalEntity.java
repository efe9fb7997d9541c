package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;
import org.skytrawl.simvo.votable.VoTableWriter;

/**
 * A document type that is to be fetched from the service, and entities that stand for a local file and for another
 * answer.
 */
public record ExternalEntity() implements Fault {
    @Override
    public String name() {
        return "external-entity";
    }

    @Override
    public String description() {
        return "declares entities that stand for /etc/passwd and for an URL";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        String own = VoTableWriter.escaped(request.baseUrl() + request.path());
        String type = """
                <!DOCTYPE VOTABLE SYSTEM "%1$s/votable.dtd" [
                <!ENTITY leak SYSTEM "file:///etc/passwd">
                <!ENTITY call SYSTEM "%1$s/entity">
                ]>
                """.formatted(own);
        wire.send(Response.text(200, Response.VOTABLE, NoRows.document(type, "&leak;&call;", NoRows.EMPTY)));
    }
}
