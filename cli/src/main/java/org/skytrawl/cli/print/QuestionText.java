package org.skytrawl.cli.print;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.Question;
import org.skytrawl.model.RegionText;
import org.skytrawl.model.Times;

/** The question as it was understood, for people. */
public final class QuestionText {
    private static final int NARROWER_SHOWN = 2;

    private QuestionText() {}

    public static String inWords(Question asked) {
        return inWords(asked, null);
    }

    /**
     * The question in one line.
     *
     * @param spectrum the spectral constraint in the user's units, or null for metres only
     */
    static String inWords(Question asked, @Nullable String spectrum) {
        return typesInWords(asked)
                + (asked.region() == null ? "" : " within " + RegionText.inWords(asked.region()))
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

    /** {@code at 5e-07 m}, or {@code at 500 nm (5e-07 m)} if it is given in other words. */
    static String bandInWords(Interval wavelengthM, @Nullable String given) {
        String metres = metres(wavelengthM);
        return "at " + (given == null || given.equals(metres) ? metres : given + " (" + metres + ")");
    }

    private static String metres(Interval wavelengthM) {
        String lo = Numbers.inWords(wavelengthM.lo());
        String hi = Numbers.inWords(wavelengthM.hi());
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
}
