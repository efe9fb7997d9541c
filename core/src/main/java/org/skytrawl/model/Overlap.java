package org.skytrawl.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a kept record was judged in space, the strongest first. Files have {@link #word}. */
public enum Overlap {
    /** Its geometry overlaps the region. */
    TESTED,
    /** The service applied the position, and the record's geometry is missing, unreadable or a centre near the region. */
    SERVICE,
    /** Nothing is known, and the question is inclusive. */
    UNKNOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The inverse of {@link #word}, in any case; null for other words. */
    public static @Nullable Overlap ofWord(String word) {
        for (Overlap overlap : values()) {
            if (overlap.name().equalsIgnoreCase(word)) {
                return overlap;
            }
        }
        return null;
    }

    /** Null is weaker than all. */
    public static @Nullable Overlap stronger(@Nullable Overlap a, @Nullable Overlap b) {
        return b == null || (a != null && a.compareTo(b) <= 0) ? a : b;
    }
}
