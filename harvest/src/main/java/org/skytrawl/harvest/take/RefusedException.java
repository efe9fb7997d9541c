package org.skytrawl.harvest.take;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/** A service did not answer a query. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private static final String FAULT = "a fault of Skytrawl, please report it: ";
    private static final int LONGEST_FAULT = 300;

    private final boolean understood;

    /** @param understood whether the service has understood the query, and cannot or will not answer it */
    RefusedException(String message, boolean understood, @Nullable Throwable cause) {
        super(message, cause);
        this.understood = understood;
    }

    /** A fault of Skytrawl with one answer, which must not end the harvest of others. */
    static RefusedException fault(RuntimeException e) {
        StackTraceElement[] stack = e.getStackTrace();
        String where = stack.length == 0 ? "" : " at " + stack[0];
        return new RefusedException(FAULT + PlainText.of(e.toString(), LONGEST_FAULT) + where, false, e);
    }

    /** Whether a gap is that of a {@link #fault}. */
    static boolean isFault(String reason) {
        return reason.startsWith(FAULT);
    }

    boolean isUnderstood() {
        return understood;
    }
}
