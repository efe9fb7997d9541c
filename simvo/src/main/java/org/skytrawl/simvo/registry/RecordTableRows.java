package org.skytrawl.simvo.registry;

import static org.skytrawl.simvo.registry.RecordNode.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a record's schemas, tables and columns (RegTAP 1.2 sections 8.5 to 8.7). */
final class RecordTableRows {
    private final RegistryContent content;
    private final String ivoid;

    /** Tables are numbered within the record. */
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
            content.rows("res_schema")
                    .add(
                            "ivoid", ivoid,
                            "schema_index", schemas,
                            "schema_description", schema.text("description"),
                            "schema_name", lower(schema.text("name")),
                            "schema_title", schema.text("title"),
                            "schema_utype", lower(schema.text("utype")));
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
        content.rows("res_table")
                .add(
                        "ivoid",
                        ivoid,
                        "schema_index",
                        schema,
                        "table_description",
                        table.text("description"),
                        "table_name",
                        table.text("name"),
                        "table_index",
                        tables,
                        "table_title",
                        table.text("title"),
                        "table_type",
                        lower(table.attribute("type")),
                        "table_utype",
                        lower(table.text("utype")),
                        "nrows",
                        rows == null ? null : Long.valueOf(rows));
        for (RecordNode column : table.children("column")) {
            RecordNode type = column.first("dataType");
            addTyped(
                    content.rows("table_column"),
                    column,
                    "ivoid",
                    ivoid,
                    "table_index",
                    tables,
                    "type_system",
                    type == null ? null : type.type(),
                    "flag",
                    column.joined("#", "flag"),
                    "column_description",
                    column.text("description"));
        }
    }

    /** A row with what columns and parameters have in common, and with what else is given. */
    static void addTyped(TableRows rows, RecordNode typed, @Nullable Object... others) {
        RecordNode type = typed.first("dataType");
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                "name",
                lower(typed.text("name")),
                "ucd",
                lower(typed.text("ucd")),
                "unit",
                typed.text("unit"),
                "utype",
                lower(typed.text("utype")),
                "std",
                flag(typed.attribute("std"))));
        if (type != null) {
            row.addAll(Arrays.asList(
                    "datatype",
                    lower(type.text()),
                    "extended_schema",
                    type.attribute("extendedSchema"),
                    "extended_type",
                    type.attribute("extendedType"),
                    "arraysize",
                    type.attribute("arraysize"),
                    "delim",
                    type.attribute("delim")));
        }
        row.addAll(Arrays.asList(others));
        rows.add(row.toArray());
    }

    private static @Nullable Integer flag(@Nullable String truth) {
        if (truth == null) {
            return null;
        }
        return truth.equals("true") || truth.equals("1") ? 1 : 0;
    }
}
