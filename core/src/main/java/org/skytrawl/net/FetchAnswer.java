package org.skytrawl.net;

import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An answer with any status except a redirect. A status of 400 and above is an answer too: services send error tables with
 * it. Close it; read it on one thread.
 */
public final class FetchAnswer implements Closeable {
    /** Holds the Retry-After header, hidden from OkHttp, which would repeat the request by itself. */
    static final String RETRY_AFTER = "Skytrawl-Retry-After";
    /** Longer header values count as absent. */
    private static final int MAX_HEADER_CHARS = 8_192;

    private final Response response;
    private final @Nullable Duration retryAfter;
    private final BoundedBody body;
    private final @Nullable Decompressed decompressed;
    private final @Nullable String lostQuery;

    FetchAnswer(Response response, BoundedBody body, @Nullable Decompressed decompressed, @Nullable String lostQuery) {
        this.decompressed = decompressed;
        this.lostQuery = lostQuery;
        this.response = response;
        this.retryAfter = retryAfter(response, Instant.now());
        this.body = body;
    }

    public int status() {
        return response.code();
    }

    /** The Content-Type header; null if absent or longer than 8,192 characters. */
    public @Nullable String contentType() {
        return header("Content-Type");
    }

    /** The charset in the Content-Type header as written, or null. */
    public @Nullable String charset() {
        String type = contentType();
        for (String parameter : type == null ? new String[0] : type.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
                return parameter
                        .substring(equals + 1)
                        .replace('"', ' ')
                        .replace('\'', ' ')
                        .strip();
            }
        }
        return null;
    }

    /** The last header of this name in any case; null if absent or longer than 8,192 characters. */
    public @Nullable String header(String name) {
        return bounded(response.header(name));
    }

    private static @Nullable String bounded(@Nullable String value) {
        return value == null || value.length() > MAX_HEADER_CHARS ? null : value;
    }

    /**
     * The number of compressions of the body that the header {@code Content-Encoding} does not announce; known after the first read.
     */
    public int unannouncedCompressions() {
        String announced = header("Content-Encoding");
        int count = announced == null ? 0 : announced.split(",", -1).length;
        return decompressed == null ? 0 : Math.max(0, decompressed.removed() - count);
    }

    /** The URL after redirects. */
    public String finalUrl() {
        return response.request().url().toString();
    }

    /**
     * Says which redirect dropped the parameters of the request, so that this may be the answer to another question; null if none
     * did.
     */
    public @Nullable String lostQuery() {
        return lostQuery;
    }

    /** The wait that the server requests (RFC 9110 section 10.2.3); zero for a past moment, null if absent or unreadable. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /**
     * The body, decompressed; always the same stream. A read throws {@link BodyStoppedException} after the deadline or a
     * cancellation, and {@link BodyFailedException} if the body is too large ({@code TOO_LARGE}), breaks off ({@code
     * TRUNCATED}) or is damaged ({@code MALFORMED}). Caution: a body without length and chunks may be cut without a sign.
     */
    public InputStream body() {
        return body;
    }

    /** Releases the connection without reading the rest of the body. */
    @Override
    public void close() {
        body.close();
    }

    private static @Nullable Duration retryAfter(Response response, Instant now) {
        String value = bounded(response.header(RETRY_AFTER));
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // a number too long for a long still means a wait
            return Duration.ofSeconds(text.length() > 9 ? 999_999_999 : Long.parseLong(text));
        }
        Date moment = response.headers().getDate(RETRY_AFTER);
        if (moment == null) {
            return null;
        }
        Duration time = Duration.between(now, moment.toInstant());
        return time.isNegative() ? Duration.ZERO : time;
    }
}
