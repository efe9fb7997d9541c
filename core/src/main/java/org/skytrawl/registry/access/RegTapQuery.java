package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bulk query. It is ordered by its first column, the ivoid, so that an answer that is cut can be continued. Those by which
 * candidates are fetched keep to what ADQL 2.0 has everywhere: no functions, no unions.
 *
 * @param table the table it reads, for messages
 * @param columns columns in the order they are selected, the first being the one by which the answer is ordered
 * @param from the FROM clause's content
 * @param where the WHERE clause's content
 */
public record RegTapQuery(String table, List<String> columns, String from, String where) {
    /** XPaths of {@code rr.res_detail}. */
    public static final String DATA_MODEL = "/capability/dataModel/@ivo-id";

    public static final String MAX_RECORDS = "/capability/maxRecords";
    public static final String OUTPUT_LIMIT = "/capability/outputLimit/hard";
    public static final String OUTPUT_LIMIT_UNIT = "/capability/outputLimit/hard/@unit";

    private static final String SIA =
            "ivoid IN (SELECT ivoid FROM rr.capability WHERE standard_id LIKE 'ivo://ivoa.net/std/sia%')";
    private static final String OBSCORE_TABLES =
            "ivoid IN (SELECT ivoid FROM rr.res_table WHERE table_utype LIKE '" + StandardIds.OBSCORE_UTYPE + "%')";

    /** Data models are compared by us, as ADQL has no comparison without case. */
    private static final String DATA_MODELS =
            "ivoid IN (SELECT ivoid FROM rr.res_detail WHERE detail_xpath = '" + DATA_MODEL + "')";

    private static final String CANDIDATES = "(" + SIA + " OR " + OBSCORE_TABLES + " OR " + DATA_MODELS + ")";

    /** Keeps its own copy. */
    public RegTapQuery {
        columns = List.copyOf(columns);
    }

    public static final RegTapQuery RESOURCES = of("rr.resource", CANDIDATES, "res_type", "res_title");

    /** When each was changed, for updates. */
    public static final RegTapQuery UPDATED = of("rr.resource", CANDIDATES, "updated");

    public static final RegTapQuery TABLES = of(
            "rr.res_table",
            "table_utype LIKE '" + StandardIds.OBSCORE_UTYPE + "%' OR (ivoid IN (SELECT ivoid FROM rr.relationship"
                    + " WHERE relationship_type = 'isservedby') AND " + CANDIDATES + ")",
            "table_name",
            "table_utype");

    public static final RegTapQuery DETAILS = of(
            "rr.res_detail",
            "detail_xpath IN ('" + DATA_MODEL + "', '" + MAX_RECORDS + "', '"
                    + OUTPUT_LIMIT + "', '" + OUTPUT_LIMIT_UNIT + "') AND "
                    + CANDIDATES,
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
                "(standard_id LIKE 'ivo://ivoa.net/std/sia%' OR standard_id LIKE 'ivo://ivoa.net/std/tap%') AND "
                        + CANDIDATES);
    }

    /** Places; {@code ref_system_name} is not everywhere. */
    public static RegTapQuery spatial(boolean refSystemName) {
        return refSystemName
                ? of("rr.stc_spatial", CANDIDATES, "coverage", "ref_system_name")
                : of("rr.stc_spatial", CANDIDATES, "coverage");
    }

    /** Tables and columns; not by resource, but in an order too, so that it can be cut and continued. */
    static RegTapQuery schema() {
        return new RegTapQuery(
                "TAP_SCHEMA.columns",
                List.of("table_name", "column_name"),
                "TAP_SCHEMA.columns",
                "table_name LIKE 'rr.%'");
    }

    /** The same of these resources only; the ivoids exactly as the registry gave them, at least one. */
    public RegTapQuery among(Collection<String> ivoids) {
        return new RegTapQuery(table, columns, from, "(" + where + ") AND " + among("ivoid", ivoids));
    }

    /**
     * All rows of a table that belong to these resources.
     *
     * @param columns the ivoid first
     * @param ivoids exactly as the registry gave them, at least one
     */
    public static RegTapQuery of(String table, List<String> columns, Collection<String> ivoids) {
        return new RegTapQuery(table, columns, table, among("ivoid", ivoids));
    }

    private static String among(String column, Collection<String> values) {
        return column + " IN (" + values.stream().map(RegTapQuery::literal).collect(Collectors.joining(", ")) + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static RegTapQuery of(String table, String where, String... columns) {
        List<String> all = new ArrayList<>(List.of("ivoid"));
        all.addAll(List.of(columns));
        return new RegTapQuery(table, all, table, where);
    }

    /**
     * The query's text.
     *
     * @param first the value of the first column at which to begin, exactly as the registry gave it, or null for the beginning
     */
    public String adql(@Nullable String first) {
        String rest = first == null ? "" : " AND " + columns.getFirst() + " >= " + literal(first);
        return "SELECT " + String.join(", ", columns) + " FROM " + from + " WHERE (" + where + ")" + rest + " ORDER BY "
                + columns.getFirst();
    }
}
