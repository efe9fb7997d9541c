package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.skytrawl.simvo.http.Response;

/** An answer of a healthy service taken to pieces. */
final class RawAnswer {
    static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private final Response response;
    private final byte[] content;

    private RawAnswer(Response response, byte[] content) {
        this.response = response;
        this.content = content;
    }

    static RawAnswer of(Response response) throws IOException {
        return new RawAnswer(response, response.content());
    }

    byte[] content() {
        return content;
    }

    Rows rows() {
        return new Rows(content);
    }

    void writeHead(OutputStream out, String framing) throws IOException {
        String head = "HTTP/1.1 " + response.status() + " OK\r\nContent-Type: " + response.contentType() + "\r\n"
                + framing + "\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void writeChunk(OutputStream out, byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
