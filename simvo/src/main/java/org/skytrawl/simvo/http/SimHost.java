package org.skytrawl.simvo.http;

/** One host of a simulated VO. Thread-safe. */
public final class SimHost {
    SimHost() {}

    /** Scheme, address and port: {@code http://127.1.0.5:40123}. */
    public String baseUrl() {
        return "";
    }

    /** The same address with a port that refuses connections: {@code http://127.1.0.5:1}. */
    public String deadBaseUrl() {
        return "";
    }

    /** Serves a path and all below it; the longest path that fits wins, anything else is answered with 404. */
    public void mount(String path, Handler handler, Behaviour behaviour) {}

    /** How many connections are open now. */
    public int openConnections() {
        return 0;
    }

    /** The most that were ever open at one time. */
    public int mostConnections() {
        return 0;
    }

    /** How many were accepted in all. */
    public long connections() {
        return 0;
    }

    /** How many requests came. */
    public long requests() {
        return 0;
    }

    /** How many came for what is mounted at this path. */
    public long requests(String mountPath) {
        return 0;
    }
}
