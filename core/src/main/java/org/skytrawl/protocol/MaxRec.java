package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The MAXREC to send (DALI 1.1 section 3.4.4). Without one, services fall back on defaults far below what they would
 * give (2000 rows and the like); one above their hard limit they cut down to it and say OVERFLOW. Beyond a million rows
 * an answer hardly fits into its time and bytes: then an overflow, which can be mended, is better than a cut.
 */
public final class MaxRec {
    private static final long MOST = 1_000_000;

    private MaxRec() {}

    /** The limit the service declares, or a million. */
    public static long of(@Nullable Long declared) {
        return declared == null || declared <= 0 ? MOST : Math.min(declared, MOST);
    }
}
