package org.skytrawl.cli.print;

import java.time.Duration;
import java.time.Instant;

/** How old something is, in a word or two. */
public final class Ages {
    private Ages() {}

    /** {@code just now}, {@code 5 minutes old}, {@code 3 hours old}, {@code 9 days old}. */
    public static String old(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toMinutes() < 1) {
            return age.toDays() < 0 ? "from the future" : "just now";
        }
        return words(age) + " old";
    }

    /** {@code just now}, {@code 5 minutes ago}. */
    public static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toMinutes() < 1 ? "just now" : words(age) + " ago";
    }

    private static String words(Duration age) {
        if (age.toMinutes() < 120) {
            return Count.of(age.toMinutes(), "minute");
        }
        return age.toHours() < 72 ? Count.of(age.toHours(), "hour") : Count.of(age.toDays(), "day");
    }
}
