package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** The connection on which a request came, for whoever answers it. Used by one thread. */
public interface Wire {
    /** Sends a whole, proper answer; the connection can serve another request afterwards. */
    void send(Response response) throws IOException;

    /** The naked stream to the client, for answers that are not proper; the connection is closed afterwards. */
    OutputStream raw();

    /** Waits; no request is answered meanwhile. */
    void pause(Duration time) throws InterruptedException;

    /** Never answers: returns when the client has gone or the server ends. */
    void hang() throws InterruptedException;

    /** Ends the connection without ceremony (a TCP reset where the system does it). */
    void reset() throws IOException;
}
