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

/** The tables and columns of a registry, from its TAP_SCHEMA (TAP 1.1 section 4), VOSI tables, or by RegTAP's word. */
public final class RegistryTables {
    /** RegTAP 1.1 section 8. */
    private static final String STANDARD = """
            rr.resource ivoid res_type created short_name res_title updated content_level res_description reference_url\
             creator_seq content_type source_format source_value res_version region_of_regard waveband rights rights_uri\
             harvested_from
            rr.res_role ivoid role_name role_ivoid street_address email telephone logo base_role
            rr.res_subject ivoid res_subject
            rr.capability ivoid cap_index cap_type cap_description standard_id
            rr.res_schema ivoid schema_index schema_description schema_name schema_title schema_utype
            rr.res_table ivoid schema_index table_description table_name table_index table_title table_type table_utype
            rr.table_column ivoid table_index name ucd unit utype std datatype extended_schema extended_type arraysize\
             delim type_system flag column_description
            rr.interface ivoid cap_index intf_index intf_type intf_role std_version query_type result_type wsdl_url\
             url_use access_url mirror_url authenticated_only
            rr.intf_param ivoid intf_index name ucd unit utype std datatype extended_schema extended_type arraysize delim\
             param_use param_description
            rr.relationship ivoid relationship_type related_id related_name
            rr.validation ivoid validated_by val_level cap_index
            rr.res_date ivoid date_value value_role
            rr.res_detail ivoid cap_index detail_xpath detail_value
            rr.alt_identifier ivoid alt_identifier
            """;

    /**
     * Columns that came later or that Skytrawl can do without. By whether it refuses them a registry shows what it has; of
     * each table the first list that it accepts counts.
     */
    static final List<List<String>> TRIED = List.of(
            List.of("rr.resource", "ivoid", "updated"),
            List.of("rr.resource", "ivoid"),
            List.of("rr.interface", "ivoid", "authenticated_only", "mirror_url"),
            List.of("rr.interface", "ivoid", "authenticated_only"),
            List.of("rr.stc_spatial", "ivoid", "coverage", "ref_system_name"),
            List.of("rr.stc_spatial", "ivoid", "coverage"),
            List.of("rr.stc_spectral", "ivoid", "spectral_start", "spectral_end"),
            List.of("rr.stc_temporal", "ivoid", "time_start", "time_end"));

    private final Map<String, Set<String>> columns = new TreeMap<>();

    RegistryTables(List<RegistryRow> rows) {
        for (RegistryRow row : rows) {
            columns.computeIfAbsent(plain(row.text(0)), key -> new HashSet<>()).add(plain(row.text(1)));
        }
    }

    private RegistryTables(Map<String, Set<String>> columns) {
        this.columns.putAll(columns);
    }

    /**
     * The standard tables, but of those in {@link #TRIED} the tried columns only as far as accepted.
     *
     * @param listed the tables of VOSI, which precede; of a table without columns those above count. Empty if unknown
     */
    static RegistryTables accepting(List<List<String>> accepted, Map<String, Set<String>> listed) {
        Map<String, Set<String>> columns = standard();
        for (List<String> tried : TRIED) {
            columns.computeIfAbsent(tried.getFirst(), table -> new HashSet<>())
                    .removeAll(tried.subList(2, tried.size()));
        }
        for (List<String> has : accepted) {
            columns.computeIfAbsent(has.getFirst(), table -> new HashSet<>()).addAll(has.subList(1, has.size()));
        }
        if (!listed.isEmpty()) {
            columns.keySet().retainAll(listed.keySet());
            listed.forEach((table, own) -> columns.merge(table, own, (word, seen) -> seen.isEmpty() ? word : seen));
        }
        return new RegistryTables(columns);
    }

    private static Map<String, Set<String>> standard() {
        Map<String, Set<String>> columns = new TreeMap<>();
        STANDARD.lines().forEach(line -> {
            List<String> names = List.of(line.split(" ", -1));
            columns.put(names.getFirst(), new HashSet<>(names.subList(1, names.size())));
        });
        return columns;
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
