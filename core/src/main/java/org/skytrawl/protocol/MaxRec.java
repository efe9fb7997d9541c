package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The MAXREC to send (DALI 1.1 section 3.4.4). Without it services use low defaults (2000 rows and the like). A service cuts a
 * larger value to its hard limit and reports OVERFLOW. An answer of more than a million rows would exceed the time or byte
 * limit; an overflow is better, because the query can then be split.
 */
public final class MaxRec {
    private static final long MOST = 1_000_000;

    private MaxRec() {}

    /** The MAXREC for a service with this declared limit, or null. */
    public static long of(@Nullable Long declared) {
        return declared == null || declared <= 0 ? MOST : Math.min(declared, MOST);
    }
}
