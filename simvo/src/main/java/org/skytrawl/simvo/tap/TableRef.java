package org.skytrawl.simvo.tap;

import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/**
 * A table that a query may read.
 *
 * @param table as the site knows it
 * @param sqlSchema its schema in the database
 */
record TableRef(Table table, String sqlSchema) {
    String sql() {
        return '"' + sqlSchema + "\"." + AdqlWords.sql(table.name());
    }

    /** The tables that a query can name. */
    @FunctionalInterface
    interface Names {
        /**
         * The table of these names, or null if there is none.
         *
         * @throws TapError if it cannot be made available
         */
        @Nullable
        TableRef find(String schema, String name) throws TapError;
    }
}
