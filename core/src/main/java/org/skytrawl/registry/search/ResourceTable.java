package org.skytrawl.registry.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a resource, with its columns (RegTAP 1.2 sections 8.5 and 8.6). Texts are exactly as the registry sent them.
 * Members are null if the record does not give them.
 *
 * @param name as written in a query
 * @param title for people
 * @param rows the approximate number of rows
 */
public record ResourceTable(
        String name,
        @Nullable String title,
        @Nullable String description,
        Kind kind,
        @Nullable Long rows,
        List<Column> columns) {
    public ResourceTable {
        columns = List.copyOf(columns);
    }

    /**
     * The kind of a table.
     *
     * @param type its role, such as {@code output}
     * @param utype its data model, in lower case
     */
    public record Kind(@Nullable String type, @Nullable String utype) {}

    /** A column. */
    public record Column(
            String name,
            Values values,
            Meaning meaning,
            @Nullable String description) {}

    /**
     * The values of a column.
     *
     * @param arraysize shape of an array value; null for none
     */
    public record Values(
            @Nullable String datatype,
            @Nullable String arraysize,
            @Nullable String unit) {}

    /**
     * The meaning of a column.
     *
     * @param ucd in lower case
     * @param utype its role in a data model, in lower case
     * @param std whether a standard defines it
     */
    public record Meaning(@Nullable String ucd, @Nullable String utype, boolean std) {}
}
