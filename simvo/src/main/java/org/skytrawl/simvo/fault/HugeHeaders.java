package org.skytrawl.simvo.fault;

import java.io.OutputStream;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;

/** Four megabytes of header lines before an answer without rows. */
public record HugeHeaders() implements Fault {
    private static final int COUNT = 512;
    private static final int LENGTH = 1 << 13;

    @Override
    public String name() {
        return "huge-headers";
    }

    @Override
    public String description() {
        return "sends 4 MiB of headers";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        byte[] content = Document.of(response).withoutRows();
        String[] lines = new String[COUNT + 1];
        for (int i = 0; i < COUNT; i++) {
            lines[i] = "X-Filler-" + i + ": " + "x".repeat(LENGTH);
        }
        lines[COUNT] = "Content-Length: " + content.length;
        OutputStream out = wire.raw();
        out.write(ResponseHead.of(response, lines));
        out.write(content);
        out.flush();
    }
}
