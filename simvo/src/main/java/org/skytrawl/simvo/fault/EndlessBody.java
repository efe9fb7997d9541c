package org.skytrawl.simvo.fault;

import java.util.Arrays;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** Blanks instead of rows, for as long as the client stays, fast enough that none waits for a byte. */
public record EndlessBody() implements Fault {
    private static final byte[] BLANKS = new byte[1 << 16];

    static {
        Arrays.fill(BLANKS, (byte) ' ');
    }

    @Override
    public String name() {
        return "endless-body";
    }

    @Override
    public String description() {
        return "sends blanks without end, 3 MiB a second";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        Endless.send(response, document.until(document.headEnd()), BLANKS, wire);
    }
}
