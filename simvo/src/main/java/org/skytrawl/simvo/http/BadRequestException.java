package org.skytrawl.simvo.http;

/** A request that is invalid or too large; its connection cannot be used further. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    BadRequestException(String message) {
        this(400, message);
    }

    Response response() {
        return Response.text(status, "text/plain; charset=utf-8", getMessage() + "\n");
    }
}
