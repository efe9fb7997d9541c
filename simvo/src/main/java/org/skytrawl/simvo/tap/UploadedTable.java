package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/**
 * A table that came with a query.
 *
 * @param table its description
 * @param rows a value or null for each column
 */
record UploadedTable(Table table, List<@Nullable Object[]> rows) {}
