package org.skytrawl.simvo.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** The tables of the relational registry (RegTAP 1.2 section 8), their columns in the order of a row. */
final class RegTapTables {
    static final Table RESOURCE = table(
            "resource",
            "The resources, with what holds for them as a whole",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("res_type", ColumnType.TEXT, null),
            column("created", ColumnType.TEXT, null).withXtype("timestamp"),
            column("short_name", ColumnType.TEXT, null),
            column("res_title", ColumnType.TEXT, null),
            column("updated", ColumnType.TEXT, null).withXtype("timestamp"),
            column("content_level", ColumnType.TEXT, null),
            column("res_description", ColumnType.TEXT, null),
            column("reference_url", ColumnType.TEXT, null),
            column("creator_seq", ColumnType.TEXT, null),
            column("content_type", ColumnType.TEXT, null),
            column("source_format", ColumnType.TEXT, null),
            column("source_value", ColumnType.TEXT, null),
            column("res_version", ColumnType.TEXT, null),
            column("region_of_regard", ColumnType.REAL, null),
            column("waveband", ColumnType.TEXT, null),
            column("rights", ColumnType.TEXT, null),
            column("rights_uri", ColumnType.TEXT, null),
            column("harvested_from", ColumnType.TEXT, null));

    static final Table RES_ROLE = table(
            "res_role",
            "People and organisations",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("role_name", ColumnType.TEXT, null),
            column("role_ivoid", ColumnType.TEXT, null),
            column("street_address", ColumnType.TEXT, null),
            column("email", ColumnType.TEXT, null),
            column("telephone", ColumnType.TEXT, null),
            column("logo", ColumnType.TEXT, null),
            column("base_role", ColumnType.TEXT, null));

    static final Table RES_SUBJECT = table(
            "res_subject",
            "Subjects",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("res_subject", ColumnType.TEXT, null));

    static final Table SUBJECT_UAT = table(
            "subject_uat",
            "Subjects as concepts of the UAT",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("uat_concept", ColumnType.TEXT, null));

    static final Table CAPABILITY = table(
            "capability",
            "What resources can do",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("cap_index", ColumnType.SHORT, null),
            column("cap_type", ColumnType.TEXT, null),
            column("cap_description", ColumnType.TEXT, null),
            column("standard_id", ColumnType.TEXT, null));

    static final Table RES_SCHEMA = table(
            "res_schema",
            "Sets of tables",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("schema_index", ColumnType.SHORT, null),
            column("schema_description", ColumnType.TEXT, null),
            column("schema_name", ColumnType.TEXT, null),
            column("schema_title", ColumnType.TEXT, null),
            column("schema_utype", ColumnType.TEXT, null));

    static final Table RES_TABLE = table(
            "res_table",
            "Tables",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("schema_index", ColumnType.SHORT, null),
            column("table_description", ColumnType.TEXT, null),
            column("table_name", ColumnType.TEXT, null),
            column("table_index", ColumnType.SHORT, null),
            column("table_title", ColumnType.TEXT, null),
            column("table_type", ColumnType.TEXT, null),
            column("table_utype", ColumnType.TEXT, null),
            column("nrows", ColumnType.LONG, null));

    static final Table TABLE_COLUMN = table(
            "table_column",
            "Columns of tables",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("table_index", ColumnType.SHORT, null),
            column("name", ColumnType.TEXT, null),
            column("ucd", ColumnType.TEXT, null),
            column("unit", ColumnType.TEXT, null),
            column("utype", ColumnType.TEXT, null),
            column("std", ColumnType.SHORT, null),
            column("datatype", ColumnType.TEXT, null),
            column("extended_schema", ColumnType.TEXT, null),
            column("extended_type", ColumnType.TEXT, null),
            column("arraysize", ColumnType.TEXT, null),
            column("delim", ColumnType.TEXT, null),
            column("type_system", ColumnType.TEXT, null),
            column("flag", ColumnType.TEXT, null),
            column("column_description", ColumnType.TEXT, null));

    static final Table INTERFACE = table(
            "interface",
            "Ways to ask",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("cap_index", ColumnType.SHORT, null),
            column("intf_index", ColumnType.SHORT, null),
            column("intf_type", ColumnType.TEXT, null),
            column("intf_role", ColumnType.TEXT, null),
            column("std_version", ColumnType.TEXT, null),
            column("query_type", ColumnType.TEXT, null),
            column("result_type", ColumnType.TEXT, null),
            column("wsdl_url", ColumnType.TEXT, null),
            column("url_use", ColumnType.TEXT, null),
            column("access_url", ColumnType.TEXT, null),
            column("mirror_url", ColumnType.TEXT, null),
            column("authenticated_only", ColumnType.SHORT, null));

