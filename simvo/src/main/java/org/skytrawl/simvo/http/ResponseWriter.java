package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes answers: small ones with their length, large ones in chunks as they come. */
final class ResponseWriter {
    private static final int BUFFERED = 1 << 16;

    private static final Map<Integer, String> REASONS = Map.of(
            200,
            "OK",
            303,
            "See Other",
            400,
            "Bad Request",
            404,
            "Not Found",
            405,
            "Method Not Allowed",
            500,
            "Internal Server Error",
            503,
            "Service Unavailable");

    private ResponseWriter() {}

    /**
     * Writes all of an answer.
     *
     * @param headOnly whether only the head was asked for
     * @param close whether the connection ends with it
     */
    static void write(Response response, OutputStream out, boolean headOnly, boolean close) throws IOException {
        if (headOnly) {
            out.write(head(response, "Content-Length: 0\r\n", close));
            return;
        }
        Body body = new Body(response, out, close);
        response.body().writeTo(body);
        body.end();
    }

    /** Status line and headers, with the blank line. */
    static byte[] head(Response response, String framing, boolean close) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(REASONS.getOrDefault(response.status(), "Status " + response.status()))
                .append("\r\nServer: simvo\r\nContent-Type: ")
                .append(response.contentType())
                .append("\r\n");
        response.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append(framing).append(close ? "Connection: close\r\n" : "").append("\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Keeps the body until it is too long to be kept. */
    private static final class Body extends OutputStream {
        private final Response response;
        private final OutputStream out;
        private final boolean close;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private boolean begun;

        Body(Response response, OutputStream out, boolean close) {
            this.response = response;
            this.out = out;
            this.close = close;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            kept.write(bytes, offset, length);
            if (kept.size() >= BUFFERED) {
                chunk();
            }
        }

        private void chunk() throws IOException {
            if (!begun) {
                begun = true;
                // a client of old knows no chunks: there the end of the connection is the end of the answer
                out.write(head(response, close ? "" : "Transfer-Encoding: chunked\r\n", close));
            }
            if (close) {
                kept.writeTo(out);
            } else if (kept.size() > 0) {
                out.write((Integer.toHexString(kept.size()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                kept.writeTo(out);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            kept.reset();
        }

        void end() throws IOException {
            if (!begun) {
                out.write(head(response, "Content-Length: " + kept.size() + "\r\n", close));
                kept.writeTo(out);
                return;
            }
            chunk();
            if (!close) {
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
