package org.skytrawl.provenance;

import java.time.DateTimeException;
import java.time.Instant;

/** Reads times in files. Years have four digits, so that no difference of two times overflows. */
public final class IsoTime {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private IsoTime() {}

    /**
     * Reads a time such as {@code 2026-11-23T12:00:00Z}.
     *
     * @throws DateTimeException if the text is malformed or the year is not in 0 to 9999
     */
    public static Instant parse(String text) {
        Instant parsed = Instant.parse(text);
        if (parsed.isBefore(FIRST) || !parsed.isBefore(AFTER_LAST)) {
            throw new DateTimeException("the time " + text + " is not of the years 0 to 9999");
        }
        return parsed;
    }
}
