package org.skytrawl.registry.access;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.skytrawl.protocol.obstap.TapCapabilities;

/** What a registry can do, from its TAP_SCHEMA and its capabilities; names in lower case without quotes. */
public record RegistryFeatures(
        Map<String, Set<String>> columns,
        Set<String> functions,
        boolean hasUnion,
        boolean hasMoc,
        boolean hasGeometry) {
    public RegistryFeatures {
        Map<String, Set<String>> copy = new TreeMap<>();
        columns.forEach((table, own) -> copy.put(table.toLowerCase(Locale.ROOT), lower(own)));
        columns = Collections.unmodifiableMap(copy);
        functions = lower(functions);
    }

    static RegistryFeatures of(RegistryTables tables, TapCapabilities capabilities) {
        return new RegistryFeatures(
                tables.columns(),
                capabilities.functions(),
                capabilities.has(TapCapabilities.SETS, "UNION"),
                capabilities.hasMoc(),
                capabilities.has(TapCapabilities.GEOMETRY, "CONTAINS")
                        && capabilities.has(TapCapabilities.GEOMETRY, "INTERSECTS"));
    }

    public boolean hasTable(String table) {
        return columns.containsKey(table.toLowerCase(Locale.ROOT));
    }

    public boolean hasColumn(String table, String column) {
        return columns.getOrDefault(table.toLowerCase(Locale.ROOT), Set.of()).contains(column.toLowerCase(Locale.ROOT));
    }

    public boolean hasFunction(String name) {
        return functions.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The number of names of tables, columns and functions; a long name counts several times. */
    long names() {
        long letters = Stream.of(Stream.of(functions, columns.keySet()), columns.values().stream())
                .flatMap(sets -> sets)
                .flatMap(Set::stream)
                .mapToLong(String::length)
                .sum();
        return functions.size() + columns.values().stream().mapToLong(Set::size).sum() + letters / 50;
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
