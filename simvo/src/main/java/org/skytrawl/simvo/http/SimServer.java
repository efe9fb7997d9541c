package org.skytrawl.simvo.http;

import java.io.IOException;

/** The hosts of a simulated VO. */
public final class SimServer implements AutoCloseable {
    private SimServer() {}

    /** Starts without hosts. */
    public static SimServer start() throws IOException {
        return new SimServer();
    }

    /** Opens the next host. */
    public SimHost host() throws IOException {
        return new SimHost();
    }

    @Override
    public void close() {}
}
