package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests from a connection (RFC 9112), within bounds. */
final class RequestReader {
    private static final int MAX_HEAD = 1 << 16;
    private static final int MAX_BODY = 1 << 26;

    private final InputStream in;
    private final OutputStream out;
    private final String baseUrl;

    /**
     * A request.
     *
     * @param closeWanted whether the client wants the connection closed afterwards, or knows no other way
     * @param fault what is wrong with it, or null
     */
    record Read(
            Request request, boolean closeWanted, @Nullable String fault) {}

    RequestReader(InputStream in, OutputStream out, String baseUrl) {
        this.in = in;
        this.out = out;
        this.baseUrl = baseUrl;
    }

    /**
     * The next request, or null if the client has ended the connection.
     *
     * @throws IOException if the connection breaks off within a request
     */
    @Nullable
    Read read() throws IOException {
        List<String> head = head();
        if (head == null) {
            return null;
        }
        String[] words = head.getFirst().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return bad("the request line '" + head.getFirst() + "' is none of HTTP/1.1");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                return bad("the header '" + line + "' has no name");
            }
            headers.merge(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        boolean close = words[2].equals("HTTP/1.0")
                || headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        String target = words[1].replaceFirst("^https?://[^/?]*", "");
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Map<String, byte[]> parts = new HashMap<>();
        try {
            if (query >= 0) {
                FormData.addPairs(target.substring(query + 1), parameters);
            }
            byte[] body = body(headers);
            FormData.addBody(headers.getOrDefault("content-type", ""), body, parameters, parts);
            String decoded = FormData.decoded(path.isEmpty() ? "/" : path.replace("+", "%2B"));
            return new Read(
                    new Request(words[0].toUpperCase(Locale.ROOT), baseUrl, decoded, parameters, headers, parts),
                    close,
                    null);
        } catch (IllegalArgumentException e) {
            return bad(String.valueOf(e.getMessage()));
        }
    }

    private Read bad(String fault) {
        return new Read(new Request("GET", baseUrl, "/", Map.of(), Map.of(), Map.of()), true, fault);
    }

    /** The lines before the empty one, or null at the end of the stream. */
    private @Nullable List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        int length = 0;
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            }
            length += line.length();
            if (length > MAX_HEAD) {
                throw new IOException("a head of more than " + MAX_HEAD + " bytes");
            }
            if (!line.isEmpty()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                return lines;
            }
        }
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() > MAX_HEAD) {
                throw new IOException("a line of more than " + MAX_HEAD + " bytes");
            }
            line.write(next);
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        boolean chunked = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
        String length = headers.get("content-length");
        if (!chunked && length == null) {
            return new byte[0];
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (!chunked) {
            return bytes(bounded(length == null ? "0" : length, 10));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            if (size == null) {
                throw new IOException("the body breaks off");
            }
            int count = bounded(size.split(";", 2)[0].strip(), 16);
            if (count == 0) {
                String trailer = line();
                while (trailer != null && !trailer.isEmpty()) {
                    trailer = line();
                }
                return all.toByteArray();
            }
            all.write(bytes(count));
            line();
            bounded(String.valueOf(all.size()), 10);
        }
    }

    private static int bounded(String number, int radix) {
        int value = Integer.parseInt(number, radix);
        if (value < 0 || value > MAX_BODY) {
            throw new IllegalArgumentException("a body of " + value + " bytes; at most " + MAX_BODY + " are read");
        }
        return value;
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the body breaks off");
        }
        return bytes;
    }
}
