package org.skytrawl.parquet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;

/**
 * What a Parquet file has besides its rows.
 *
 * @param name of the schema
 * @param texts key and value metadata of the footer, in this order
 * @param sortedBy the required column of integers by which all rows are sorted, ascending; null if there is none
 * @param groupRows the most rows of a row group
 * @param pageRows the most rows of a page
 */
public record ParquetTable<T>(
        String name,
        List<ParquetColumn<T>> columns,
        Map<String, String> texts,
        @Nullable String sortedBy,
        int groupRows,
        int pageRows) {
    public ParquetTable {
        columns = List.copyOf(columns);
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no columns");
        }
        if (columns.stream().map(ParquetColumn::name).distinct().count() < columns.size()) {
            throw new IllegalArgumentException("table " + name + " has two columns of one name");
        }
        if (groupRows < 1 || pageRows < 1) {
            throw new IllegalArgumentException(
                    "row groups and pages have at least 1 row, not " + groupRows + " and " + pageRows);
        }
        String sorted = sortedBy;
        if (sorted != null
                && columns.stream()
                        .noneMatch(column -> column.name().equals(sorted)
                                && column.required()
                                && column.type() == ObsCoreColumn.Type.INTEGER)) {
            throw new IllegalArgumentException("rows are sorted by a required column of integers, not by " + sorted);
        }
    }

    /** The place of the column by which rows are sorted; -1 if there is none. */
    int sortColumn() {
        return columns.stream().map(ParquetColumn::name).toList().indexOf(sortedBy);
    }
}
