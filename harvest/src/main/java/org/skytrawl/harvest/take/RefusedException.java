package org.skytrawl.harvest.take;

import org.jspecify.annotations.Nullable;

/** A service did not answer a query. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean understood;

    /** @param understood whether the service has understood the query, and cannot or will not answer it */
    RefusedException(String message, boolean understood, @Nullable Throwable cause) {
        super(message, cause);
        this.understood = understood;
    }

    boolean isUnderstood() {
        return understood;
    }
}
