package org.skytrawl.net;

import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/** A fetch failed: the {@link #code} is for programs, the message (without full stop) for people. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureCode code;
    private final @Nullable Integer httpStatus;

    /** @param cause exception of the network, null if this program refused */
    public FetchException(FailureCode code, String message, @Nullable Integer httpStatus, @Nullable Throwable cause) {
        // no stack trace: failing services are common, and the message is enough
        super(message, cause, false, false);
        this.code = code;
        this.httpStatus = httpStatus;
    }

    FetchException(FailureCode code, String message) {
        this(code, message, null, null);
    }

    public FailureCode code() {
        return code;
    }

    /** The HTTP status; null if there was no answer. */
    public @Nullable Integer httpStatus() {
        return httpStatus;
    }
}
