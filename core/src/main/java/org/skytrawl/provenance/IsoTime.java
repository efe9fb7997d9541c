package org.skytrawl.provenance;

import java.time.DateTimeException;
import java.time.Instant;

/** Times in files that a program wrote: of years with four digits, so that no difference of two of them is too large for anything. */
public final class IsoTime {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private IsoTime() {}

    /**
     * The moment that a text such as {@code 2026-11-23T12:00:00Z} means.
     *
     * @throws DateTimeException if it is none, or not of the years 0 to 9999
     */
    public static Instant parse(String text) {
        Instant parsed = Instant.parse(text);
        if (parsed.isBefore(FIRST) || !parsed.isBefore(AFTER_LAST)) {
            throw new DateTimeException("the time " + text + " is not of the years 0 to 9999");
        }
        return parsed;
    }
}
