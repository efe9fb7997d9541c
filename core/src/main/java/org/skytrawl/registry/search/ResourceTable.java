package org.skytrawl.registry.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a resource, with its columns (RegTAP 1.2 sections 8.5 and 8.6). Texts are exactly as the registry sent them.
 * Members are null if the record does not give them.
 *
 * @param name as written in a query
 * @param title for people
 * @param type its role, such as {@code output}
 * @param utype its data model, in lower case
 * @param rows the approximate number of rows
 */
public record ResourceTable(
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String type,
        @Nullable String utype,
        @Nullable Long rows,
        List<Column> columns) {
    public ResourceTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param arraysize shape of an array value; null for none
     * @param ucd in lower case
     * @param utype its role in a data model, in lower case
     * @param std whether a standard defines it
     */
    public record Column(
            String name,
            @Nullable String datatype,
            @Nullable String arraysize,
            @Nullable String unit,
            @Nullable String ucd,
            @Nullable String utype,
            boolean std,
            @Nullable String description) {}
}
