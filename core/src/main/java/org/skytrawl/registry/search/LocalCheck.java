package org.skytrawl.registry.search;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryRow;

/**
 * A part of a constraint that the registry cannot evaluate: this program fetches rows of each resource, and tests them.
 *
 * @param why what the registry lacks and what happens instead, for people
 * @param wanted the rows that the test needs
 */
public record LocalCheck(String why, List<Wanted> wanted, Test test) {
    public LocalCheck {
        wanted = List.copyOf(wanted);
    }

    /**
     * Rows of one table.
     *
     * @param columns the columns that the test reads, in its order, the ivoid first
     * @param where null for all rows
     */
    public record Wanted(
            String table, List<String> columns, @Nullable String where) {
        public Wanted {
            columns = List.copyOf(columns);
        }
    }

    /** Tests one resource. */
    @FunctionalInterface
    public interface Test {
        /**
         * @param rows its rows of each wanted table, in that order; empty if it has none
         * @param notes takes faults of the rows, for people
         */
        boolean accepts(List<List<RegistryRow>> rows, Consumer<String> notes);
    }
}
