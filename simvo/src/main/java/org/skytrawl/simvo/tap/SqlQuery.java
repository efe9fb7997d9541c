package org.skytrawl.simvo.tap;

import java.util.List;
import java.util.Map;

/**
 * A query as the database understands it.
 *
 * @param sql its text
 * @param written how the query wrote the names that it gave to columns, by their names in SQL
 * @param tables those it reads
 */
record SqlQuery(String sql, Map<String, String> written, List<TableRef> tables) {
    SqlQuery {
        written = Map.copyOf(written);
        tables = List.copyOf(tables);
    }
}
