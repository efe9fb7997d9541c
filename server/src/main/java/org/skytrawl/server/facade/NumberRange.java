package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;

/** Intervals of numbers as DALI 1.1 section 3.3.1 writes them: {@code LO HI}, or one number for both, with infinities. */
final class NumberRange {
    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Interval ALL_POSITIVE = new Interval(0, Double.POSITIVE_INFINITY);

    /** The end of the year 9999. */
    private static final double LAST_MJD = 2_973_484;

    private NumberRange() {}

    /** @throws FacadeException if a value is none */
    static List<Interval> all(Parameters parameters, String name) {
        return parameters.all(name).stream().map(text -> of(text, name)).toList();
    }

    private static Interval of(String text, String name) {
        double[] numbers = numbers(text);
        boolean ordered = numbers != null
                && (numbers.length == 1 || numbers.length == 2)
                && numbers[0] <= numbers[numbers.length - 1];
        if (numbers == null || !ordered) {
            throw FacadeException.wrong(
                    name,
                    "one number or two numbers in order, such as '1.5 2.5' or '-Inf 2.5', not '"
                            + Parameters.shown(text) + "'");
        }
        return new Interval(numbers[0], numbers[numbers.length - 1]);
    }

    /** The numbers of a text, blanks between them; null if a word is none. At most 2,002. */
    static double @Nullable [] numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(text);
        while (words.hasMoreTokens()) {
            double number = number(words.nextToken());
            if (Double.isNaN(number) || numbers.size() > 2_002) {
                return null;
            }
            numbers.add(number);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** NaN if it is none. A plus sign that a client did not escape has become a blank, so that infinity may come without it. */
    private static double number(String word) {
        return switch (word) {
            case "Inf", "+Inf", "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Inf", "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(word);
        };
    }

    private static double finite(String word) {
        boolean plain = word.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        try {
            double number = plain ? Double.parseDouble(word) : Double.NaN;
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Wavelengths in metres: an open end begins at 0. */
    static List<Interval> positive(List<Interval> intervals, String name) {
        List<Interval> positive = new ArrayList<>();
        for (Interval each : intervals) {
            if (!(each.hi() > 0) || (each.lo() < 0 && !Double.isInfinite(each.lo()))) {
                throw FacadeException.wrong(name, "wavelengths in metres, above 0");
            }
            positive.add(new Interval(Math.max(0, each.lo()), each.hi()));
        }
        return positive;
    }

    /** MJDs: an end after the year 9999 is open. */
    static List<Interval> mjds(Parameters parameters, String name) {
        List<Interval> mjds = new ArrayList<>();
        for (Interval each : all(parameters, name)) {
            if (each.lo() > LAST_MJD) {
                throw FacadeException.wrong(name, "MJD, up to the year 9999, not " + each.lo());
            }
            mjds.add(new Interval(each.lo(), each.hi() > LAST_MJD ? Double.POSITIVE_INFINITY : each.hi()));
        }
        return mjds;
    }

    /** The interval from the lowest to the highest end; null if there is none, or it is all of them. */
    static @Nullable Interval around(List<Interval> intervals, Interval all) {
        if (intervals.isEmpty()) {
            return null;
        }
        double lo = intervals.stream().mapToDouble(Interval::lo).min().orElseThrow();
        double hi = intervals.stream().mapToDouble(Interval::hi).max().orElseThrow();
        Interval around = new Interval(lo, hi);
        return around.equals(all) ? null : around;
    }
}
