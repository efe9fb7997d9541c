package org.skytrawl.simvo.http;

/** The reaction of a service to a request: an answer, or a fault. */
@FunctionalInterface
public interface Behaviour {
    Behaviour HEALTHY = (request, healthy, wire) -> wire.send(healthy.handle(request));

    /** @param healthy how a service without fault answers it */
    void serve(Request request, Handler healthy, Wire wire) throws Exception;
}
