package org.skytrawl.simvo.tap;

import org.skytrawl.simvo.votable.Table;

/**
 * A table that a query may read.
 *
 * @param table as the site knows it
 * @param sqlSchema the schema in which the database keeps it
 */
record TableRef(Table table, String sqlSchema) {
    /** Schema and table as SQL writes them. */
    String sql() {
        return '"' + sqlSchema + "\"." + AdqlWords.sql(table.name());
    }
}
