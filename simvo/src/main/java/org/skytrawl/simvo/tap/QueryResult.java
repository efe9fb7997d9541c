package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;

/**
 * The answer to a query.
 *
 * @param columns what is known of them
 * @param names as the answer calls them
 * @param rows a value or null for each column
 * @param overflow whether there were more
 */
record QueryResult(List<Column> columns, List<String> names, List<@Nullable Object[]> rows, boolean overflow) {
    QueryResult {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
    }
}
