package org.skytrawl.simvo.fault;

import java.io.OutputStream;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;

/** Breaks off within a row, after half of them (rounded down); without rows, before the table. */
public record Cut() implements Fault {
    @Override
    public String name() {
        return "cut";
    }

    @Override
    public String description() {
        return "sends half of the rows and breaks off within the next";
    }

    @Override
    public Effect effect() {
        return Effect.PART;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        int end = document.rows() > 0 ? document.within(document.rows() / 2) : document.headEnd() / 2;
        OutputStream out = wire.raw();
        // Both ways to be found out: a length that is not reached, and a last chunk that never comes.
        if (document.rows() % 2 == 0) {
            out.write(ResponseHead.of(response, "Content-Length: " + document.length()));
            document.writeTo(out, 0, end);
        } else {
            out.write(ResponseHead.of(response, "Transfer-Encoding: chunked"));
            out.write(document.chunk(end));
        }
        out.flush();
    }
}
