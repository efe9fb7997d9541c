package org.skytrawl.simvo.http;

import java.io.Serial;

/** A request that cannot be understood or is too large; the connection cannot be used any further. */
final class BadRequestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    BadRequestException(String message) {
        this(400, message);
    }

    /** The HTTP status that says so. */
    int status() {
        return status;
    }

    /** The answer that says so. */
    Response response() {
        return Response.text(status, "text/plain; charset=utf-8", getMessage() + "\n");
    }
}
