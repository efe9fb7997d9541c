package org.skytrawl.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts {@code A..B}, {@code A/B}, {@code A..}, {@code ..B} and {@code A} into their ends. */
record IntervalText(@Nullable String lo, @Nullable String hi) {
    /**
     * Cuts the text at its only {@code ..} or {@code /}.
     *
     * @param what the constraint's name, for the message
     * @throws IllegalArgumentException if there is more than one separator, or no end at all
     */
    static IntervalText cut(String text, String what) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        int from = 0;
        for (int i = 0; i < rest.length(); i++) {
            boolean dots = rest.startsWith("..", i);
            if (dots || rest.charAt(i) == '/') {
                parts.add(rest.substring(from, i).strip());
                from = i + (dots ? 2 : 1);
                i = from - 1;
            }
        }
        parts.add(rest.substring(from).strip());
        if (parts.size() > 2 || parts.stream().allMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is not of the form A, A..B or A/B (an open end is left out)");
        }
        String lo = orNull(parts.getFirst());
        return parts.size() == 1 ? new IntervalText(lo, lo) : new IntervalText(lo, orNull(parts.get(1)));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
