package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.skytrawl.registry.access.RegTapQuery;
import org.skytrawl.registry.access.RegistryFeatures;

/**
 * The tables that describe resources (RegTAP 1.2 section 8), and the columns that are read. Columns that came with RegTAP 1.1
 * or 1.2, and GAVO's own, are optional.
 */
enum ReadTable {
    RESOURCE(
            "rr.resource",
            "ivoid res_type res_title",
            "short_name res_description reference_url content_level content_type source_format source_value creator_seq"
                    + " created updated res_version region_of_regard waveband rights rights_uri"),
    CAPABILITY("rr.capability", "ivoid cap_index standard_id", "cap_type cap_description"),
    INTERFACE(
            "rr.interface",
            "ivoid cap_index intf_type access_url",
            "intf_index intf_role std_version url_use result_type mirror_url authenticated_only"),
    ROLE("rr.res_role", "ivoid role_name base_role", "role_ivoid email"),
    SUBJECT("rr.res_subject", "ivoid res_subject", ""),
    SUBJECT_UAT("rr.subject_uat", "ivoid uat_concept", ""),
    DATE("rr.res_date", "ivoid date_value", "value_role"),
    ALT_IDENTIFIER("rr.alt_identifier", "ivoid alt_identifier", ""),
    RELATIONSHIP("rr.relationship", "ivoid relationship_type", "related_id related_name"),
    VALIDATION("rr.validation", "ivoid val_level", "validated_by cap_index"),
    DETAIL("rr.res_detail", "ivoid detail_xpath detail_value", "cap_index"),
    SPATIAL("rr.stc_spatial", "ivoid coverage", "ref_system_name"),
    SPECTRAL("rr.stc_spectral", "ivoid spectral_start spectral_end", ""),
    TEMPORAL("rr.stc_temporal", "ivoid time_start time_end", ""),

    /** Read on demand only: there can be thousands of rows. */
    TABLE("rr.res_table", "ivoid table_index table_name", "table_title table_description table_type table_utype nrows"),

    COLUMN("rr.table_column", "ivoid table_index name", "datatype arraysize unit ucd utype std column_description");

    /** The only detail that is read: TAP services have hundreds of others. */
    static final String DATA_MODEL = RegTapQuery.DATA_MODEL;

    private final String table;
    /** Names separated by blanks, as an enum should be immutable. */
    private final String needed;

    private final String optional;

    ReadTable(String table, String needed, String optional) {
        this.table = table;
        this.needed = needed;
        this.optional = optional;
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    String table() {
        return table;
    }

    /** The needed columns that a registry lacks. */
    List<String> missing(RegistryFeatures features) {
        return lacking(needed, features);
    }

    /** The optional columns that a registry lacks. */
    List<String> without(RegistryFeatures features) {
        return lacking(optional, features);
    }

    private List<String> lacking(String columns, RegistryFeatures features) {
        return names(columns).stream()
                .filter(column -> !features.hasColumn(table, column))
                .toList();
    }

    /** The columns to read, the ivoid first. */
    List<String> columns(RegistryFeatures features) {
        List<String> columns = new ArrayList<>(names(needed));
        columns.addAll(names(optional));
        columns.removeAll(without(features));
        return columns;
    }

    RegTapQuery query(RegistryFeatures features, Collection<String> ivoids) {
        return this == DETAIL
                ? new RegTapQuery(table, columns(features), table, "detail_xpath = '" + DATA_MODEL + "'").among(ivoids)
                : RegTapQuery.of(table, columns(features), ivoids);
    }
}
