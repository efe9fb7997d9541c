package org.skytrawl.registry.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skytrawl.registry.access.RegistryFeatures;

/** Registries that can do all, or not quite. */
final class SomeRegistries {
    private static final Set<String> FUNCTIONS = Set.of("ivo_hasword", "ivo_nocasematch", "ivo_hashlist_has");

    /** As GAVO's. */
    static final RegistryFeatures FULL = new RegistryFeatures(tables(), FUNCTIONS, true, true, true);

    static final RegistryFeatures WITHOUT_UNION = new RegistryFeatures(tables(), FUNCTIONS, false, true, true);
    static final RegistryFeatures WITHOUT_MOC = new RegistryFeatures(tables(), FUNCTIONS, true, false, true);
    static final RegistryFeatures WITHOUT_FUNCTIONS = new RegistryFeatures(tables(), Set.of(), false, false, false);

    private SomeRegistries() {}

    private static Map<String, Set<String>> tables() {
        Map<String, Set<String>> tables = new TreeMap<>();
        for (String table : new String[] {
            "rr.resource(ivoid,res_type,res_title,res_description,waveband)",
            "rr.res_role(ivoid,role_name,base_role)",
            "rr.res_subject(ivoid,res_subject)",
            "rr.subject_uat(ivoid,uat_concept)",
            "rr.capability(ivoid,cap_index,standard_id)",
            "rr.interface(ivoid,cap_index,intf_type,intf_role,std_version,access_url)",
            "rr.res_table(ivoid,table_name,table_utype)",
            "rr.table_column(ivoid,ucd)",
            "rr.res_detail(ivoid,cap_index,detail_xpath,detail_value)",
            "rr.relationship(ivoid,relationship_type,related_id)",
            "rr.stc_spatial(ivoid,coverage,ref_system_name)",
            "rr.stc_spectral(ivoid,spectral_start,spectral_end)",
            "rr.stc_temporal(ivoid,time_start,time_end)"
        }) {
            String[] parts = table.split("[(),]", -1);
            tables.put(parts[0], Arrays.stream(parts).skip(1).collect(Collectors.toSet()));
        }
        return tables;
    }

    static RegistryFeatures without(String table) {
        return withColumns(table, Set.of());
    }

    static RegistryFeatures withoutColumn(String table, String column) {
        return withColumns(
                table,
                FULL.columns().get(table).stream()
                        .filter(name -> !name.equals(column))
                        .collect(Collectors.toSet()));
    }

    private static RegistryFeatures withColumns(String table, Set<String> columns) {
        Map<String, Set<String>> others = new HashMap<>(FULL.columns());
        if (columns.isEmpty()) {
            others.remove(table);
        } else {
            others.put(table, columns);
        }
        return new RegistryFeatures(others, FUNCTIONS, true, true, true);
    }
}
