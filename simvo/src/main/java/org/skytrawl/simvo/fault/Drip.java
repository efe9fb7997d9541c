package org.skytrawl.simvo.fault;

import java.time.Duration;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.Request;
import org.skytrawl.simvo.http.Wire;

/** Sends its answer byte by byte, so slowly that no row is reached within any sane timeout. */
public record Drip() implements Fault {
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Override
    public String name() {
        return "drip";
    }

    @Override
    public String description() {
        return "sends a byte five times a second";
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        RawAnswer answer = RawAnswer.of(healthy.handle(request));
        answer.writeHead(wire.raw(), RawAnswer.CHUNKED);
        byte[] bytes = answer.content();
        for (byte b : bytes) {
            answer.writeChunk(wire.raw(), new byte[] {b});
            wire.pause(PAUSE);
        }
    }
}
