package org.skytrawl.simvo.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.universe.UniverseMaker;
import org.skytrawl.simvo.votable.Table;

class RegistryContentTest {
    private static final int SEEDS = 3;

    private final List<Map<String, List<Map<String, @Nullable Object>>>> contents = new ArrayList<>();

    RegistryContentTest() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (SimServer server = SimServer.start()) {
                Universe universe = UniverseMaker.make(SimOptions.of(60, seed), server);
                Map<String, List<Map<String, @Nullable Object>>> content = new HashMap<>();
                RegistryContent.of(universe, "http://127.0.0.1:1/tap", List.of())
                        .forEach((table, rows) -> content.put(
                                table.name(),
                                rows.stream().map(row -> named(table, row)).toList()));
                contents.add(content);
            }
        }
    }

    private static Map<String, @Nullable Object> named(Table table, @Nullable Object[] row) {
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 0; i < row.length; i++) {
            named.put(table.columns().get(i).name(), row[i]);
        }
        return named;
    }

    private static Set<List<@Nullable Object>> keys(List<Map<String, @Nullable Object>> rows, String... columns) {
        return rows.stream().map(row -> key(row, columns)).collect(Collectors.toSet());
    }

    private static List<@Nullable Object> key(Map<String, @Nullable Object> row, String... columns) {
        List<@Nullable Object> key = new ArrayList<>();
        for (String column : columns) {
            key.add(row.get(column));
        }
        return key;
    }

    private static void joins(
            Map<String, List<Map<String, @Nullable Object>>> content, String from, String to, String... columns) {
        assertThat(content.get(from)).isNotEmpty();
        assertThat(keys(content.get(to), columns)).as(from + " to " + to).containsAll(keys(content.get(from), columns));
    }

    @Test
    void noTableIsEmpty() {
        contents.forEach(content -> assertThat(content)
                .hasSize(19)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty()));
    }

    @Test
    void everyRowBelongsToAResource() {
        for (Map<String, List<Map<String, @Nullable Object>>> content : contents) {
            Set<List<@Nullable Object>> ivoids = keys(content.get("resource"), "ivoid");
            assertThat(ivoids).hasSameSizeAs(content.get("resource"));
            content.forEach((table, rows) -> {
                if (!table.equals("tap_table")) {
                    assertThat(ivoids).as(table).containsAll(keys(rows, "ivoid"));
                }
            });
            assertThat(ivoids).containsAll(keys(content.get("tap_table"), "resid"));
            assertThat(ivoids).containsAll(keys(content.get("relationship"), "related_id"));
        }
    }

    @Test
    void partsJoinTheirWholes() {
        for (Map<String, List<Map<String, @Nullable Object>>> content : contents) {
            joins(content, "interface", "capability", "ivoid", "cap_index");
            // details without a capability are those of the resource
            List<Map<String, @Nullable Object>> details = content.get("res_detail").stream()
                    .filter(row -> row.get("cap_index") != null)
                    .toList();
            assertThat(details).hasSizeLessThan(content.get("res_detail").size());
            assertThat(keys(content.get("capability"), "ivoid", "cap_index"))
                    .containsAll(keys(details, "ivoid", "cap_index"));
            joins(content, "intf_param", "interface", "ivoid", "intf_index");
            joins(content, "res_table", "res_schema", "ivoid", "schema_index");
            joins(content, "table_column", "res_table", "ivoid", "table_index");
            assertThat(keys(content.get("interface"), "ivoid", "intf_index")).hasSameSizeAs(content.get("interface"));
            assertThat(keys(content.get("res_table"), "ivoid", "table_index")).hasSameSizeAs(content.get("res_table"));
        }
    }

    @Test
    void identifiersAreInLowerCase() {
        Map<String, List<String>> lower = Map.of(
                "resource", List.of("ivoid", "res_type"),
                "capability", List.of("ivoid", "cap_type", "standard_id"),
                "interface", List.of("intf_type", "intf_role"),
                "res_table", List.of("table_utype"),
                "table_column", List.of("ucd", "utype"),
                "relationship", List.of("relationship_type", "related_id"));
        for (Map<String, List<Map<String, @Nullable Object>>> content : contents) {
            lower.forEach((table, columns) -> columns.forEach(column -> content.get(table).stream()
                    .map(row -> String.valueOf(row.get(column)))
                    .forEach(text -> assertThat(text).isEqualTo(text.toLowerCase(Locale.ROOT)))));
        }
    }

    @Test
    void tablesAreListedOnceForTheirTapService() {
        for (Map<String, List<Map<String, @Nullable Object>>> content : contents) {
            List<Map<String, @Nullable Object>> tables = content.get("tap_table");
            assertThat(keys(tables, "svcid", "table_name")).hasSameSizeAs(tables);
            Set<@Nullable Object> services = content.get("capability").stream()
                    .filter(row -> "ivo://ivoa.net/std/tap".equals(row.get("standard_id")))
                    .map(row -> row.get("ivoid"))
                    .collect(Collectors.toSet());
            assertThat(services)
                    .containsAll(tables.stream().map(row -> row.get("svcid")).toList());
            assertThat(tables).anySatisfy(row -> assertThat(row.get("resid")).isNotEqualTo(row.get("svcid")));
        }
    }

    @Test
    void coverageIsInOrderAndInSinglePrecision() {
        for (Map<String, List<Map<String, @Nullable Object>>> content : contents) {
            assertThat(content.get("stc_spectral"))
                    .allSatisfy(row -> rises(row.get("spectral_start"), row.get("spectral_end")));
            assertThat(content.get("stc_temporal"))
                    .allSatisfy(row -> rises(row.get("time_start"), row.get("time_end")));
        }
    }

    private static void rises(@Nullable Object start, @Nullable Object end) {
        assertThat((Double) start).isLessThan((Double) end).isEqualTo(((Double) start).floatValue());
        assertThat((Double) end).isEqualTo(((Double) end).floatValue());
    }

    @Test
    void whatIsForMembersSaysSo() {
        for (Map<String, List<Map<String, @Nullable Object>>> content : contents) {
            assertThat(content.get("interface"))
                    .filteredOn(row -> Integer.valueOf(1).equals(row.get("authenticated_only")))
                    .hasSize(1);
        }
    }
}
