package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.ColumnType.INT;
import static org.skytrawl.simvo.votable.ColumnType.TEXT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** TAP_SCHEMA (TAP 1.1 section 4): the tables that describe the tables. */
final class TapSchema {
    static final String NAME = "tap_schema";

    static final Table SCHEMAS = table(
            "schemas",
            "The schemas of this service",
            column("schema_name", TEXT, "Its name, as queries write it"),
            column("utype", TEXT, "Where it stands in a data model"),
            column("description", TEXT, "What it holds"),
            column("schema_index", INT, "In which order schemas are best shown"));

    static final Table TABLES = table(
            "tables",
            "The tables of this service",
            column("schema_name", TEXT, "The schema that it belongs to"),
            column("table_name", TEXT, "Its name with its schema, as queries write it"),
            column("table_type", TEXT, "table or view"),
            column("utype", TEXT, "Where it stands in a data model"),
            column("description", TEXT, "What it holds"),
            column("table_index", INT, "In which order tables are best shown"));

    static final Table COLUMNS = table(
            "columns",
            "The columns of the tables of this service",
            column("table_name", TEXT, "The table that it belongs to"),
            column("column_name", TEXT, "Its name, as queries write it"),
            column("datatype", TEXT, "The type of its values in VOTable"),
            column("arraysize", TEXT, "The arraysize of its values in VOTable"),
            column("xtype", TEXT, "Their extended type"),
            column("size", INT, "The length of its values, for those who still use it"),
            column("description", TEXT, "What it holds"),
            column("utype", TEXT, "Where it stands in a data model"),
            column("unit", TEXT, "The unit of its values (VOUnits)"),
            column("ucd", TEXT, "The UCD of its values"),
            column("indexed", INT, "1 if there is an index on it, else 0"),
            column("principal", INT, "1 if it is one of the most important columns, else 0"),
            column("std", INT, "1 if a standard defines it, else 0"),
            column("column_index", INT, "In which order columns are best shown"));

    static final Table KEYS = table(
            "keys",
            "How tables are joined",
            column("key_id", TEXT, "By which key_columns refers to it"),
            column("from_table", TEXT, "The table that refers to another"),
            column("target_table", TEXT, "The table that is referred to"),
            column("description", TEXT, "What it means"),
            column("utype", TEXT, "Where it stands in a data model"));

    static final Table KEY_COLUMNS = table(
            "key_columns",
            "The columns by which tables are joined",
            column("key_id", TEXT, "The key in the table keys"),
            column("from_column", TEXT, "The column of the table that refers to another"),
            column("target_column", TEXT, "The column of the table that is referred to"));

    static final List<Table> OWN = List.of(SCHEMAS, TABLES, COLUMNS, KEYS, KEY_COLUMNS);

    record Key(String id, Table from, String fromColumn, Table target, String targetColumn) {}

    static final List<Key> OWN_KEYS = List.of(
            new Key("tap_schema_tables_schema", TABLES, "schema_name", SCHEMAS, "schema_name"),
            new Key("tap_schema_columns_table", COLUMNS, "table_name", TABLES, "table_name"),
            new Key("tap_schema_keys_from", KEYS, "from_table", TABLES, "table_name"),
            new Key("tap_schema_keys_target", KEYS, "target_table", TABLES, "table_name"),
            new Key("tap_schema_key_columns_key", KEY_COLUMNS, "key_id", KEYS, "key_id"));

    private TapSchema() {}

    private static Table table(String name, String description, Column... columns) {
        return new Table(NAME, name, null, description, Arrays.asList(columns));
    }

    private static Column column(String name, ColumnType type, String description) {
        return Column.of(name, type, description).standard();
    }

    /** The schemas of some tables, in the order in which they come first. */
    static Set<String> schemas(List<Table> all) {
        return all.stream().map(Table::schema).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String describe(String schema) {
        return switch (schema) {
            case NAME -> "What there is in this service (TAP 1.1 section 4)";
            case "ivoa" -> "Tables that standards of the IVOA define";
            case "rr" -> "The relational registry (RegTAP)";
            default -> "Tables of " + schema;
        };
    }

    static List<@Nullable Object[]> rows(TapDescription description, Table of, List<Table> all) {
        return switch (of.name()) {
            case "schemas" -> schemaRows(description, all);
            case "tables" -> tableRows(all);
            case "columns" -> columnRows(all);
            case "keys" -> OWN_KEYS.stream().map(TapSchema::keyRow).toList();
            case "key_columns" ->
                OWN_KEYS.stream()
                        .map(key -> row(key.id, key.fromColumn, key.targetColumn))
                        .toList();
            default -> throw new IllegalArgumentException(of.name() + " is no table of TAP_SCHEMA");
        };
    }

    private static @Nullable Object[] row(@Nullable Object... cells) {
        return cells;
    }

    private static @Nullable Object[] keyRow(Key key) {
        String joined = "Joins " + key.from.name() + " and " + key.target.name();
        return row(key.id, written(key.from), written(key.target), joined, null);
    }

    static String written(Table table) {
        return AdqlWords.written(table.schema()) + "." + AdqlWords.written(table.name());
    }

    private static List<@Nullable Object[]> schemaRows(TapDescription description, List<Table> all) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String schema : schemas(all)) {
            String utype = description.schemaUtype(schema);
            rows.add(row(AdqlWords.written(schema), utype, describe(schema), rows.size()));
        }
        return rows;
    }

    private static List<@Nullable Object[]> tableRows(List<Table> all) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Table table : all) {
            String schema = AdqlWords.written(table.schema());
            rows.add(row(schema, written(table), "table", table.utype(), table.description(), rows.size()));
        }
        return rows;
    }

    private static List<@Nullable Object[]> columnRows(List<Table> all) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Table table : all) {
            int index = 0;
            for (Column column : table.columns()) {
                rows.add(new @Nullable Object[] {
                    written(table),
                    AdqlWords.written(column.name()),
                    column.type().datatype(),
                    column.type().arraysize(),
                    column.xtype(),
                    null,
                    column.description(),
                    column.utype(),
                    column.unit(),
                    column.ucd(),
                    column.indexed() ? 1 : 0,
                    column.std() ? 1 : 0,
                    column.std() ? 1 : 0,
                    index++
                });
            }
        }
        return rows;
    }
}
