package org.skytrawl.registry.query;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of a constraint that the registry cannot evaluate: this program fetches rows of each resource, and tests them.
 *
 * @param why what the registry lacks and what happens instead, for people
 * @param wanted the rows that the test needs
 */
record LocalCheck(String why, List<Wanted> wanted, Test test) {
    /**
     * Rows of one table.
     *
     * @param columns the ivoid first
     * @param where null for all rows
     */
    record Wanted(
            String table, List<String> columns, @Nullable String where) {}

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
