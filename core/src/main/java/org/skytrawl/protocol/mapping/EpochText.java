package org.skytrawl.protocol.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.JulianFields;
import java.util.Locale;

/**
 * Reads times as services write them, as MJD (UTC): numbers by their size, ISO 8601 in many variants, and dates with the year at
 * the end where day and month cannot be exchanged. NaN for what is not understood.
 */
final class EpochText {
    private static final double JD_MINUS_MJD = 2_400_000.5;

    /** Julian days of 1800 to 2200. */
    private static final double FIRST_JD = 2_378_500;

    private static final double LAST_JD = 2_525_000;

    private static final double SECONDS_PER_DAY = 86_400;
    private static final int LONGEST = 64;

    private final String text;
    private int at;

    private EpochText(String text) {
        this.text = text;
    }

    /** The MJD that a number is: days of either calendar, or a day as yyyymmdd. NaN for a year or a fill value. */
    static double mjd(double value) {
        if (value > FIRST_JD && value < LAST_JD) {
            return value - JD_MINUS_MJD;
        }
        if (value > 1800_01_00 && value < 2200_12_32 && value == Math.rint(value)) {
            int day = (int) value;
            return day(day / 10_000, day / 100 % 100, day % 100);
        }
        // as MJD these would be days of 1863 and 1864
        boolean isYear = value >= 1800 && value <= 2200;
        return isYear || NumberCell.isFill(value) ? Double.NaN : value;
    }

    /** The MJD of a text without blanks at its ends that is not a number. */
    static double mjd(String written) {
        if (written.length() > LONGEST) {
            return Double.NaN;
        }
        EpochText epoch = new EpochText(written);
        double day = epoch.date();
        boolean hasTime = epoch.take("T") || epoch.take("t") || (epoch.blanks() && epoch.isDigit());
        double time = hasTime ? epoch.secondsOfDay() : 0;
        double offset = epoch.secondsOfZone();
        return epoch.isAtEnd() ? day + (time - offset) / SECONDS_PER_DAY : Double.NaN;
    }

    /** {@code 2004-12-25}, {@code 2004/12/25}, {@code 20041225}, {@code 25/12/2004} or {@code 12/25/2004}. */
    private double date() {
        int first = number();
        int digits = at;
        if (digits == 8) {
            return day(first / 10_000, first / 100 % 100, first % 100);
        }
        String mark = isAtEnd() ? "" : text.substring(at, at + 1);
        if (!mark.equals("-") && !mark.equals("/") && !mark.equals(".")) {
            return Double.NaN;
        }
        at++;
        int second = number();
        if (second < 0 || !take(mark)) {
            return Double.NaN;
        }
        int start = at;
        int third = number();
        if (digits == 4 && at - start <= 2) {
            return day(first, second, third);
        }
        if (digits > 2 || at - start != 4) {
            return Double.NaN;
        }
        boolean isDayFirst = first > 12 || first == second;
        return isDayFirst ? day(third, second, first) : second > 12 ? day(third, first, second) : Double.NaN;
    }

    private static double day(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).getLong(JulianFields.MODIFIED_JULIAN_DAY);
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /** {@code 12:30}, {@code 12:30:15.5}, {@code 123015}; also 24:00 and a leap second. */
    private double secondsOfDay() {
        int start = at;
        int hours = number();
        int minutes = 0;
        int seconds = 0;
        if (at - start == 6) {
            seconds = hours % 100;
            minutes = hours / 100 % 100;
            hours /= 10_000;
        } else if (take(":")) {
            minutes = number();
            seconds = take(":") ? number() : 0;
        }
        double fraction = 0;
        if (take(".") || take(",")) {
            int from = at;
            while (isDigit()) {
                at++;
            }
            fraction = at == from ? Double.NaN : Double.parseDouble("0." + text.substring(from, at));
        }
        boolean isTime = hours >= 0 && minutes >= 0 && seconds >= 0 && hours <= 24 && minutes < 60 && seconds <= 60;
        double all = hours * 3600.0 + minutes * 60.0 + seconds + fraction;
        return isTime && (hours < 24 || all == SECONDS_PER_DAY) ? all : Double.NaN;
    }

    /** Seconds east of Greenwich; 0 without a zone. */
    private double secondsOfZone() {
        blanks();
        String rest = text.substring(at).toUpperCase(Locale.ROOT);
        if (rest.isEmpty() || rest.equals("Z") || rest.equals("UTC") || rest.equals("UT") || rest.equals("GMT")) {
            at = text.length();
            return 0;
        }
        int sign = take("-") ? -1 : take("+") ? 1 : 0;
        int start = at;
        int hours = number();
        int minutes = at - start == 4 ? hours % 100 : take(":") ? number() : 0;
        hours = at - start == 4 ? hours / 100 : hours;
        boolean isZone = sign != 0 && hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
        return isZone ? sign * (hours * 3600.0 + minutes * 60.0) : Double.NaN;
    }

    /** A whole number of at most 8 digits, or -1. */
    private int number() {
        int start = at;
        while (isDigit() && at - start < 8) {
            at++;
        }
        return at == start ? -1 : Integer.parseInt(text.substring(start, at));
    }

    private boolean blanks() {
        int start = at;
        while (!isAtEnd() && text.charAt(at) == ' ') {
            at++;
        }
        return at > start;
    }

    private boolean take(String word) {
        boolean isThere = text.startsWith(word, at);
        at += isThere ? word.length() : 0;
        return isThere;
    }

    private boolean isDigit() {
        return !isAtEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean isAtEnd() {
        return at == text.length();
    }
}
