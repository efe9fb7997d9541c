package org.skytrawl.net;

import java.io.IOException;

/** Thrown by the body of an answer that broke off, cannot be decoded or is too large; what was read before counts. */
public final class BodyFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final FetchException failure;

    BodyFailedException(FetchException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    public FetchException failure() {
        return failure;
    }
}
