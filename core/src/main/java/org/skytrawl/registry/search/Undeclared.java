package org.skytrawl.registry.search;

/** Says how a resource counts that declares nothing on an axis. */
final class Undeclared {
    private Undeclared() {}

    /**
     * @param matching the condition on resources
     * @param declared the condition on rows of the table that declare something
     * @param inclusive whether to add the resources without such a row
     */
    static String counted(String matching, String table, String declared, boolean inclusive) {
        return inclusive ? "(" + matching + " OR " + Adql.lacking(table, declared) + ")" : matching;
    }
}
