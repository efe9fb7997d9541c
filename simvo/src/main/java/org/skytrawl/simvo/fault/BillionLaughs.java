package org.skytrawl.simvo.fault;

import java.io.IOException;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Entities that are ten of the one before, nine times over. */
public record BillionLaughs() implements Fault {
    @Override
    public String name() {
        return "billion-laughs";
    }

    @Override
    public String description() {
        return "declares entities that grow to a billion words";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws IOException {
        StringBuilder type = new StringBuilder("<!DOCTYPE VOTABLE [\n<!ENTITY lol0 \"lol\">\n");
        for (int i = 1; i < 10; i++) {
            type.append("<!ENTITY lol" + i + " \"" + ("&lol" + (i - 1) + ";").repeat(10) + "\">\n");
        }
        wire.send(Response.text(
                200, Response.VOTABLE, NoRows.document(type.append("]>\n").toString(), "&lol9;", NoRows.EMPTY)));
    }
}
