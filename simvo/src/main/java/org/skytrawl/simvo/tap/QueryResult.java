package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;

/** @param rows a value or null for each column */
record QueryResult(List<Column> columns, List<String> names, List<@Nullable Object[]> rows, boolean overflow) {}
