package org.skytrawl.simvo.http;

import java.io.IOException;

/** The reaction of a service to a request: an answer, or a fault. */
@FunctionalInterface
public interface Behaviour {
    /** Answers properly. */
    Behaviour HEALTHY = (request, healthy, wire) -> wire.send(healthy.handle(request));

    /**
     * Handles one request.
     *
     * @param healthy how a service without fault answers it
     * @throws IOException if the client is gone
     * @throws InterruptedException if the server ends meanwhile
     * @throws Exception from the healthy handler
     */
    void serve(Request request, Handler healthy, Wire wire) throws Exception;
}
