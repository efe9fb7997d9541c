package org.skytrawl.net;

import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/** A fetch failed: its {@link #code} is for programs, its message for people and without trailing full stop. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1;

    private final FailureCode code;
    private final @Nullable Integer httpStatus;

    /**
     * A failure.
     *
     * @param httpStatus the status of the answer that was the trouble, null if there was no answer
     * @param cause what the network said, null if we refused by ourselves
     */
    public FetchException(FailureCode code, String message, @Nullable Integer httpStatus, @Nullable Throwable cause) {
        // Without a stack trace: failing services are everyday, and the message says what happened where.
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

    /** The HTTP status of the answer that was the trouble; null if there was no answer. */
    public @Nullable Integer httpStatus() {
        return httpStatus;
    }
}
