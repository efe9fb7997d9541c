package org.skytrawl.registry.search;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryRow;

/**
 * What is looked at here since a registry cannot say it: rows are fetched of each resource, and tested.
 *
 * @param why what the registry lacks, and what is done here therefore, for people
 * @param wanted the rows that the test needs
 */
public record LocalCheck(String why, List<Wanted> wanted, Test test) {
    public LocalCheck {
        wanted = List.copyOf(wanted);
    }

    /**
     * Rows of one table.
     *
     * @param columns in the order in which the test reads them, the first being the ivoid
     * @param where which rows, or null for all
     */
    public record Wanted(
            String table, List<String> columns, @Nullable String where) {
        public Wanted {
            columns = List.copyOf(columns);
        }
    }

    /** Whether one resource is what is sought. */
    @FunctionalInterface
    public interface Test {
        /**
         * Looks at one resource.
         *
         * @param rows its rows of each table wanted, in that order; empty where it has none
         * @param notes takes what is wrong with them, for people
         */
        boolean accepts(List<List<RegistryRow>> rows, Consumer<String> notes);
    }
}
