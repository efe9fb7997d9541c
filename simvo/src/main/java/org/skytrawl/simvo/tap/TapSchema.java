package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** TAP_SCHEMA (TAP 1.1 section 4), which describes itself too. */
final class TapSchema {
    static final String SCHEMA = "tap_schema";

    static final Table SCHEMAS = table(
            "schemas",
            "Schemas of this service",
            text("schema_name", "Name of the schema"),
            text("utype", "Its utype"),
            text("description", "What it holds"),
            integer("schema_index", "Order in which to show it"));
    static final Table TABLES = table(
            "tables",
            "Tables of this service",
            text("schema_name", "Schema of the table"),
            text("table_name", "Name as it is written in queries"),
            text("table_type", "table or view"),
            text("utype", "Its utype"),
            text("description", "What it holds"),
            integer("table_index", "Order in which to show it"));
    static final Table COLUMNS = table(
            "columns",
            "Columns of the tables of this service",
            text("table_name", "Table of the column"),
            text("column_name", "Name of the column"),
            text("datatype", "VOTable's datatype"),
            text("arraysize", "VOTable's arraysize"),
            text("xtype", "DALI's extended type"),
            integer("size", "Length; deprecated, arraysize tells it"),
            text("description", "What it holds"),
            text("utype", "Its utype"),
            text("unit", "Unit"),
            text("ucd", "UCD"),
            integer("indexed", "1 if there is an index"),
            integer("principal", "1 if it is one of the main columns"),
            integer("std", "1 if a standard defines it"),
            integer("column_index", "Order in which to show it"));
    static final Table KEYS = table(
            "keys",
            "Foreign keys",
            text("key_id", "Identifier of the key"),
            text("from_table", "Table that refers"),
            text("target_table", "Table that is referred to"),
            text("description", "What it means"),
            text("utype", "Its utype"));
    static final Table KEY_COLUMNS = table(
            "key_columns",
            "Columns of foreign keys",
            text("key_id", "Identifier of the key"),
            text("from_column", "Column that refers"),
            text("target_column", "Column that is referred to"));

    static final List<Table> ALL = List.of(SCHEMAS, TABLES, COLUMNS, KEYS, KEY_COLUMNS);

    /** TAP 1.1 section 4.5 names them. */
    static final List<Key> OWN_KEYS = List.of(
            new Key(TABLES, "schema_name", SCHEMAS, "schema_name"),
            new Key(COLUMNS, "table_name", TABLES, "table_name"),
            new Key(KEYS, "from_table", TABLES, "table_name"),
            new Key(KEYS, "target_table", TABLES, "table_name"),
            new Key(KEY_COLUMNS, "key_id", KEYS, "key_id"));

    record Key(Table from, String fromColumn, Table to, String toColumn) {}

    private TapSchema() {}

    private static Table table(String name, String description, Column... columns) {
        return new Table(SCHEMA, name, null, description, List.of(columns));
    }

    private static Column text(String name, String description) {
        return Column.of(name, ColumnType.TEXT, description).standard();
    }

    private static Column integer(String name, String description) {
        return Column.of(name, ColumnType.INT, description).standard();
    }

    /** Makes and fills the tables for a service that has these others. */
    static void make(TapDatabase database, String site, List<Table> others) {
        List<Table> tables = new ArrayList<>(others);
        tables.addAll(ALL);
        Set<String> schemas = new LinkedHashSet<>();
        tables.forEach(table -> schemas.add(table.schema()));
        List<@Nullable Object[]> schemaRows = new ArrayList<>();
        for (String schema : schemas) {
            schemaRows.add(new @Nullable Object[] {schema, null, "The schema " + schema, schemaRows.size()});
        }
        List<@Nullable Object[]> tableRows = new ArrayList<>();
        List<@Nullable Object[]> columnRows = new ArrayList<>();
        for (Table table : tables) {
            tableRows.add(new @Nullable Object[] {
                table.schema(), table.qualifiedName(), "table", table.utype(), table.description(), tableRows.size()
            });
            for (int i = 0; i < table.columns().size(); i++) {
                columnRows.add(column(table, table.columns().get(i), i));
            }
        }
        for (Table table : ALL) {
            database.create(site, table);
        }
        database.insert(site, SCHEMAS, schemaRows);
        database.insert(site, TABLES, tableRows);
        database.insert(site, COLUMNS, columnRows);
        List<@Nullable Object[]> keyRows = new ArrayList<>();
        List<@Nullable Object[]> keyColumnRows = new ArrayList<>();
        for (Key key : OWN_KEYS) {
            String id = "key" + (keyRows.size() + 1);
            keyRows.add(new @Nullable Object[] {
                id, key.from().qualifiedName(), key.to().qualifiedName(), "A " + key.toColumn(), null
            });
            keyColumnRows.add(new @Nullable Object[] {id, key.fromColumn(), key.toColumn()});
        }
        database.insert(site, KEYS, keyRows);
        database.insert(site, KEY_COLUMNS, keyColumnRows);
    }

    private static @Nullable Object[] column(Table table, Column column, int index) {
        return new @Nullable Object[] {
            table.qualifiedName(),
            sqlName(column),
            column.type().datatype(),
            column.type().arraysize(),
            column.xtype(),
            null,
            column.description(),
            column.utype(),
            column.unit(),
            column.ucd(),
            column.indexed() ? 1 : 0,
            1,
            column.std() ? 1 : 0,
            index
        };
    }

    /** As it must be written in ADQL: a reserved word in quotes (TAP 1.1 section 4.3). */
    static String sqlName(Column column) {
        return column.name().equals("size") ? "\"size\"" : column.name();
    }
}
