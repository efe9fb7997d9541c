package org.skytrawl.simvo.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Cards of a FITS header, in their fixed form (FITS 4.0 section 4.2). Not thread-safe. */
final class FitsHeader {
    static final int BLOCK = 2880;
    private static final int CARD = 80;

    private final StringBuilder cards = new StringBuilder();

    FitsHeader with(String keyword, String value) {
        return card(String.format(Locale.ROOT, "%-8s= %20s", keyword, value));
    }

    FitsHeader text(String keyword, String value) {
        return card(String.format(Locale.ROOT, "%-8s= %-20s", keyword, String.format("'%-8s'", value)));
    }

    private FitsHeader card(String text) {
        cards.append(text).append(" ".repeat(CARD - text.length()));
        return this;
    }

    byte[] bytes() {
        String all = cards + "END";
        return (all + " ".repeat(padding(all.length()))).getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes from a length to the end of its block. */
    static int padding(int length) {
        return Math.floorMod(-length, BLOCK);
    }
}
