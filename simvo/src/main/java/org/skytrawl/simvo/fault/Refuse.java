package org.skytrawl.simvo.fault;

import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Registered at a port at which nobody listens; should a request get through all the same, its connection is reset. */
public record Refuse() implements Fault {
    @Override
    public String name() {
        return "refuse";
    }

    @Override
    public String description() {
        return "refuses the connection";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        wire.reset();
    }
}
