package org.skytrawl.simvo.truth;

import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.truth.Question.Range;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimProtocol.Rule;
import org.skytrawl.simvo.universe.Span;

/** The datasets that a healthy service gives to a question, by the metadata in the answers of its protocol. */
final class DatasetMatch {
    /** For the one time of an observation that SIA1 gives, its middle. */
    private static final double MIDDLE_SLACK_D = 0.1;

    /** A query selects what has no outline by its centre up to this far outside, if it has a field of view or all unknown counts. */
    private static final double REACH_DEG = 2;

    private DatasetMatch() {}

    static boolean counts(SimProtocol protocol, Dataset dataset, Question question) {
        Match match = type(dataset, question)
                .and(place(protocol, dataset, question))
                .and(bandAndTime(protocol, dataset, question));
        boolean given =
                question.toldPlace() != null || !protocol.has(Rule.OMITS_UNKNOWN) || hasBandAndTime(dataset, question);
        return given && match.counts(question.inclusive());
    }

    /**
     * Whether the client keeps the dataset if a service gives it, also one whose query selects more: a larger part of
     * the sky, or by field of view.
     */
    static boolean mayCount(SimProtocol protocol, Dataset dataset, Question question) {
        Place place = question.place();
        boolean isThere = place == null || PlaceMatch.of(dataset, place) != Match.NO;
        return isThere
                && type(dataset, question)
                        .and(bandAndTime(protocol, dataset, question))
                        .counts(question.inclusive());
    }

    private static Match type(Dataset dataset, Question question) {
        String type = dataset.productType();
        return question.productTypes().isEmpty() || question.matchingTypes().contains(type)
                ? Match.YES
                : TypeTerms.mayBe(type, question.productTypes()) ? Match.UNKNOWN : Match.NO;
    }

    private static Match bandAndTime(SimProtocol protocol, Dataset dataset, Question question) {
        return touches(dataset.wavelengthM(), question.wavelengthM(), 0)
                .and(touches(
                        told(protocol, dataset.mjd()),
                        question.mjd(),
                        protocol.has(Rule.GIVES_MIDDLE_OF_TIME) ? MIDDLE_SLACK_D : 0));
    }

    /** Band and time are in a query only if it has no place. */
    private static boolean hasBandAndTime(Dataset dataset, Question question) {
        return (question.wavelengthM() == null || dataset.wavelengthM() != null)
                && (question.mjd() == null || dataset.mjd() != null);
    }

    private static Match place(SimProtocol protocol, Dataset dataset, Question question) {
        Place place = question.place();
        if (place == null) {
            return Match.YES;
        }
        Match match = PlaceMatch.of(dataset, place);
        if (question.toldPlace() == null) {
            return match;
        }
        if (!protocol.has(Rule.COMPARES_CENTRES)) {
            // a service that compares places gives no dataset without a known place
            return Match.of(match == Match.YES);
        }
        return switch (dataset.extent()) {
            case Extent.Circle outline -> match;
            case Extent.Rectangle outline -> match;
            case Extent.FieldOfView fov -> match.and(Match.of(PlaceMatch.hasCentreNear(dataset, place, REACH_DEG)));
            case Extent.CentreOnly none ->
                match.and(Match.of(PlaceMatch.hasCentreNear(dataset, place, question.inclusive() ? REACH_DEG : 0)));
        };
    }

    private static @Nullable Span told(SimProtocol protocol, @Nullable Span mjd) {
        if (mjd == null || !protocol.has(Rule.GIVES_MIDDLE_OF_TIME)) {
            return mjd;
        }
        double middle = (mjd.lo() + mjd.hi()) / 2;
        return new Span(middle, middle);
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
