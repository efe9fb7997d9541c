package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Two megabytes that become two gigabytes where Content-Encoding deflate is taken off: blanks, and no row. */
public record DeflateBomb() implements Fault {
    @Override
    public String name() {
        return "deflate-bomb";
    }

    @Override
    public String description() {
        return "sends 2 GiB of blanks as 2 MiB with Content-Encoding: deflate";
    }

    @Override
    public Effect effect() {
        return Effect.NOTHING;
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        new Bomb(Bomb.Coding.DEFLATE, Bomb.BLANKS).send(healthy.handle(request), wire);
    }
}
