package org.skytrawl.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Reads times and time intervals as Modified Julian Dates (UTC). */
public final class Times {
    private static final LocalDate MJD_ZERO = LocalDate.of(1858, 11, 17);
    private static final double JD_MINUS_MJD = 2_400_000.5;
    private static final double FIRST_JD = 1_000_000;
    private static final double NANOS_PER_DAY = 86_400e9;

    private Times() {}

    /**
     * Reads a time, {@code A..B} or {@code A/B}; an end may be left out.
     *
     * @return MJD (UTC)
     * @throws IllegalArgumentException if a time is malformed or the ends are reversed
     */
    public static Interval parseInterval(String text) {
        IntervalText ends = IntervalText.cut(text, "time");
        return interval(ends.lo() == null ? "" : ends.lo(), ends.hi() == null ? "" : ends.hi());
    }

    /**
     * The span between two times. An empty text is an open end.
     *
     * @return MJD (UTC)
     * @throws IllegalArgumentException if a time is malformed, both are empty, or the ends are reversed
     */
    public static Interval interval(String from, String to) {
        if (from.isBlank() && to.isBlank()) {
            throw new IllegalArgumentException("a span of time needs at least one end");
        }
        double lo = from.isBlank() ? Double.NEGATIVE_INFINITY : parseMjd(from);
        double hi = to.isBlank() ? Double.POSITIVE_INFINITY : parseMjd(to);
        if (lo > hi) {
            throw new IllegalArgumentException(
                    "the span of time " + from.strip() + ".." + to.strip() + " ends before it begins");
        }
        return new Interval(lo, hi);
    }

    /**
     * Reads ISO 8601 (UTC if it has no offset; a bare date is 00:00) or a number: MJD below 1,000,000, else JD.
     *
     * @return MJD (UTC)
     * @throws IllegalArgumentException if the text is neither
     */
    public static double parseMjd(String text) {
        String time = text.strip();
        double number = Numbers.parse(time);
        if (!Double.isNaN(number)) {
            return number < FIRST_JD ? number : number - JD_MINUS_MJD;
        }
        try {
            return iso(time);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time '" + text
                    + "' is neither ISO 8601 (such as 2010-03-01 or 2010-03-01T12:00:00) nor a number (MJD, or JD from"
                    + " 1,000,000 on)");
        }
    }

    private static double iso(String time) {
        if (time.length() == "2010-03-01".length()) {
            return mjd(LocalDate.parse(time).atStartOfDay());
        }
        // a space between date and time is common; a leap second counts as the first second of the next day
        String text = time.length() > 10 && time.charAt(10) == ' '
                ? time.substring(0, 10) + 'T' + time.substring(11).strip()
                : time;
        boolean leap = text.startsWith("23:59:60", 11);
        String plain = leap ? text.substring(0, 17) + "59" + text.substring(19) : text;
        LocalDateTime utc = hasOffset(plain)
                ? OffsetDateTime.parse(plain, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                : LocalDateTime.parse(plain);
        return mjd(leap ? utc.plusSeconds(1) : utc);
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.endsWith("z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
    }

    private static double mjd(LocalDateTime utc) {
        return ChronoUnit.DAYS.between(MJD_ZERO, utc.toLocalDate())
                + utc.toLocalTime().toNanoOfDay() / NANOS_PER_DAY;
    }

    public static double mjd(Instant instant) {
        return mjd(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    /** ISO 8601 to the second, for people. Infinite ends and dates out of range stay numbers. */
    public static String iso(double mjd) {
        if (!Double.isFinite(mjd) || Math.abs(mjd) > 3e6) {
            return Double.toString(mjd);
        }
        long seconds = Math.round(mjd * 86_400);
        LocalDateTime time = MJD_ZERO.atStartOfDay().plusSeconds(seconds);
        return seconds % 86_400 == 0
                ? time.toLocalDate().toString()
                : time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", java.util.Locale.ROOT));
    }
}
