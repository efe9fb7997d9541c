package org.skytrawl.simvo.http;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Status line and headers as they go over the wire (RFC 9112 sections 4 and 5). */
public final class ResponseHead {
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

    private ResponseHead() {}

    /**
     * The head of an answer, empty line included.
     *
     * @param framing header lines that say how the content ends, without line ends: {@code Content-Length: 12}
     * @throws IllegalArgumentException if a header would break the line
     */
    public static byte[] of(Response response, String... framing) {
        StringBuilder head = new StringBuilder(256);
        int status = response.status();
        head.append("HTTP/1.1 ").append(status).append(' ').append(REASONS.getOrDefault(status, "Status " + status));
        line(head, "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        line(head, "Server: simvo");
        line(head, "Content-Type: " + response.contentType());
        response.headers().forEach((name, value) -> line(head, name + ": " + value));
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
