package org.skytrawl.server.facade;

import org.jspecify.annotations.Nullable;

/** A request that gets an error document (DALI 1.1 section 4.2) instead of rows. */
final class FacadeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable Integer retryAfterS;

    FacadeException(int status, String message, @Nullable Integer retryAfterS) {
        super(message, null, false, false);
        this.status = status;
        this.retryAfterS = retryAfterS;
    }

    /** A parameter that is wrong. */
    static FacadeException wrong(String parameter, String message) {
        return new FacadeException(400, "UsageFault: " + parameter + ": " + message, null);
    }

    /** A question that is not answered, whatever its parameters are. */
    static FacadeException refused(String message) {
        return new FacadeException(400, "UsageFault: " + message, null);
    }

    /** No answer now. */
    static FacadeException unavailable(String message, @Nullable Integer retryAfterS) {
        return new FacadeException(503, "TransientFault: " + message, retryAfterS);
    }

    int status() {
        return status;
    }

    /** Seconds, or null. */
    @Nullable
    Integer retryAfterS() {
        return retryAfterS;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
