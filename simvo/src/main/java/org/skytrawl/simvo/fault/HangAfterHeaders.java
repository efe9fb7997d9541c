package org.skytrawl.simvo.fault;

import java.io.OutputStream;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;

/** Begins a good answer and stops before its first row. */
public record HangAfterHeaders() implements Fault {
    @Override
    public String name() {
        return "hang-after-headers";
    }

    @Override
    public String description() {
        return "sends headers and the beginning of the document, then nothing more";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        OutputStream out = wire.raw();
        out.write(ResponseHead.of(response, "Transfer-Encoding: chunked"));
        out.write(document.chunk(document.headEnd()));
        out.flush();
        wire.hang();
    }
}
