package org.skytrawl.simvo.tap;

/** An error that a client gets instead of an answer (DALI 1.1 section 4.2). */
final class TapError extends Exception {
    private static final long serialVersionUID = 1;

    /** HTTP 413, which the web server before a service answers by itself. */
    static final int TOO_LARGE = 413;

    private final int status;

    TapError(String message) {
        this(400, message);
    }

    TapError(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
