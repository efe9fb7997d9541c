package org.skytrawl.simvo.http;

import java.io.IOException;

/** The reaction of a service to a request: an answer, or a fault. */
@FunctionalInterface
public interface Behaviour {
    /** Answers properly. */
    Behaviour HEALTHY = (request, healthy, wire) -> wire.send(healthy.handle(request));

    /**
     * Deals with one request.
     *
     * @param healthy how a service without fault answers it
     * @throws IOException if the client is gone
     * @throws InterruptedException if the server ends meanwhile
     * @throws Exception whatever the healthy handler throws
     */
    void serve(Request request, Handler healthy, Wire wire) throws Exception;
}
