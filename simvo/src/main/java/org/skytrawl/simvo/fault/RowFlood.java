package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/**
 * All of its rows, and then the last one again and again until there is a gigabyte, compressed to some 30 MB: proper to the
 * end, and more than can be kept. It is the same dataset each time, so what is to be found stays known. An answer without
 * rows is as it should be.
 *
 * @param same whether the rows are the same in each column; else each has a title of its own
 */
public record RowFlood(boolean same) implements Fault {
    @Override
    public String name() {
        return same ? "row_flood_same" : "row_flood";
    }

    @Override
    public String description() {
        return same
                ? "sends its rows, and its last one over and over to 1 GB, with Content-Encoding: gzip"
                : "sends its rows, and its last one with other titles to 1 GB, with Content-Encoding: gzip";
    }

    @Override
    public Effect effect() {
        return Effect.PART;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        Response response = healthy.handle(request);
        Document document = Document.of(response);
        if (document.rows() == 0) {
            wire.send(response);
        } else {
            new Flood(document, same, Flood.BYTES).send(response, wire);
        }
    }
}
