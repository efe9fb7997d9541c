package org.skytrawl.registry.access;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;

/** The tables and columns of a registry, from its TAP_SCHEMA (TAP 1.1 section 4). */
public final class RegistryTables {
    private final Map<String, Set<String>> columns = new TreeMap<>();

    RegistryTables(List<RegistryRow> rows) {
        for (RegistryRow row : rows) {
            columns.computeIfAbsent(plain(row.text(0)), key -> new HashSet<>()).add(plain(row.text(1)));
        }
    }

    /** In lower case, without quotes. */
    private static String plain(@Nullable String name) {
        return name == null ? "" : name.replace("\"", "").strip().toLowerCase(Locale.ROOT);
    }

    Map<String, Set<String>> columns() {
        return columns;
    }

    public boolean has(String table, String column) {
        return columns.getOrDefault(table, Set.of()).contains(column);
    }

    boolean hasAll(RegTapQuery query) {
        return query.columns().stream().allMatch(column -> has(query.table(), column));
    }

    public void checkComplete() throws RegistryFailure {
        for (RegTapQuery query :
                List.of(RegTapQuery.RESOURCES, RegTapQuery.TABLES, RegTapQuery.DETAILS, RegTapQuery.RELATIONSHIPS)) {
            for (String column : query.columns()) {
                require(query.table(), column);
            }
        }
        for (String column : RegTapQuery.interfaces(false, false).columns()) {
            require(column.equals("standard_id") ? "rr.capability" : "rr.interface", column);
        }
    }

    private void require(String table, String column) throws RegistryFailure {
        if (!columns.containsKey(table)) {
            throw new RegistryFailure("it has no table " + table);
        }
        if (!has(table, column)) {
            throw new RegistryFailure("its table " + table + " has no column " + column);
        }
    }

    public Set<Axis> coverageAxes() {
        Set<Axis> axes = EnumSet.noneOf(Axis.class);
        if (hasAll(RegTapQuery.spatial(false))) {
            axes.add(Axis.SPACE);
        }
        if (hasAll(RegTapQuery.SPECTRAL)) {
            axes.add(Axis.SPECTRUM);
        }
        if (hasAll(RegTapQuery.TEMPORAL)) {
            axes.add(Axis.TIME);
        }
        return axes;
    }

    public static String coverageTable(Axis axis) {
        return switch (axis) {
            case SPACE -> "rr.stc_spatial";
            case SPECTRUM -> "rr.stc_spectral";
            case TIME -> "rr.stc_temporal";
            case PRODUCT_TYPE -> throw new IllegalArgumentException("coverage has no product types");
        };
    }
}
