package org.skytrawl.simvo.tap;

import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;

/** The columns of an answer: those of a table's column keep its metadata. */
record ResultColumns(List<Column> columns, List<String> names) {
    static ResultColumns of(ResultSetMetaData metadata, AdqlRewriter.Sql query) throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String label = metadata.getColumnLabel(i);
            String written = query.written().get(label);
            String name = written == null ? AdqlWords.swapped(label) : written;
            ColumnType type = type(metadata.getColumnType(i), metadata.getScale(i));
            Column source = source(metadata, i, query, type);
            columns.add(
                    source == null ? Column.of(name.toLowerCase(Locale.ROOT), type, "Computed by the query") : source);
            names.add(unique(name, used));
        }
        return new ResultColumns(columns, names);
    }

    private static String unique(String name, Set<String> used) {
        String free = name;
        int number = 2;
        while (!used.add(free.toLowerCase(Locale.ROOT))) {
            free = name + "_" + number++;
        }
        return free;
    }

    /** The column with the same values, or null. In joins and inner queries the database does not know the table. */
    private static @Nullable Column source(ResultSetMetaData metadata, int i, AdqlRewriter.Sql query, ColumnType type)
            throws SQLException {
        String name = AdqlWords.swapped(metadata.getColumnName(i));
        String table = AdqlWords.swapped(metadata.getTableName(i));
        String schema = metadata.getSchemaName(i);
        boolean anyTable = table.isEmpty() || schema.equals("SYSTEM_SCHEMA");
        return query.tables().stream()
                .filter(ref -> anyTable
                        || (ref.sqlSchema().equals(schema) && ref.table().name().equals(table)))
                .flatMap(ref -> ref.table().columns().stream())
                .filter(column ->
                        column.name().equals(name) && column.type().sql().equals(type.sql()))
                .findFirst()
                .orElse(null);
    }

    private static ColumnType type(int sqlType, int scale) {
        return switch (sqlType) {
            case Types.SMALLINT, Types.TINYINT -> ColumnType.SHORT;
            case Types.INTEGER, Types.BOOLEAN -> ColumnType.INT;
            case Types.BIGINT -> ColumnType.LONG;
            case Types.DECIMAL, Types.NUMERIC -> scale == 0 ? ColumnType.LONG : ColumnType.DOUBLE;
            case Types.DOUBLE, Types.FLOAT, Types.REAL -> ColumnType.DOUBLE;
            default -> ColumnType.TEXT;
        };
    }

    @Nullable
    Object value(int column, @Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return columns.get(column).type() == ColumnType.LONG
                    ? (Object) decimal.toBigInteger()
                    : decimal.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Double number && Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        return value;
    }
}
