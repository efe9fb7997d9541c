package org.skytrawl.registry.search;

import java.util.Collection;
import java.util.stream.Collectors;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.access.RegistryFeatures;

/** Pieces of ADQL 2.0. Texts of users appear in literals only. */
final class Adql {
    private static final int LONGEST_TEXT = 2_000;

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

    /** Whether LIKE would read a character as a wildcard; ADQL 2.0 has no escape. */
    static boolean hasWildcards(String text) {
        return text.indexOf('%') >= 0 || text.indexOf('_') >= 0;
    }

    /**
     * Adds resources that declare nothing on an axis, if they count.
     *
     * @param matching the condition on resources
     * @param declared the condition on rows of the table that declare something
     */
    static String orUndeclared(String matching, String table, String declared, boolean inclusive) {
        return inclusive ? "(" + matching + " OR " + lacking(table, declared) + ")" : matching;
    }

    /**
     * Strips a text from a user.
     *
     * @throws IllegalArgumentException if it is blank, too long, or has control characters
     */
    static String text(String what, String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (plain.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    what + " must not have more than " + LONGEST_TEXT + " characters, but has " + plain.length());
        }
        if (plain.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " '" + plain + "' has control characters");
        }
        return plain;
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
