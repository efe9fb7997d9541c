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
            content.row("res_schema", ivoid).set("schema_index", schemas).read(schema, """
                    schema_description=description schema_name=~name schema_title=title schema_utype=~utype""");
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
                .set("table_index", tables)
                .read(table, """
                        table_description=description table_name=name table_title=title table_type=~@type
                        table_utype=~utype""")
                .set("nrows", rows == null ? null : Long.valueOf(rows));
        for (RecordNode column : table.children("column")) {
            RecordNode type = column.first("dataType");
            setTyped(content.row("table_column", ivoid), column)
                    .set("table_index", tables)
                    .set("type_system", type == null ? null : type.type())
                    .read(column, "flag=flag# column_description=description");
        }
    }

    static RegistryContent.Row setTyped(RegistryContent.Row row, RecordNode typed) {
        String std = typed.attribute("std");
        return row.set("std", std == null ? null : (Integer) (std.equals("true") || std.equals("1") ? 1 : 0))
                .read(typed, """
                        name=~name ucd=~ucd unit=unit utype=~utype datatype=~dataType
                        extended_schema=dataType/@extendedSchema extended_type=dataType/@extendedType
                        arraysize=dataType/@arraysize delim=dataType/@delim""");
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
                                .read(table, """
                                        table_name=name table_title=title table_description=description
                                        table_utype=~utype""");
                    }
                });
    }
}
