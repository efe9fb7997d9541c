package org.skytrawl.registry.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a resource, with its columns (RegTAP 1.2 sections 8.5 and 8.6). Texts are as the registry gave them.
 *
 * @param name its name, as it is written in a query
 * @param title its name for people; null if not given
 * @param description what is in it; null if not given
 * @param type its role, such as {@code output}; null if not given
 * @param utype the data model that it stands for, in lower case; null if none
 * @param rows about how many rows it has; null if not given
 * @param columns its columns
 */
public record ResourceTable(
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String type,
        @Nullable String utype,
        @Nullable Long rows,
        List<Column> columns) {
    /** Keeps its own copies. */
    public ResourceTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param name its name
     * @param datatype type of its values; null if not given
     * @param arraysize shape of an array value; null for none
     * @param unit unit of its values; null if not given
     * @param ucd its UCD in lower case; null if not given
     * @param utype its role in a data model, in lower case; null if none
     * @param std whether a standard defines it
     * @param description what is in it; null if not given
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
