package org.skytrawl.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads times and time intervals as Modified Julian Dates (UTC).
 *
 * <p>A time is one of
 * <ul>
 *   <li>a year, month or date: {@code 2005}, {@code 2005-07}, {@code 2005-07-02}. It stands for the whole of it, up to the
 *       midnight at its end. A number of four digits from 1800 to 2100 is a year;
 *   <li>a point of time in ISO 8601, UTC if it has no offset: {@code 2005-07-02T18:30}, {@code 2005-07-02 18:30:00+02:00};
 *   <li>an MJD, which is any other number up to 1,000,000, or a JD, which is a number above that, up to the year 9999.
 * </ul>
 */
public final class Times {
    private static final LocalDate MJD_ZERO = LocalDate.of(1858, 11, 17);
    private static final double JD_MINUS_MJD = 2_400_000.5;
    private static final double LAST_MJD = 1_000_000;
    private static final double YEAR_10000_JD = 5_373_484.5;
    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2100;
    private static final double NANOS_PER_DAY = 86_400e9;
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /**
     * Reads a time, {@code A..B} or {@code A/B}. Either end may be omitted for an open interval.
     *
     * @return MJD (UTC), from the start of the first time to the end of the last
     * @throws IllegalArgumentException if a time is malformed, may be an epoch as well as an MJD ({@code 2005.5}), is a JD
     *     after the year 9999, or if the ends are reversed
     */
    public static Interval parseInterval(String text) {
        IntervalText ends = IntervalText.cut(text, "time");
        return interval(ends.lo() == null ? "" : ends.lo(), ends.hi() == null ? "" : ends.hi());
    }

    /**
     * From the start of a time to the end of another one. An empty text is an open end.
     *
     * @return MJD (UTC)
     * @throws IllegalArgumentException as {@link #parseInterval}, or if both texts are empty
     */
    public static Interval interval(String from, String to) {
        if (from.isBlank() && to.isBlank()) {
            throw new IllegalArgumentException("a span of time needs at least one end");
        }
        Interval open = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        Interval first = from.isBlank() ? open : time(from.strip());
        Interval last = to.isBlank() ? open : time(to.strip());
        // a day ends where the next one starts, but 2009-06-18..2009-06-17 is no point
        if (first.lo() > last.lo() && first.lo() >= last.hi()) {
            throw new IllegalArgumentException("the span of time " + from.strip() + ".." + to.strip()
                    + " ends before it begins: " + from.strip() + " begins on " + dateAndTime(first.lo()) + " and "
                    + to.strip() + " ends on " + dateAndTime(last.hi()));
        }
        return new Interval(first.lo(), last.hi());
    }

    private static Interval time(String text) {
        double number = Numbers.parse(text);
        try {
            if (!Double.isNaN(number)) {
                return isYear(text, number)
                        ? whole(LocalDate.of((int) number, 1, 1), ChronoUnit.YEARS)
                        : at(text, number);
            }
            return switch (text.length()) {
                case 7 -> whole(YearMonth.parse(text).atDay(1), ChronoUnit.MONTHS);
                case 10 -> whole(LocalDate.parse(text), ChronoUnit.DAYS);
                default -> Interval.at(iso(text));
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time '" + text + "' is neither ISO 8601 (such as 2010, 2010-03, 2010-03-01 or 2010-03-01T12:00)"
                            + " nor a number (MJD, or JD above 1,000,000); an interval is written as 2005..2010");
        }
    }

    private static boolean isYear(String text, double number) {
        return text.length() == 4
                && number >= FIRST_YEAR
                && number <= LAST_YEAR
                && text.equals(Integer.toString((int) number));
    }

    private static Interval whole(LocalDate first, ChronoUnit unit) {
        return new Interval(mjd(first.atStartOfDay()), mjd(first.plus(1, unit).atStartOfDay()));
    }

    private static Interval at(String text, double number) {
        if (number >= FIRST_YEAR && number < LAST_YEAR + 1) {
            LocalDate year = LocalDate.of((int) number, 1, 1);
            LocalDate epoch = year.plusDays((long) ((number - (int) number) * year.lengthOfYear()));
            throw new IllegalArgumentException("time '" + text + "' can be an epoch or an MJD; write " + epoch
                    + " for the epoch, or " + dateAndTime(number).replace(' ', 'T') + " for the MJD");
        }
        if (number > YEAR_10000_JD) {
            throw new IllegalArgumentException(
                    "time '" + text + "' as a JD is after the year 9999; for a date write " + withHyphens(text));
        }
        return Interval.at(number <= LAST_MJD ? number : number - JD_MINUS_MJD);
    }

    private static String withHyphens(String text) {
        try {
            return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toString();
        } catch (DateTimeException e) {
            return "ISO 8601, such as 2010-03-01";
        }
    }

    private static double iso(String time) {
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
        LocalDateTime time = seconds(mjd);
        return time == null
                ? Double.toString(mjd)
                : time.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? time.toLocalDate().toString()
                        : ISO.format(time);
    }

    /**
     * {@code 2009-06-18 18:30}, for people; with seconds if they are not 0, to the nearest. Dates out of range are
     * {@code MJD} and the number.
     */
    public static String dateAndTime(double mjd) {
        LocalDateTime time = seconds(mjd);
        return time == null ? "MJD " + mjd : (time.getSecond() == 0 ? TO_THE_MINUTE : TO_THE_SECOND).format(time);
    }

    private static @Nullable LocalDateTime seconds(double mjd) {
        return Math.abs(mjd) <= 3e6 ? MJD_ZERO.atStartOfDay().plusSeconds(Math.round(mjd * 86_400)) : null;
    }
}
