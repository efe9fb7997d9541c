package org.skytrawl.simvo.registry;

import static org.skytrawl.simvo.registry.RecordNode.lower;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the schemas, tables and columns of records (RegTAP 1.2 sections 8.5 to 8.7 and 8.18). */
final class RecordTableRows {
    private static final String TAP = "ivo://ivoa.net/std/tap";

    private final RegistryContent content;
    private final String ivoid;
    private int tables;

    private RecordTableRows(RegistryContent content, String ivoid) {
        this.content = content;
        this.ivoid = ivoid;
    }

    static void add(RegistryContent content, String ivoid, RecordNode record) {
        RecordTableRows rows = new RecordTableRows(content, ivoid);
        int schemas = 0;
        for (RecordNode schema : record.all("tableset", "schema")) {
            schemas++;
            content.row("res_schema", ivoid)
                    .set("schema_index", schemas)
                    .set("schema_description", schema.text("description"))
                    .set("schema_name", lower(schema.text("name")))
                    .set("schema_title", schema.text("title"))
                    .set("schema_utype", lower(schema.text("utype")));
            for (RecordNode table : schema.children("table")) {
                rows.add(schemas, table);
            }
        }
        // VODataService 1.0 had tables without a schema
        record.children("table").forEach(table -> rows.add(null, table));
    }

    private void add(@Nullable Integer schema, RecordNode table) {
        tables++;
        String rows = table.text("nrows");
        content.row("res_table", ivoid)
                .set("schema_index", schema)
                .set("table_description", table.text("description"))
                .set("table_name", table.text("name"))
                .set("table_index", tables)
                .set("table_title", table.text("title"))
                .set("table_type", lower(table.attribute("type")))
                .set("table_utype", lower(table.text("utype")))
                .set("nrows", rows == null ? null : Long.valueOf(rows));
        for (RecordNode column : table.children("column")) {
            RecordNode type = column.first("dataType");
            setTyped(content.row("table_column", ivoid), column)
                    .set("table_index", tables)
                    .set("type_system", type == null ? null : type.type())
                    .set("flag", column.joined("#", "flag"))
                    .set("column_description", column.text("description"));
        }
    }

    static RegistryContent.Row setTyped(RegistryContent.Row row, RecordNode typed) {
        row.set("name", lower(typed.text("name")))
                .set("ucd", lower(typed.text("ucd")))
                .set("unit", typed.text("unit"))
                .set("utype", lower(typed.text("utype")))
                .set("std", flag(typed.attribute("std")));
        RecordNode type = typed.first("dataType");
        if (type != null) {
            row.set("datatype", lower(type.text()))
                    .set("extended_schema", type.attribute("extendedSchema"))
                    .set("extended_type", type.attribute("extendedType"))
                    .set("arraysize", type.attribute("arraysize"))
                    .set("delim", type.attribute("delim"));
        }
        return row;
    }

    private static @Nullable Integer flag(@Nullable String truth) {
        if (truth == null) {
            return null;
        }
        return truth.equals("true") || truth.equals("1") ? 1 : 0;
    }

    /** The tables of records that can be queried by TAP, and their services (section 8.18; as the view of appendix C has it). */
    static void addTapTables(RegistryContent content, List<RecordNode> records) {
        Map<String, RecordNode> services = new TreeMap<>();
        Map<String, RecordNode> collections = new TreeMap<>();
        for (RecordNode record : records) {
            String ivoid = String.valueOf(lower(record.text("identifier")));
            for (RecordNode capability : record.children("capability")) {
                String standard = lower(capability.attribute("standardID"));
                if (TAP.equals(standard)) {
                    services.put(ivoid, record);
                } else if ((TAP + "#aux").equals(standard)) {
                    collections.put(ivoid, record);
                }
            }
        }
        services.forEach((service, record) -> {
            Set<String> names = new HashSet<>();
            // the record of the table describes it better than the record of its service
            collections.forEach((ivoid, collection) -> {
                if (isServedBy(collection, service)) {
                    addTapTables(content, collection, ivoid, service, names);
                }
            });
            addTapTables(content, record, service, service, names);
        });
    }

    private static boolean isServedBy(RecordNode collection, String service) {
        return collection.all("content", "relationship").stream()
                .filter(relationship -> Set.of("isservedby", "served-by")
                        .contains(String.valueOf(lower(relationship.text("relationshipType")))))
                .flatMap(relationship -> relationship.children("relatedResource").stream())
                .anyMatch(related -> service.equals(lower(related.attribute("ivo-id"))));
    }

    private static void addTapTables(
            RegistryContent content, RecordNode record, String ivoid, String service, Set<String> names) {
        Stream.concat(record.all("tableset", "schema", "table").stream(), record.children("table").stream())
                .forEach(table -> {
                    String name = table.text("name");
                    // tables that are only in answers cannot be queried
                    if (name != null && !"output".equals(lower(table.attribute("type"))) && names.add(name)) {
                        content.row("tap_table")
                                .set("resid", ivoid)
                                .set("svcid", service)
                                .set("table_name", name)
                                .set("table_title", table.text("title"))
                                .set("table_description", table.text("description"))
                                .set("table_utype", lower(table.text("utype")));
                    }
                });
    }
}