    static final Table INTF_PARAM = table(
            "intf_param",
            "Parameters of interfaces",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("intf_index", ColumnType.SHORT, null),
            column("name", ColumnType.TEXT, null),
            column("ucd", ColumnType.TEXT, null),
            column("unit", ColumnType.TEXT, null),
            column("utype", ColumnType.TEXT, null),
            column("std", ColumnType.SHORT, null),
            column("datatype", ColumnType.TEXT, null),
            column("extended_schema", ColumnType.TEXT, null),
            column("extended_type", ColumnType.TEXT, null),
            column("arraysize", ColumnType.TEXT, null),
            column("delim", ColumnType.TEXT, null),
            column("param_use", ColumnType.TEXT, null),
            column("param_description", ColumnType.TEXT, null));

    static final Table RELATIONSHIP = table(
            "relationship",
            "How resources relate to each other",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("relationship_type", ColumnType.TEXT, null),
            column("related_id", ColumnType.TEXT, null),
            column("related_name", ColumnType.TEXT, null));

    static final Table VALIDATION = table(
            "validation",
            "Validation levels",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("validated_by", ColumnType.TEXT, null),
            column("val_level", ColumnType.SHORT, null),
            column("cap_index", ColumnType.SHORT, null));

    static final Table RES_DATE = table(
            "res_date",
            "Dates",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("date_value", ColumnType.TEXT, null).withXtype("timestamp"),
            column("value_role", ColumnType.TEXT, null));

    static final Table RES_DETAIL = table(
            "res_detail",
            "Details that have no column of their own",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("cap_index", ColumnType.SHORT, null),
            column("detail_xpath", ColumnType.TEXT, null),
            column("detail_value", ColumnType.TEXT, null));

    static final Table ALT_IDENTIFIER = table(
            "alt_identifier",
            "Other identifiers",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("alt_identifier", ColumnType.TEXT, null));

    static final Table STC_SPATIAL = table(
            "stc_spatial",
            "Coverage in space",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("coverage", ColumnType.TEXT, null).withXtype("moc"),
            column("ref_system_name", ColumnType.TEXT, null));

    static final Table STC_TEMPORAL = table(
            "stc_temporal",
            "Coverage in time",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("time_start", ColumnType.REAL, "d"),
            column("time_end", ColumnType.REAL, "d"));

    static final Table STC_SPECTRAL = table(
            "stc_spectral",
            "Coverage in spectral energy",
            column("ivoid", ColumnType.TEXT, null).withIndex(),
            column("spectral_start", ColumnType.REAL, "J"),
            column("spectral_end", ColumnType.REAL, "J"));

    static final Table TAP_TABLE = table(
            "tap_table",
            "Tables that can be queried, with the TAP service that has them",
            column("resid", ColumnType.TEXT, null),
            column("svcid", ColumnType.TEXT, null).withIndex(),
            column("res_title", ColumnType.TEXT, null),
            column("table_name", ColumnType.TEXT, null),
            column("table_title", ColumnType.TEXT, null),
            column("table_description", ColumnType.TEXT, null),
            column("table_utype", ColumnType.TEXT, null));

    static final List<Table> ALL = List.of(
            RESOURCE,
            RES_ROLE,
            RES_SUBJECT,
            SUBJECT_UAT,
            CAPABILITY,
            RES_SCHEMA,
            RES_TABLE,
            TABLE_COLUMN,
            INTERFACE,
            INTF_PARAM,
            RELATIONSHIP,
            VALIDATION,
            RES_DATE,
            RES_DETAIL,
            ALT_IDENTIFIER,
            STC_SPATIAL,
            STC_TEMPORAL,
            STC_SPECTRAL,
            TAP_TABLE);

    private RegTapTables() {}

    private static Table table(String name, String description, Column... columns) {
        return new Table("rr", name, null, description, List.of(columns));
    }

    private static Column column(String name, ColumnType type, @Nullable String unit) {
        String description = "RegTAP's " + name.replace('_', ' ');
        return Column.of(name, type, description).with(unit, null, null).standard();
    }
}
