package org.skytrawl.simvo.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param contentType its media type
 * @param headers others, such as {@code Location}; not {@code Content-Length} or {@code Connection}
 * @param body written when the status and headers are sent
 */
public record Response(int status, String contentType, Map<String, String> headers, Body body) {
    /** The media type of a VOTable (DALI 1.1 section 4.4). */
    public static final String VOTABLE = "application/x-votable+xml";

    public Response {
        headers = Map.copyOf(headers);
    }

    @FunctionalInterface
    public interface Body {
        /** Writes all of it; the stream is not closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The content, computed now. */
    public byte[] content() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        body.writeTo(content);
        return content.toByteArray();
    }

    /** The same answer with another content. */
    public Response with(Body other) {
        return new Response(status, contentType, headers, other);
    }

    /** An answer with a text in UTF-8. */
    public static Response text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Response(status, contentType, Map.of(), out -> out.write(bytes));
    }

    /** A redirect (303) without content. */
    public static Response seeOther(String url) {
        return new Response(303, "text/plain", Map.of("Location", url), out -> {});
    }
}
