package org.skytrawl.simvo.tap;

import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

record TableRef(Table table, String sqlSchema) {
    String sql() {
        return '"' + sqlSchema + "\"." + AdqlWords.sql(table.name());
    }

    /** The tables that a query can name. */
    @FunctionalInterface
    interface Names {
        @Nullable
        TableRef find(String schema, String name) throws TapError;
    }
}
