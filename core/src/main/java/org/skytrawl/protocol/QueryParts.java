package org.skytrawl.protocol;

import java.util.List;

/**
 * The queries that together ask one question of one service.
 *
 * @param queries each within what the service declares to accept; never empty; their answers may overlap
 * @param why the reason for more than one: {@code circles}, {@code circles of at most 0.5 deg}
 * @param isWhole whether they ask all of it: too many may be needed
 */
public record QueryParts(List<ServiceQuery> queries, String why, boolean isWhole) {
    static QueryParts of(ServiceQuery query) {
        return new QueryParts(List.of(query), "", true);
    }

    /** One query for each of the circles that together contain a region. */
    public static QueryParts inCircles(List<? extends ServiceQuery> queries) {
        return new QueryParts(List.copyOf(queries), "circles", true);
    }

    boolean areSeveral() {
        return queries.size() > 1 || !isWhole;
    }
}
