package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Content that fits into the buffer is sent with its length; longer content in chunks, or until the connection ends.
 */
final class AnswerStream extends OutputStream {
    private static final int BUFFER = 64 * 1024;

    private final OutputStream wire;
    private final Response response;
    private final RequestHead request;
    private final boolean keepAlive;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    private boolean begun;

    AnswerStream(OutputStream wire, Response response, RequestHead request, boolean keepAlive) {
        this.wire = wire;
        this.response = response;
        this.request = request;
        this.keepAlive = keepAlive;
    }

    boolean begun() {
        return begun;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        buffer.write(bytes, offset, length);
        if (buffer.size() > BUFFER) {
            sendBuffer(begun ? new byte[0] : head(request.http11() ? "Transfer-Encoding: chunked" : ""));
        }
    }

    void finish() throws IOException {
        if (!begun) {
            // RFC 9110 section 8.6: these have no content, so they must not have a length.
            boolean none = response.status() == 204 || response.status() == 304;
            byte[] head = head(none ? "" : "Content-Length: " + buffer.size());
            begun = true;
            wire.write(none || headOnly() ? head : joined(head, buffer.toByteArray()));
        } else {
            sendBuffer(new byte[0]);
            if (request.http11() && !headOnly()) {
                wire.write(ascii("0\r\n\r\n"));
            }
        }
        wire.flush();
    }

    private void sendBuffer(byte[] before) throws IOException {
        begun = true;
        byte[] content = headOnly() ? new byte[0] : buffer.toByteArray();
        buffer.reset();
        boolean chunk = request.http11() && content.length > 0;
        wire.write(
                chunk
                        ? joined(before, ascii(Integer.toHexString(content.length) + "\r\n"), content, ascii("\r\n"))
                        : joined(before, content));
    }

    private byte[] head(String framing) {
        return response.head(Stream.of(framing, keepAlive ? "" : "Connection: close")
                .filter(line -> !line.isEmpty())
                .toArray(String[]::new));
    }

    private boolean headOnly() {
        return request.method().equals("HEAD");
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
