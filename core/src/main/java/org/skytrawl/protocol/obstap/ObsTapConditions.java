package org.skytrawl.protocol.obstap;

import java.util.List;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.protocol.obstap.ObsTapPlace.PositionPredicate;

/** A question as ADQL conditions that can be combined with others, for queries of any kind. */
public final class ObsTapConditions {
    private ObsTapConditions() {}

    /**
     * The forms of the conditions, the best first; a service may refuse some. All conditions of a form must be met. A form is
     * empty if all rows match.
     *
     * @param question a time without limits is no condition
     * @param inclusive whether rows of which it is unknown whether they match are of interest
     */
    public static List<List<String>> forms(Question question, boolean inclusive) {
        ObsTapAdql adql = new ObsTapAdql("", question, inclusive, List.of());
        Region region = question.region();
        Interval time = question.mjd();
        Interval mjd = time != null && Double.isInfinite(time.lo()) && Double.isInfinite(time.hi()) ? null : time;
        if (region == null) {
            return List.of(adql.conditions(null, mjd));
        }
        return PositionPredicate.of(region, false).stream()
                .filter(predicate -> !predicate.needsTwoQueries())
                .map(predicate -> adql.conditions(one(ObsTapPlace.conditions(predicate, region, inclusive)), mjd))
                .toList();
    }

    private static String one(List<String> conditions) {
        return conditions.size() == 1 ? conditions.getFirst() : "(" + String.join(" OR ", conditions) + ")";
    }
}
