package org.skytrawl.simvo.truth;

import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.truth.Question.Cone;
import org.skytrawl.simvo.truth.Question.Range;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.Span;

/** Which datasets a question gets from a healthy service, by what a service of that protocol tells of them. */
final class DatasetMatch {
    /** The one date of SIA1 is the middle of an observation. */
    private static final double SIA1_SLACK_D = 0.1;

    private DatasetMatch() {}

    /** Whether the service gives this dataset and the client keeps it. */
    static boolean counts(SimProtocol protocol, Dataset dataset, Question question) {
        if (!isWanted(dataset, question)) {
            return false;
        }
        Match match = place(protocol, dataset, question).and(bandAndTime(protocol, dataset, question));
        boolean given = protocol != SimProtocol.SIA2 || question.toldCone() != null || isKnownToSia2(dataset, question);
        return given && match.counts(question.inclusive());
    }

    /**
     * Whether the client keeps it if the service gives it, be it because it was asked for more: by a part of the sky that
     * is larger than what is wanted, or by field of view.
     */
    static boolean mayCount(SimProtocol protocol, Dataset dataset, Question question) {
        Cone cone = question.cone();
        boolean isThere = cone == null || PlaceMatch.of(dataset, cone) != Match.NO;
        return isThere
                && isWanted(dataset, question)
                && bandAndTime(protocol, dataset, question).counts(question.inclusive());
    }

    private static boolean isWanted(Dataset dataset, Question question) {
        return question.productTypes().isEmpty() || question.productTypes().contains(dataset.productType());
    }

    private static Match bandAndTime(SimProtocol protocol, Dataset dataset, Question question) {
        return touches(dataset.wavelengthM(), question.wavelengthM(), 0)
                .and(touches(told(protocol, dataset.mjd()), question.mjd(), slackD(protocol)));
    }

    /** SIA2 is told band and time if the place does not bound the question, and then leaves out what it does not know. */
    private static boolean isKnownToSia2(Dataset dataset, Question question) {
        return (question.wavelengthM() == null || dataset.wavelengthM() != null)
                && (question.mjd() == null || dataset.mjd() != null);
    }

    private static Match place(SimProtocol protocol, Dataset dataset, Question question) {
        Cone cone = question.cone();
        if (cone == null) {
            return Match.YES;
        }
        Match match = PlaceMatch.of(dataset, cone);
        if (question.toldCone() == null) {
            return match;
        }
        return switch (protocol) {
            // who is told the place gives nothing of which it does not know that it is there
            case SIA1, SIA2 -> Match.of(match == Match.YES);
            case OBSTAP -> {
                boolean hasOutline = dataset.extent() instanceof org.skytrawl.simvo.universe.Extent.Circle
                        || dataset.extent() instanceof org.skytrawl.simvo.universe.Extent.Rectangle;
                // without s_region ADQL has only the centre to compare
                yield hasOutline ? match : Match.of(PlaceMatch.hasCentreIn(dataset, cone));
            }
        };
    }

    private static @Nullable Span told(SimProtocol protocol, @Nullable Span mjd) {
        if (mjd == null || protocol != SimProtocol.SIA1) {
            return mjd;
        }
        double middle = (mjd.lo() + mjd.hi()) / 2;
        return new Span(middle, middle);
    }

    private static double slackD(SimProtocol protocol) {
        return protocol == SimProtocol.SIA1 ? SIA1_SLACK_D : 0;
    }

    private static Match touches(@Nullable Span known, @Nullable Range asked, double slack) {
        if (asked == null) {
            return Match.YES;
        }
        return known == null
                ? Match.UNKNOWN
                : Match.of(known.lo() <= asked.hi() + slack && known.hi() >= asked.lo() - slack);
    }
}
