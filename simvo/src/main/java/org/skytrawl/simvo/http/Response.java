package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** @param headers others than {@code Content-Length} and {@code Connection} */
public record Response(int status, String contentType, Map<String, String> headers, Body body) {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(303, "See Other"),
            Map.entry(304, "Not Modified"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    public static final String VOTABLE = "application/x-votable+xml";

    public Response {
        headers = Map.copyOf(headers);
    }

    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    public byte[] content() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        body.writeTo(content);
        return content.toByteArray();
    }

    public Response with(Body other) {
        return new Response(status, contentType, headers, other);
    }

    public static Response text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Response(status, contentType, Map.of(), out -> out.write(bytes));
    }

    public static Response seeOther(String url) {
        return new Response(303, "text/plain", Map.of("Location", url), out -> {});
    }

    /** @param framing header lines without line ends: {@code Content-Length: 12} */
    public byte[] head(String... framing) {
        StringBuilder head = new StringBuilder(256);

        head.append("HTTP/1.1 ").append(status).append(' ').append(REASONS.getOrDefault(status, "Status " + status));
        line(head, "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        line(head, "Server: simvo");
        line(head, "Content-Type: " + contentType);
        headers.forEach((name, value) -> line(head, name + ": " + value));
        for (String header : framing) {
            line(head, header);
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder head, String line) {
        if (line.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("header '" + line + "' has control characters");
        }
        head.append("\r\n").append(line);
    }
}
