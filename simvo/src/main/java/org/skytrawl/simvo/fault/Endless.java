package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;

/** An answer that never ends. */
final class Endless {
    /** What is sent at once has at most so many bytes, unless it is given so. */
    private static final int MOST_BYTES = 1 << 16;

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private Endless() {}

    /** Sends the beginning, and then the same again and again until the client goes or the server ends. */
    static void send(Response response, byte[] begin, byte[] again, Wire wire)
            throws IOException, InterruptedException {
        byte[] chunk = chunk(again, Math.max(1, MOST_BYTES / again.length));
        OutputStream out = wire.raw();
        out.write(ResponseHead.of(response, "Transfer-Encoding: chunked"));
        out.write(chunk(begin, 1));
        // ends when the client has gone, since then it cannot be written to
        while (true) {
            out.write(chunk);
            out.flush();
            wire.pause(BETWEEN);
        }
    }

    /** RFC 9112 section 7.1. */
    private static byte[] chunk(byte[] content, int times) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(ascii(Integer.toHexString(content.length * times) + "\r\n"));
        for (int i = 0; i < times; i++) {
            chunk.writeBytes(content);
        }
        chunk.writeBytes(ascii("\r\n"));
        return chunk.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
