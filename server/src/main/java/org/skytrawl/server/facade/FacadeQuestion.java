package org.skytrawl.server.facade;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.model.TypeWords;

/**
 * What a request asks for: a question for all services, and what is judged here.
 *
 * @param question null if only the description of the table is wanted
 * @param filter for the datasets of the run
 * @param most rows that may be given; null for all
 * @param isTop whether these are all that the client wants, so that more are no overflow
 */
record FacadeQuestion(
        @Nullable Question question,
        Predicate<FoundDataset> filter,
        @Nullable Integer most,
        boolean isTop) {

    /** What product types are no terms of the vocabulary: services may have types of their own, or it is a slip. */
    List<String> notes() {
        return question == null || question.productTypes().isEmpty()
                ? List.of()
                : TypeWords.of(List.copyOf(question.productTypes())).notes();
    }

    /** @throws FacadeException if nothing bounds the question */
    static Question question(Place place, List<Interval> wavelengthsM, List<Interval> mjds, Set<String> types) {
        Interval wavelengthM = NumberRange.around(wavelengthsM, NumberRange.ALL_POSITIVE);
        Interval mjd = NumberRange.around(mjds, NumberRange.ALL);
        if (place.region() == null && wavelengthM == null && mjd == null) {
            throw FacadeException.refused(
                    "the request needs a place (POS), a band (BAND) or a time (TIME): this service"
                            + " asks all services of the Virtual Observatory, and they are not asked for everything");
        }
        try {
            return new Question(place.region(), wavelengthM, mjd, types);
        } catch (IllegalArgumentException e) {
            throw FacadeException.refused(String.valueOf(e.getMessage()));
        }
    }
}
