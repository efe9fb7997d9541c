package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

final class BrokenHttp {
    private static final Duration DRIP_INTERVAL = Duration.ofMillis(200);
    private static final int ENDLESS_CHUNK = 1 << 16;
    private static final Duration ENDLESS_INTERVAL = Duration.ofMillis(20);

    private BrokenHttp() {}

    static void hangAfterHeaders(Response response, Wire wire) throws Exception {
        byte[] head = Document.of(response).head();
        OutputStream out = wire.raw();
        out.write(response.head("Transfer-Encoding: chunked"));
        if (head.length > 0) {
            out.write(chunk(head, 1));
        }
        out.flush();
        wire.hang();
    }

    static void drip(Response response, Wire wire) throws Exception {
        byte[] content = response.content();
        OutputStream out = wire.raw();
        out.write(response.head("Content-Length: " + content.length, "Connection: close"));
        for (byte one : content) {
            wire.pause(DRIP_INTERVAL);
            out.write(one);
            out.flush();
        }
    }

    static void cut(Response response, Wire wire) throws IOException {
        Document document = Document.of(response);
        OutputStream out = wire.raw();
        // Both ways in which a client can notice: a length that is not reached, and a last chunk that never comes.
        if (document.rows() % 2 == 0) {
            out.write(response.head("Content-Length: " + document.length()));
            out.write(document.half());
        } else {
            out.write(response.head("Transfer-Encoding: chunked"));
            out.write(chunk(document.half(), 1));
        }
        out.flush();
    }

    /** Blanks instead of rows, fast enough that no client waits for a byte. */
    static void endlessBody(Response response, Wire wire) throws Exception {
        byte[] blanks = new byte[ENDLESS_CHUNK];
        Arrays.fill(blanks, (byte) ' ');
        endless(response, Document.of(response).head(), blanks, wire);
    }

    static void endlessRows(Response response, Wire wire) throws Exception {
        Document document = Document.of(response);
        endless(response, document.head(), document.rows() == 0 ? new byte[] {' '} : document.allRows(), wire);
    }

    private static void endless(Response response, byte[] begin, byte[] again, Wire wire) throws Exception {
        byte[] chunk = chunk(again, Math.max(1, ENDLESS_CHUNK / again.length));
        OutputStream out = wire.raw();
        out.write(response.head("Transfer-Encoding: chunked"));
        out.write(chunk(begin, 1));
        // ends when the client has gone, since then it cannot be written to
        while (true) {
            out.write(chunk);
            out.flush();
            wire.pause(ENDLESS_INTERVAL);
        }
    }

    static void hugeHeaders(Response response, Wire wire) throws IOException {
        Document document = Document.of(response);
        byte[] head = document.head();
        byte[] end = document.afterRows();
        String[] lines = new String[513];
        for (int i = 0; i < lines.length - 1; i++) {
            lines[i] = "X-Filler-" + i + ": " + "x".repeat(1 << 13);
        }
        lines[lines.length - 1] = "Content-Length: " + (head.length + end.length);
        OutputStream out = wire.raw();
        out.write(response.head(lines));
        out.write(head);
        out.write(end);
        out.flush();
    }

    /** For patterns that try each blank as an end. 240 kB: clients accept 256 KiB of headers. */
    static void headerBlanks(Response response, Wire wire) throws IOException {
        String blanks = " ".repeat(60_000);
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.put("ETag", "\"x" + blanks + "y\"");
        headers.put("Retry-After", "1" + blanks + "x");
        wire.send(new Response(
                response.status(),
                response.contentType() + ";content=" + blanks + blanks + "x",
                headers,
                response.body()));
    }

    private static byte[] chunk(byte[] content, int times) {
        String all = new String(content, StandardCharsets.ISO_8859_1).repeat(times);
        return (Integer.toHexString(all.length()) + "\r\n" + all + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
