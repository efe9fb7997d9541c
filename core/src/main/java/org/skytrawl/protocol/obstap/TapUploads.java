package org.skytrawl.protocol.obstap;

import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchException;
import org.skytrawl.protocol.TargetWay.Limits;

/** How many targets can be uploaded to a TAP service at once. */
final class TapUploads {
    /** If no limit of rows is declared. */
    private static final int USUAL_ROWS = 5_000;

    /** An answer for more would exceed the time or the rows of one answer. */
    private static final int MOST_ROWS = 20_000;

    private static final long MOST_BYTES = 4 << 20;

    private TapUploads() {}

    /**
     * The limits of one request: the declared ones, within our own.
     *
     * @param capabilities null, or something that is no such document, if they cannot be read: uploads may work
     * @return null if uploads with the request are not declared
     */
    static @Nullable Limits limits(byte @Nullable [] capabilities) {
        Limits usual = new Limits(USUAL_ROWS, MOST_BYTES);
        if (capabilities == null) {
            return usual;
        }
        TapCapabilities.Uploads declared;
        try {
            declared = TapCapabilities.parse(capabilities).uploads();
        } catch (FetchException e) {
            return usual;
        }
        boolean isOffered = declared.inline() && declared.rows() != 0 && declared.bytes() != 0;
        long rows = declared.rows() == Long.MAX_VALUE ? USUAL_ROWS : Math.min(declared.rows(), MOST_ROWS);
        return isOffered ? new Limits((int) rows, Math.min(declared.bytes(), MOST_BYTES)) : null;
    }
}
