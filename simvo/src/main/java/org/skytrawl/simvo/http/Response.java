package org.skytrawl.simvo.http;

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
    /** What DALI 1.1 section 4.4 wants for a VOTable. */
    public static final String VOTABLE = "application/x-votable+xml";

    /** Keeps its own copy of the headers. */
    public Response {
        headers = Map.copyOf(headers);
    }

    /** Writes an answer's content. */
    @FunctionalInterface
    public interface Body {
        /** Writes all of it; the stream is not closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** An answer of a text in UTF-8. */
    public static Response text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Response(status, contentType, Map.of(), out -> out.write(bytes));
    }

    /** An answer without content that sends the client elsewhere (303). */
    public static Response seeOther(String url) {
        return new Response(303, "text/plain", Map.of("Location", url), out -> {});
    }
}
