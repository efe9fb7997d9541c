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

    /** A fault of Skytrawl with one answer, which must not end the harvest of others. */
    static RefusedException fault(RuntimeException e) {
        StackTraceElement[] stack = e.getStackTrace();
        return new RefusedException(
                "a fault of Skytrawl, please report it: " + e + (stack.length == 0 ? "" : " at " + stack[0]), true, e);
    }

    boolean isUnderstood() {
        return understood;
    }
}
