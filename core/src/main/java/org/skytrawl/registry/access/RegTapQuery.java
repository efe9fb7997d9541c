package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.StandardId;
import org.skytrawl.model.TableModel;

/** A bulk query, ordered by its first column, so that a truncated answer can be continued. ADQL 2.0. */
public record RegTapQuery(String table, List<String> columns, String from, String where) {
    /** Values of {@code detail_xpath} in {@code rr.res_detail}. */
    public static final String DATA_MODEL = "/capability/dataModel/@ivo-id";

    public static final String MAX_RECORDS = "/capability/maxRecords";
    /** SimpleDALRegExt, for SSA: degrees. */
    public static final String MAX_SEARCH_RADIUS = "/capability/maxSearchRadius";

    /** SimpleDALRegExt, for SSA. */
    public static final String DATA_SOURCE = "/capability/dataSource";

    /** VODataService 1.3: of the resource, not of a capability. */
    public static final String PRODUCT_TYPE = "/productTypeServed";

    public static final String OUTPUT_LIMIT = "/capability/outputLimit/hard";
    public static final String OUTPUT_LIMIT_UNIT = "/capability/outputLimit/hard/@unit";

    /** Protocols that are queried themselves, and tables. */
    private static final String CAPABILITIES = "ivoid IN (SELECT ivoid FROM rr.capability WHERE "
            + anyLike("standard_id", standards(protocol -> protocol.table() == null)) + ")";

    private static final String TABLE_UTYPES = anyLike(
            "table_utype",
            Protocol.known().stream()
                    .map(Protocol::table)
                    .filter(Objects::nonNull)
                    .map(TableModel::utype));
    private static final String UTYPED = "ivoid IN (SELECT ivoid FROM rr.res_table WHERE " + TABLE_UTYPES + ")";

    /** Data models are compared here, as ADQL cannot compare without case. */
    private static final String DATA_MODELS =
            "ivoid IN (SELECT ivoid FROM rr.res_detail WHERE detail_xpath = '" + DATA_MODEL + "')";

    private static final String CANDIDATES = "(" + CAPABILITIES + " OR " + UTYPED + " OR " + DATA_MODELS + ")";

    public RegTapQuery {
        columns = List.copyOf(columns);
    }

    public static final RegTapQuery RESOURCES = of("rr.resource", CANDIDATES, "res_type", "res_title");

    public static final RegTapQuery UPDATED = of("rr.resource", CANDIDATES, "updated");

    public static final RegTapQuery TABLES = of(
            "rr.res_table",
            TABLE_UTYPES + " OR (ivoid IN (SELECT ivoid FROM rr.relationship"
                    + " WHERE relationship_type = 'isservedby') AND " + CANDIDATES + ")",
            "table_name",
            "table_utype");

    public static final RegTapQuery DETAILS = of(
            "rr.res_detail",
            "detail_xpath IN ('"
                    + String.join(
                            "', '",
                            DATA_MODEL,
                            MAX_RECORDS,
                            OUTPUT_LIMIT,
                            OUTPUT_LIMIT_UNIT,
                            MAX_SEARCH_RADIUS,
                            DATA_SOURCE,
                            PRODUCT_TYPE)
                    + "') AND " + CANDIDATES,
            "cap_index",
            "detail_xpath",
            "detail_value");

    public static final RegTapQuery RELATIONSHIPS =
            of("rr.relationship", "relationship_type = 'isservedby' AND " + CANDIDATES, "related_id");

    public static final RegTapQuery SPECTRAL = of("rr.stc_spectral", CANDIDATES, "spectral_start", "spectral_end");

    public static final RegTapQuery TEMPORAL = of("rr.stc_temporal", CANDIDATES, "time_start", "time_end");

    /** Capabilities with their interfaces; {@code authenticated_only} and {@code mirror_url} came with RegTAP 1.1. */
    public static RegTapQuery interfaces(boolean authenticatedOnly, boolean mirrorUrl) {
        List<String> columns = new ArrayList<>(
                List.of("ivoid", "cap_index", "standard_id", "intf_type", "intf_role", "std_version", "access_url"));
        if (authenticatedOnly) {
            columns.add("authenticated_only");
            if (mirrorUrl) {
                columns.add("mirror_url");
            }
        }
        return new RegTapQuery(
                "rr.interface",
                columns,
                "rr.capability NATURAL LEFT OUTER JOIN rr.interface",
                "(" + anyLike("standard_id", standards(protocol -> true)) + ") AND " + CANDIDATES);
    }

    /** {@code ref_system_name} is not in all registries. */
    public static RegTapQuery spatial(boolean refSystemName) {
        return refSystemName
                ? of("rr.stc_spatial", CANDIDATES, "coverage", "ref_system_name")
                : of("rr.stc_spatial", CANDIDATES, "coverage");
    }

    /** Ordered by table name, not by resource. */
    static RegTapQuery schema() {
        return new RegTapQuery(
                "TAP_SCHEMA.columns",
                List.of("table_name", "column_name"),
                "TAP_SCHEMA.columns",
                "table_name LIKE 'rr.%'");
    }

    /** @param ivoids exactly as the registry sent them, at least one */
    public RegTapQuery among(Collection<String> ivoids) {
        return new RegTapQuery(table, columns, from, "(" + where + ") AND " + isOneOf(ivoids));
    }

    /** @param columns the ivoid first */
    public static RegTapQuery of(String table, List<String> columns, Collection<String> ivoids) {
        return new RegTapQuery(table, columns, table, isOneOf(ivoids));
    }

    /** Without their keys, which later versions change. */
    private static Stream<String> standards(Predicate<Protocol> which) {
        return Protocol.known().stream()
                .filter(which)
                .flatMap(protocol -> protocol.standardIds().stream())
                .map(StandardId::standard);
    }

    /** Sorted and without duplicates, so that the text stays the same. */
    private static String anyLike(String column, Stream<String> beginnings) {
        return beginnings.collect(Collectors.toCollection(TreeSet::new)).stream()
                .map(beginning -> column + " LIKE '" + beginning + "%'")
                .collect(Collectors.joining(" OR "));
    }

    private static String isOneOf(Collection<String> ivoids) {
        return "ivoid IN (" + ivoids.stream().map(RegTapQuery::literal).collect(Collectors.joining(", ")) + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static RegTapQuery of(String table, String where, String... columns) {
        List<String> all = new ArrayList<>(List.of("ivoid"));
        all.addAll(List.of(columns));
        return new RegTapQuery(table, all, table, where);
    }

    /** @param first where to begin in the first column, exactly as the registry sent it; null for the beginning */
    public String adql(@Nullable String first) {
        String rest = first == null ? "" : " AND " + columns.getFirst() + " >= " + literal(first);
        return "SELECT " + String.join(", ", columns) + " FROM " + from + " WHERE (" + where + ")" + rest + " ORDER BY "
                + columns.getFirst();
    }
}
