package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * No answer has more than some rows; if there are more, it says OVERFLOW. Who asks for less at a time gets all:
 * unlike with {@link Overflow}.
 */
public record RowLimit() implements Fault {
    /**
     * More than a simulated collection has at one place, so that parts of the sky can be made small enough; where a service
     * has several collections it has times to tell them apart.
     */
    static final int MOST = 15;

    @Override
    public String name() {
        return "row-limit";
    }

    @Override
    public String description() {
        return "sends at most " + MOST + " rows for each query and says OVERFLOW if there are more";
    }

    @Override
    public Effect effect() {
        return Effect.ALL;
    }

    @Override
    public boolean isAskedOtherwise() {
        return true;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        if (document.rows() <= MOST) {
            wire.send(response);
        } else {
            wire.send(new Response(
                    response.status(),
                    response.contentType(),
                    response.headers(),
                    out -> document.writeOverflow(out, MOST)));
        }
    }
}
