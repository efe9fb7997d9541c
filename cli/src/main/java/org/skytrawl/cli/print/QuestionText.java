package org.skytrawl.cli.print;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.Times;
import org.skytrawl.sky.Moc;

/** The question as it was understood, and declared coverage, for people. */
public final class QuestionText {
    private static final String UNDECLARED = "not declared";
    private static final int NARROWER_SHOWN = 2;
    private static final double ALL_SKY_DEG2 = 4 * Math.PI * Math.toDegrees(1) * Math.toDegrees(1);

    private QuestionText() {}

    static String inWords(Question asked) {
        return inWords(asked, null);
    }

    /**
     * The question in one line.
     *
     * @param spectrum the spectral constraint in the user's units, or null for metres only
     */
    static String inWords(Question asked, @Nullable String spectrum) {
        return typesInWords(asked)
                + (asked.region() == null ? "" : " within " + inWords(asked.region()))
                + (asked.wavelengthM() == null ? "" : ", " + bandInWords(asked.wavelengthM(), spectrum))
                + (asked.mjd() == null ? "" : ", " + timeInWords(asked.mjd()));
    }

    /** {@code spectrum (with sed, slit-spectrum, ...)}. */
    private static String typesInWords(Question asked) {
        if (asked.productTypes().isEmpty()) {
            return "datasets of any type";
        }
        List<String> narrower = asked.matchingTypes().stream()
                .filter(type -> !asked.productTypes().contains(type))
                .toList();
        String some = String.join(", ", narrower.subList(0, Math.min(NARROWER_SHOWN, narrower.size())));
        return String.join(", ", asked.productTypes())
                + (narrower.isEmpty()
                        ? ""
                        : " (with " + some + (narrower.size() > NARROWER_SHOWN ? ", ..." : "") + ")");
    }

    static String inWords(Region place) {
        if (place instanceof TargetRegion targets) {
            return targets.size() == 1
                    ? "the circle of 1 target"
                    : String.format(Locale.ROOT, "the circles of %,d targets", targets.size());
        }
        Cone around = place.enclosingCone();
        String centre = positionInWords(around.raDeg(), around.decDeg());
        return switch (place) {
            case Cone cone -> plain(cone.radiusDeg()) + " deg of " + centre;
            case PolygonRegion polygon ->
                "a polygon of " + polygon.raDecDeg().length / 2 + " vertices and "
                        + area(polygon.shape().areaDeg2()) + ", all within " + plain(around.radiusDeg()) + " deg of "
                        + centre;
            case MocRegion moc ->
                "a MOC of " + area(ALL_SKY_DEG2 * moc.cover().skyFraction()) + ", order "
                        + moc.cover().order()
                        + (around.radiusDeg() < 180
                                ? ", all within " + plain(around.radiusDeg()) + " deg of " + centre
                                : "");
            case TargetRegion targets -> throw new IllegalArgumentException("no circle encloses " + targets);
        };
    }

    /** {@code 12.3 square degrees}, or in smaller units. */
    private static String area(double deg2) {
        double arcmin2 = deg2 * 3600;
        return deg2 >= 0.1
                ? three(deg2) + " square degrees"
                : arcmin2 >= 0.1 ? three(arcmin2) + " square arcmin" : three(arcmin2 * 3600) + " square arcsec";
    }

    private static String three(double value) {
        return value >= 100 ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.3g", value);
    }

    /** To a millionth of a degree, which is 4 milliarcseconds. */
    public static String positionInWords(double raDeg, double decDeg) {
        return "RA " + millionths(raDeg) + ", Dec " + millionths(decDeg);
    }

    /** {@code at 5e-07 m}, or {@code at 500 nm (5e-07 m)} if it is given in other words. */
    static String bandInWords(Interval wavelengthM, @Nullable String given) {
        String metres = metres(wavelengthM);
        return "at " + (given == null || given.equals(metres) ? metres : given + " (" + metres + ")");
    }

    private static String metres(Interval wavelengthM) {
        String lo = plain(wavelengthM.lo());
        String hi = plain(wavelengthM.hi());
        if (Double.isInfinite(wavelengthM.hi())) {
            return wavelengthM.lo() > 0 ? lo + " m and above" : "any wavelength";
        }
        return wavelengthM.lo() > 0 ? (lo.equals(hi) ? lo : lo + ".." + hi) + " m" : hi + " m and below";
    }

    /** {@code from 2009-06-18 00:00 to 2009-06-19 00:00 UTC}. */
    static String timeInWords(Interval mjd) {
        String lo = Times.dateAndTime(mjd.lo());
        String hi = Times.dateAndTime(mjd.hi());
        if (Double.isInfinite(mjd.lo())) {
            return Double.isInfinite(mjd.hi()) ? "at any time" : "until " + hi + " UTC";
        }
        if (Double.isInfinite(mjd.hi())) {
            return "from " + lo + " UTC";
        }
        return (mjd.lo() == mjd.hi() ? "at " : "from " + lo + " to ") + hi + " UTC";
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
        return moc.isFull()
                ? "the whole sky"
                : String.format(Locale.ROOT, "%.3g %% of the sky", 100 * moc.skyFraction());
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
