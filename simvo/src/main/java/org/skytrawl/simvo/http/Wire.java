package org.skytrawl.simvo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** The connection of a request, for its answer. Used by one thread. */
public interface Wire {
    /** Sends a whole, proper answer; the connection can serve another request afterwards. */
    void send(Response response) throws IOException;

    /** The raw stream to the client, for answers that break HTTP; the connection is closed afterwards. */
    OutputStream raw();

    void pause(Duration time) throws InterruptedException;

    /** Never answers: returns when the client has gone or the server ends. */
    void hang() throws InterruptedException;

    void reset() throws IOException;
}
