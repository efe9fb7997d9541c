package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Sends half of its rows whole, a piece of the next one, and ends the connection. */
public record Cut() implements Fault {
    @Override
    public String name() {
        return "cut";
    }

    @Override
    public String description() {
        return "breaks off after half of its rows";
    }

    @Override
    public Effect effect() {
        return Effect.PART;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        RawAnswer answer = RawAnswer.of(healthy.handle(request));
        Rows rows = answer.rows();
        byte[] start = rows.count() == 0 ? rows.upTo(rows.beforeRows().length / 2) : rows.cutWithin(rows.count() / 2);
        if (rows.count() % 2 == 0) {
            answer.writeHead(wire.raw(), "Content-Length: " + answer.content().length + "\r\n");
            wire.raw().write(start);
        } else {
            answer.writeHead(wire.raw(), RawAnswer.CHUNKED);
            answer.writeChunk(wire.raw(), start);
        }
        wire.raw().flush();
    }
}
