package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** All of its rows, and then the same again and again; where there are none, blanks. */
public record EndlessRows() implements Fault {
    @Override
    public String name() {
        return "endless-rows";
    }

    @Override
    public String description() {
        return "sends its rows over and over without end";
    }

    @Override
    public Effect effect() {
        return Effect.PART;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        byte[] rows = document.allRows();
        Endless.send(response, document.until(document.headEnd()), rows.length == 0 ? new byte[] {' '} : rows, wire);
    }
}
