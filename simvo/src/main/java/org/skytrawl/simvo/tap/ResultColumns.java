package org.skytrawl.simvo.tap;

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
import org.skytrawl.simvo.votable.Table;

/** What is known of a result's columns: what is selected plainly keeps what its table says of it. */
final class ResultColumns {
    private ResultColumns() {}

    static List<Column> of(ResultSetMetaData result, AdqlTranslation query) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            String label = result.getColumnLabel(i);
            String shown = query.aliases().getOrDefault(label.toUpperCase(Locale.ROOT), label.toLowerCase(Locale.ROOT));
            String name = label.isEmpty() ? "column_" + i : shown;
            // names are unique, or clients lose a column
            while (!used.add(name.toLowerCase(Locale.ROOT))) {
                name += "_";
            }
            ColumnType type = typeOf(result.getColumnType(i));
            Column source = source(result, i, query);
            // an expression may be called like a column; its type tells, mostly
            columns.add(
                    source == null || !fits(source.type(), type)
                            ? Column.of(name, type, "Result of the query")
                            : source.named(name));
        }
        return columns;
    }

    private static @Nullable Column source(ResultSetMetaData result, int i, AdqlTranslation query) throws SQLException {
        String name = result.getColumnName(i).toLowerCase(Locale.ROOT);
        String tableName = result.getTableName(i).toLowerCase(Locale.ROOT);
        boolean aliased = query.aliases().containsKey(result.getColumnLabel(i).toUpperCase(Locale.ROOT));
        if (aliased && tableName.isEmpty()) {
            return null;
        }
        Column found = null;
        for (Table table : query.tables()) {
            for (Column column : table.columns()) {
                if (column.name().equals(name)) {
                    if (table.name().equals(tableName)) {
                        return column;
                    }
                    found = found == null ? column : found;
                }
            }
        }
        return found;
    }

    private static boolean fits(ColumnType declared, ColumnType actual) {
        return declared == actual || (declared == ColumnType.REAL && actual == ColumnType.DOUBLE);
    }

    private static ColumnType typeOf(int sqlType) {
        return switch (sqlType) {
            case Types.SMALLINT, Types.TINYINT -> ColumnType.SHORT;
            case Types.INTEGER, Types.BOOLEAN -> ColumnType.INT;
            case Types.BIGINT -> ColumnType.LONG;
            case Types.DOUBLE, Types.FLOAT, Types.REAL, Types.DECIMAL, Types.NUMERIC -> ColumnType.DOUBLE;
            default -> ColumnType.TEXT;
        };
    }
}
