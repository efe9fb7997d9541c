package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.truth.Question.Range;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Span;

final class CoverageMatch {
    /** Registries keep numbers in single precision. */
    private static final double RELATIVE_SLACK = 1e-6;

    /** From the time at the barycentre, which is declared, to the time on Earth, which is in the question. */
    private static final double TIME_SLACK_D = 0.06;

    private CoverageMatch() {}

    /** @param declared the coverage in all records of the service: one without coverage makes NO impossible */
    static Match of(List<Coverage> declared, Question question) {
        Match match = Match.YES;
        Place place = question.place();
        if (place != null) {
            match = match.and(axis(declared, Coverage::moc, moc -> MocMatch.overlaps(moc, place)));
        }
        if (question.wavelengthM() != null) {
            Range asked = question.wavelengthM();
            match = match.and(axis(declared, Coverage::wavelengthM, band -> touches(band, asked, 0)));
        }
        if (question.mjd() != null) {
            Range asked = question.mjd();
            match = match.and(axis(declared, Coverage::mjd, time -> touches(time, asked, TIME_SLACK_D)));
        }
        return match;
    }

    private static <T> Match axis(
            List<Coverage> declared, Function<Coverage, @Nullable T> of, Function<T, Boolean> touches) {
        List<Match> each = new ArrayList<>();
        for (Coverage coverage : declared) {
            T known = of.apply(coverage);
            each.add(known == null ? Match.UNKNOWN : Match.of(touches.apply(known)));
        }
        return each.contains(Match.YES) ? Match.YES : each.contains(Match.UNKNOWN) ? Match.UNKNOWN : Match.NO;
    }

    private static boolean touches(Span known, Range asked, double slack) {
        return known.lo() - known.lo() * RELATIVE_SLACK - slack <= asked.hi()
                && known.hi() + known.hi() * RELATIVE_SLACK + slack >= asked.lo();
    }
}
