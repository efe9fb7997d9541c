package org.skytrawl.registry.query;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A constraint, translated for one registry.
 *
 * @param adql a condition on rows of {@code rr.resource} that is true for every wanted resource, and perhaps for others; null
 *     for none
 * @param checks the rest of the constraint, which this program tests; empty if the condition is exact
 */
record RegistryCondition(@Nullable String adql, List<LocalCheck> checks) {
    /** A condition that is exact. */
    static RegistryCondition of(String adql) {
        return new RegistryCondition(adql, List.of());
    }

    static RegistryCondition all(List<RegistryCondition> conditions) {
        String adql = conditions.stream()
                .map(RegistryCondition::adql)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" AND "));
        return new RegistryCondition(
                adql.isEmpty() ? null : adql,
                conditions.stream().flatMap(one -> one.checks.stream()).toList());
    }

    /**
     * A part of a constraint that the registry cannot evaluate: this program fetches rows of each resource, and tests them.
     *
     * @param why what the registry lacks and what happens instead, for people
     * @param wanted the rows that the test needs
     */
    record LocalCheck(String why, List<Wanted> wanted, Test test) {
        /** Rows of one table, all if {@code where} is null; the first column is the ivoid. */
        record Wanted(
                String table,
                List<String> columns,
                @Nullable String where) {}

        @FunctionalInterface
        interface Test {
            /**
             * Tests one resource.
             *
             * @param rows its rows of each wanted table, in that order; empty if it has none
             * @param notes takes faults of the rows, for people
             */
            boolean accepts(List<List<Rows.Row>> rows, Consumer<String> notes);
        }
    }
}
