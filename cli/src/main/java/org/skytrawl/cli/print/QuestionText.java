package org.skytrawl.cli.print;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Times;
import org.skytrawl.sky.Moc;

/** The question as it was understood, and declared coverage, for people. */
public final class QuestionText {
    private static final String UNDECLARED = "not declared";

    private QuestionText() {}

    static String inWords(Question asked) {
        return (asked.productTypes().isEmpty() ? "datasets" : String.join(", ", asked.productTypes()))
                + (asked.region() == null ? "" : " within " + inWords(asked.region()))
                + (asked.wavelengthM() == null ? "" : ", at " + bandInWords(asked.wavelengthM()))
                + (asked.mjd() == null ? "" : ", in " + timeInWords(asked.mjd()));
    }

    static String inWords(Region place) {
        Cone around = place.enclosingCone();
        String centre = positionInWords(around.raDeg(), around.decDeg());
        return switch (place) {
            case Cone cone -> plain(cone.radiusDeg()) + " deg of " + centre;
            case PolygonRegion polygon ->
                "a polygon of " + polygon.raDecDeg().length / 2 + " vertices, all within " + plain(around.radiusDeg())
                        + " deg of " + centre;
            case MocRegion moc ->
                "a MOC of " + plain(100 * moc.cover().skyFraction()) + "% of the sky, all within "
                        + plain(around.radiusDeg()) + " deg of " + centre;
        };
    }

    /** To a millionth of a degree, which is 4 milliarcseconds. */
    public static String positionInWords(double raDeg, double decDeg) {
        return "RA " + millionths(raDeg) + ", Dec " + millionths(decDeg);
    }

    static String bandInWords(Interval wavelengthM) {
        return span(plain(wavelengthM.lo()), plain(wavelengthM.hi())) + " m";
    }

    static String timeInWords(Interval mjd) {
        return span(when(mjd.lo()), when(mjd.hi()));
    }

    private static String span(String lo, String hi) {
        return lo.equals(hi) ? lo : lo + ".." + hi;
    }

    private static String when(double mjd) {
        return Double.isInfinite(mjd) ? "" : Times.iso(mjd);
    }

    private static String millionths(double deg) {
        String text = String.format(Locale.ROOT, "%.6f", deg).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    private static String plain(double value) {
        if (Double.isInfinite(value)) {
            return "";
        }
        String text = String.format(Locale.ROOT, "%.6g", value);
        return text.contains("e") || !text.contains(".")
                ? text.replaceFirst("\\.?0+e", "e")
                : text.replaceFirst("\\.?0+$", "");
    }

    static String sky(Coverage coverage) {
        Moc moc = coverage.spatial();
        if (moc == null) {
            return UNDECLARED;
        }
        return moc.isFull() ? "all of it" : String.format(Locale.ROOT, "%.3g %% of it", 100 * moc.skyFraction());
    }

    static List<String> spectrum(Coverage coverage) {
        return orUndeclared(
                coverage.wavelengthM(), value -> String.format(Locale.ROOT, "%.4g m", value), " and longer");
    }

    static List<String> time(Coverage coverage) {
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
