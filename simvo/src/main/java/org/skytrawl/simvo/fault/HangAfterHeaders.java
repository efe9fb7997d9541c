package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Sends status, headers and the document up to its first row, and then nothing more. */
public record HangAfterHeaders() implements Fault {
    @Override
    public String name() {
        return "hang-after-headers";
    }

    @Override
    public String description() {
        return "sends the head of an answer and then nothing more";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        RawAnswer answer = RawAnswer.of(healthy.handle(request));
        answer.writeHead(wire.raw(), RawAnswer.CHUNKED);
        answer.writeChunk(wire.raw(), answer.rows().beforeRows());
        wire.hang();
    }
}
