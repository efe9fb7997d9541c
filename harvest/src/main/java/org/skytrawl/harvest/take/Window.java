package org.skytrawl.harvest.take;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * The time of day in which requests may begin, in local time. It may span midnight. Immutable.
 *
 * @param from included
 * @param to excluded
 */
public record Window(LocalTime from, LocalTime to) {
    public static final Window ALWAYS = new Window(LocalTime.MIN, LocalTime.MIN);

    /**
     * @param text such as {@code 22:00..06:00}
     * @throws IllegalArgumentException if it is not two different times of day
     */
    public static Window parse(String text) {
        int dots = text.indexOf("..");
        try {
            if (dots > 0) {
                LocalTime from = LocalTime.parse(text.substring(0, dots).strip());
                LocalTime to = LocalTime.parse(text.substring(dots + 2).strip());
                if (!from.equals(to)) {
                    return new Window(from, to);
                }
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new IllegalArgumentException("not two different times of day, such as 22:00..06:00: '" + text + "'");
    }

    private boolean holds(LocalTime time) {
        boolean afterFrom = !time.isBefore(from);
        boolean beforeTo = time.isBefore(to);
        return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
    }

    /** The time until a request may begin; zero if it may now. */
    public Duration untilOpen(ZonedDateTime now) {
        if (holds(now.toLocalTime())) {
            return Duration.ZERO;
        }
        // where clocks jump over the time, the first moment after the jump
        ZonedDateTime today = now.with(from);
        ZonedDateTime opens = today.isAfter(now)
                ? today
                : now.toLocalDate().plusDays(1).atTime(from).atZone(now.getZone());
        return Duration.between(now, opens);
    }

    @Override
    public String toString() {
        return from + ".." + to;
    }
}
