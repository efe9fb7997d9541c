package org.skytrawl.registry.search;

/** The one place that knows how a resource counts that declares nothing on an axis. */
final class Undeclared {
    private Undeclared() {}

    /**
     * A condition, and resources without any row that declares something if they count: those with no row at all, too.
     *
     * @param matching the condition on resources
     * @param declared the condition on rows of the table that declare something
     */
    static String counted(String matching, String table, String declared, boolean inclusive) {
        return inclusive ? "(" + matching + " OR " + Adql.lacking(table, declared) + ")" : matching;
    }
}
