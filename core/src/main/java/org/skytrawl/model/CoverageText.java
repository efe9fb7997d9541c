package org.skytrawl.model;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.skytrawl.sky.Moc;

/** Declared coverage in words, for people. */
public final class CoverageText {
    private static final String UNDECLARED = "not declared";

    private CoverageText() {}

    /** The part of the sky. */
    public static String sky(Coverage coverage) {
        Moc moc = coverage.spatial();
        if (moc == null) {
            return UNDECLARED;
        }
        return moc.isFull()
                ? "the whole sky"
                : String.format(Locale.ROOT, "%.3g %% of the sky", 100 * moc.skyFraction());
    }

    /** The wavelengths, each interval for itself. */
    public static List<String> spectrum(Coverage coverage) {
        return orUndeclared(
                coverage.wavelengthM(), value -> String.format(Locale.ROOT, "%.4g m", value), " and longer");
    }

    /** The times, each interval for itself. */
    public static List<String> time(Coverage coverage) {
        return orUndeclared(coverage.mjd(), Times::iso, " and later");
    }

    private static List<String> orUndeclared(List<Interval> intervals, DoubleFunction<String> inWords, String open) {
        return intervals.isEmpty()
                ? List.of(UNDECLARED)
                : intervals.stream()
                        .map(interval -> declared(interval, inWords, open))
                        .toList();
    }

    private static String declared(Interval interval, DoubleFunction<String> inWords, String open) {
        String lo = inWords.apply(interval.lo());
        String hi = inWords.apply(interval.hi());
        boolean fromLeast = Double.isInfinite(interval.lo()) || interval.lo() == 0;
        if (Double.isInfinite(interval.hi())) {
            return fromLeast ? "any" : lo + open;
        }
        return fromLeast ? "up to " + hi : lo.equals(hi) ? lo : lo + " to " + hi;
    }
}
