package org.skytrawl.net;

import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An answer with any status that is no redirect, 400 and above included: services send error tables with those. To be
 * closed, and read by one thread.
 */
public final class FetchAnswer implements Closeable {
    /** Where the Retry-After header is kept from OkHttp, which would repeat a request by itself on account of it. */
    static final String RETRY_AFTER = "Skytrawl-Retry-After";

    /** Longer values of headers are not looked at: none has a meaning that is used here. */
    static final int MOST_HEADER_CHARS = 8_192;

    private final int status;
    private final @Nullable String contentType;
    private final String finalUrl;
    private final @Nullable Duration retryAfter;
    private final Headers headers;
    private final BoundedBody body;

    FetchAnswer(Response response, BoundedBody body) {
        this.status = response.code();
        this.contentType = bounded(response.header("Content-Type"));
        this.finalUrl = response.request().url().toString();
        this.retryAfter = retryAfter(response, Instant.now());
        this.headers = response.headers();
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The Content-Type header as it came; null if there was none, or one of more than 8,192 characters. */
    public @Nullable String contentType() {
        return contentType;
    }

    /**
     * A header as it came, the last one of this name; null if there was none, or one of more than 8,192 characters. The name
     * is compared without case.
     */
    public @Nullable String header(String name) {
        return bounded(headers.get(name));
    }

    private static @Nullable String bounded(@Nullable String value) {
        return value == null || value.length() > MOST_HEADER_CHARS ? null : value;
    }

    /** Where the answer came from, after redirects. */
    public String finalUrl() {
        return finalUrl;
    }

    /**
     * How long the server asks to wait (RFC 9110 section 10.2.3); zero if the moment it names has passed, null if it
     * says nothing readable.
     */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /**
     * The body, decompressed; always the same stream. Its reads throw {@link BodyStoppedException} when deadline or
     * signal end it, and {@link BodyFailedException} when it is larger than accepted ({@code TOO_LARGE}), breaks off
     * ({@code TRUNCATED}) or is damaged ({@code MALFORMED}); what was read before is good. It ends with -1 only where
     * the data end, as far as HTTP lets one know: a body that has neither a declared length nor chunks and ends with
     * its connection may be cut without a sign.
     */
    public InputStream body() {
        return body;
    }

    /** Releases the connection; what is left of the body is not read. */
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
            // a number that is too long for any is still no leave to come back at once
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
