package org.skytrawl.registry.query;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/** Pieces of ADQL 2.0. */
final class Adql {
    private Adql() {}

    /** A character string literal (ADQL 2.0 section 2.1.4). */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@code column IN ('a', 'b')}. */
    static String in(String column, Collection<String> values) {
        return column + " IN (" + values.stream().map(Adql::literal).collect(Collectors.joining(", ")) + ")";
    }

    /** Resources with a row of a table. */
    static String having(String table, String where) {
        return "ivoid IN (SELECT ivoid FROM " + table + " WHERE " + where + ")";
    }

    /** Resources without a row of a table. */
    static String lacking(String table, String where) {
        return "ivoid NOT IN (SELECT ivoid FROM " + table + " WHERE " + where + ")";
    }

    /** Joined by OR, in parentheses if there are several. */
    static String any(Collection<String> conditions) {
        String all = String.join(" OR ", conditions);
        return conditions.size() == 1 ? all : "(" + all + ")";
    }

    /** {@code column LIKE 'a' OR column LIKE 'b'}. */
    static String like(String column, Stream<String> patterns) {
        return patterns.map(pattern -> column + " LIKE " + literal(pattern)).collect(Collectors.joining(" OR "));
    }

    /** Adds resources without a declared row in the table, if they count. */
    static String orUndeclared(String matching, String table, String declared, boolean inclusive) {
        return inclusive ? "(" + matching + " OR " + lacking(table, declared) + ")" : matching;
    }

    /** Refuses a registry that lacks a table or column, as it cannot answer. */
    static void needs(RegistryFeatures features, String table, String... columns) throws RegistryFailure {
        if (!features.hasTable(table)) {
            throw RegistryFailure.lacks("it has no table " + table);
        }
        for (String column : columns) {
            if (!features.hasColumn(table, column)) {
                throw RegistryFailure.lacks("its table " + table + " has no column " + column);
            }
        }
    }
}
