package org.skytrawl.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Range header (RFC 9110 section 14.4).
 *
 * @param first the first byte that comes, counted from 0; -1 if none does (416)
 * @param last the last one; -1 if none
 * @param whole how many there are in all; -1 if the server does not know
 */
record ContentRange(long first, long last, long whole) {
    private static final Pattern FORM =
            Pattern.compile("bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

    /** Reads it; null if it is absent, unreadable or contradicts itself. */
    static @Nullable ContentRange of(@Nullable String header) {
        Matcher form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches()) {
            return null;
        }
        long whole = form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3));
        if (form.group(1) == null) {
            return whole < 0 ? null : new ContentRange(-1, -1, whole);
        }
        long first = Long.parseLong(form.group(1));
        long last = Long.parseLong(form.group(2));
        return first > last || (whole >= 0 && last >= whole) ? null : new ContentRange(first, last, whole);
    }
}
