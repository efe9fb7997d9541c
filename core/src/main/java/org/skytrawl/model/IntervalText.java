package org.skytrawl.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits {@code A..B}, {@code A/B}, {@code A..}, {@code ..B}, {@code ../B} and {@code A} into their ends. */
record IntervalText(@Nullable String lo, @Nullable String hi) {
    /**
     * Splits at the only {@code /}, or else {@code ..}.
     *
     * @param what name of the constraint, for the message
     * @throws IllegalArgumentException if there is more than one separator, or no end
     */
    static IntervalText cut(String text, String what) {
        // with a slash, ISO 8601-2 writes an open end as two dots: ../B
        List<String> parts = Arrays.stream(text.strip().split(text.indexOf('/') >= 0 ? "/" : "\\.\\.", -1))
                .map(String::strip)
                .map(end -> end.equals("..") ? "" : end)
                .toList();
        if (parts.size() > 2 || parts.stream().allMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is not of the form A, A..B or A/B; omit either end for an open interval"
                            + (what.equals("time") ? "; a date is written as 2009-06-18" : ""));
        }
        String lo = orNull(parts.getFirst());
        return parts.size() == 1 ? new IntervalText(lo, lo) : new IntervalText(lo, orNull(parts.get(1)));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
