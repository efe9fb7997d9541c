package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;

/**
 * The answer to a query.
 *
 * @param names their names in the answer
 * @param rows a value or null for each column
 * @param overflow whether there are more rows
 */
record QueryResult(List<Column> columns, List<String> names, List<@Nullable Object[]> rows, boolean overflow) {
    QueryResult {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
    }
}
