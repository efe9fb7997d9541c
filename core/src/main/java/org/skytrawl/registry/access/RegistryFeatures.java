package org.skytrawl.registry.access;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skytrawl.protocol.obstap.TapCapabilities;

/**
 * What a registry can do, as its TAP_SCHEMA and its capabilities say. Names of tables, columns and functions go in any case.
 *
 * @param columns the columns of each table of schema {@code rr}, all names in lower case and without quotes
 * @param functions the names in lower case of the user defined functions that it declares
 * @param hasUnion whether it declares UNION (ADQL 2.1 section 4.7)
 * @param hasMoc whether it declares MOC as a geometry (as GAVO's does: {@code
 *     ivo://org.gavo.dc/std/exts#extra-adql-keywords})
 * @param hasGeometry whether it declares CONTAINS and INTERSECTS (ADQL 2.0 section 2.4)
 */
public record RegistryFeatures(
        Map<String, Set<String>> columns,
        Set<String> functions,
        boolean hasUnion,
        boolean hasMoc,
        boolean hasGeometry) {
    /** Keeps its own copies. */
    public RegistryFeatures {
        Map<String, Set<String>> copy = new TreeMap<>();
        columns.forEach((table, own) -> copy.put(table.toLowerCase(Locale.ROOT), lower(own)));
        columns = java.util.Collections.unmodifiableMap(copy);
        functions = lower(functions);
    }

    static RegistryFeatures of(RegistryTables tables, TapCapabilities capabilities) {
        return new RegistryFeatures(
                tables.columns(),
                capabilities.functions(),
                capabilities.has(TapCapabilities.SETS, "UNION"),
                capabilities.has("ivo://org.gavo.dc/std/exts#extra-adql-keywords", "MOC"),
                capabilities.has(TapCapabilities.GEOMETRY, "CONTAINS")
                        && capabilities.has(TapCapabilities.GEOMETRY, "INTERSECTS"));
    }

    /** Whether it has a table, such as {@code rr.stc_spatial}. */
    public boolean hasTable(String table) {
        return columns.containsKey(table.toLowerCase(Locale.ROOT));
    }

    /** Whether it has a column of a table. */
    public boolean hasColumn(String table, String column) {
        return columns.getOrDefault(table.toLowerCase(Locale.ROOT), Set.of()).contains(column.toLowerCase(Locale.ROOT));
    }

    /** Whether it declares a user defined function, such as {@code ivo_hasword}. */
    public boolean hasFunction(String name) {
        return functions.contains(name.toLowerCase(Locale.ROOT));
    }

    /** How many names of tables, columns and functions there are, a long one counting for several. */
    long names() {
        long letters = functions.stream().mapToLong(String::length).sum();
        for (Map.Entry<String, Set<String>> table : columns.entrySet()) {
            letters += table.getKey().length();
            letters += table.getValue().stream().mapToLong(String::length).sum();
        }
        return functions.size() + columns.values().stream().mapToLong(Set::size).sum() + letters / 50;
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
