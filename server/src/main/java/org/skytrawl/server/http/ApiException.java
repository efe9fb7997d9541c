package org.skytrawl.server.http;

import org.jspecify.annotations.Nullable;

/** A request that is refused: HTTP status, code and message of docs/api.md. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final @Nullable String field;

    public ApiException(int status, String code, String message) {
        this(status, code, message, null);
    }

    /** @param field the parameter that is wrong, or null */
    public ApiException(int status, String code, String message, @Nullable String field) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
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
