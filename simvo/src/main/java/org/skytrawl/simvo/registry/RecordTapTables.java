package org.skytrawl.simvo.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tables of records can be queried by TAP, and where (RegTAP 1.2 section 8.18; as the view of appendix C has it). */
final class RecordTapTables {
    private static final String TAP = "ivo://ivoa.net/std/tap";

    private RecordTapTables() {}

    static void add(RegistryContent content, List<RecordNode> records) {
        Map<String, RecordNode> services = new TreeMap<>();
        Map<String, RecordNode> collections = new TreeMap<>();
        for (RecordNode record : records) {
            String ivoid = String.valueOf(RecordNode.lower(record.text("identifier")));
            Set<@Nullable String> standards = record.children("capability").stream()
                    .map(capability -> RecordNode.lower(capability.attribute("standardID")))
                    .collect(Collectors.toSet());
            if (standards.contains(TAP)) {
                services.put(ivoid, record);
            }
            if (standards.contains(TAP + "#aux")) {
                collections.put(ivoid, record);
            }
        }
        services.forEach((service, record) -> {
            Map<String, @Nullable Object[]> rows = new LinkedHashMap<>();
            // the record that is about the table tells more of it than its service's
            collections.forEach((ivoid, collection) -> {
                if (servers(collection).contains(service)) {
                    tables(collection, ivoid, service).forEach(row -> rows.putIfAbsent(name(row), row));
                }
            });
            tables(record, service, service).forEach(row -> rows.putIfAbsent(name(row), row));
            rows.values().forEach(row -> content.rows("tap_table").add(row));
        });
    }

    private static Set<String> servers(RecordNode collection) {
        return collection.all("content", "relationship").stream()
                .filter(relationship -> Set.of("isservedby", "served-by")
                        .contains(String.valueOf(RecordNode.lower(relationship.text("relationshipType")))))
                .flatMap(relationship -> relationship.children("relatedResource").stream())
                .map(related -> String.valueOf(RecordNode.lower(related.attribute("ivo-id"))))
                .collect(Collectors.toSet());
    }

    private static List<@Nullable Object[]> tables(RecordNode record, String ivoid, String service) {
        List<RecordNode> tables = new ArrayList<>(record.all("tableset", "schema", "table"));
        tables.addAll(record.children("table"));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (RecordNode table : tables) {
            // what is only in answers cannot be queried
            if (!"output".equals(RecordNode.lower(table.attribute("type"))) && table.text("name") != null) {
                rows.add(new @Nullable Object[] {
                    "table_name",
                    table.text("name"),
                    "resid",
                    ivoid,
                    "svcid",
                    service,
                    "table_title",
                    table.text("title"),
                    "table_description",
                    table.text("description"),
                    "table_utype",
                    RecordNode.lower(table.text("utype"))
                });
            }
        }
        return rows;
    }

    private static String name(@Nullable Object[] row) {
        return Objects.toString(row[1]);
    }
}
