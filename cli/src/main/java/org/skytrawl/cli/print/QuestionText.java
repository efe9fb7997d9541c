package org.skytrawl.cli.print;

import java.util.Locale;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Times;

/** The question as it was understood, for people. */
public final class QuestionText {
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
}
