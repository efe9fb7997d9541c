package org.skytrawl.server.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.FileTrouble;

/** A request that is refused: HTTP status, code and message of docs/api.md. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final @Nullable Duration again;

    public ApiException(int status, String code, String message) {
        this(status, code, message, null);
    }

    /** @param field the parameter that is wrong, or null */
    public ApiException(int status, String code, String message, @Nullable String field) {
        this(status, code, message, field, null);
    }

    private ApiException(int status, String code, String message, @Nullable String field, @Nullable Duration again) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.again = again;
    }

    /**
     * A limit: status 429.
     *
     * @param again when it is worth to try again
     */
    public static ApiException later(String code, String message, Duration again) {
        return new ApiException(429, code, message, null, again);
    }

    /**
     * A file that the server cannot write, such as on a full disk: status 503. Without this it would look like a request that did not
     * come whole.
     *
     * @param what the file in words
     */
    public static ApiException notStored(String what, IOException cause) {
        return new ApiException(503, "not_stored", what + " cannot be stored: " + FileTrouble.of(cause));
    }

    /** For {@code Retry-After}; null for most errors. */
    public @Nullable Duration again() {
        return again;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
