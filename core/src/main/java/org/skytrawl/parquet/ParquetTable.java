package org.skytrawl.parquet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Parquet file has besides its rows.
 *
 * @param name of the schema
 * @param texts key and value metadata of the footer, in this order
 * @param groupRows the most rows of a row group
 * @param pageRows the most rows of a page
 */
public record ParquetTable<T>(
        String name, List<ParquetColumn<T>> columns, Map<String, String> texts, int groupRows, int pageRows) {
    public ParquetTable {
        columns = List.copyOf(columns);
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no columns");
        }
        if (groupRows < 1 || pageRows < 1) {
            throw new IllegalArgumentException(
                    "row groups and pages have at least 1 row, not " + groupRows + " and " + pageRows);
        }
    }
}
