package org.skytrawl.net;

import java.io.IOException;

/** The body of an answer broke off, cannot be decoded or is too large. The bytes before that are valid. */
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
