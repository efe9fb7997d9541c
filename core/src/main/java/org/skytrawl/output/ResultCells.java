package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;

/** The cells of a result by row and column, with the values that files have. Cells are made when they are read. Thread-safe. */
public final class ResultCells {
    private final ResultExtract result;
    private final List<DatasetRow> rows;
    private final @Nullable Question question;

    ResultCells(ResultExtract result) {
        this.result = result;
        this.rows = result.rows();
        this.question = result.log().question();
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    /** The dataset of a row; with a target list several rows may have the same one. */
    public FoundDataset dataset(int row) {
        return rows.get(row).dataset();
    }

    /** The id of the target of a row; null without a target list. */
    public @Nullable String target(int row) {
        return rows.get(row).target();
    }

    /** The columns that a file of this result has, in its order. Looks at all rows. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        DatasetColumns.of(result).forEach(column -> columns.add(new Column(column)));
        return columns;
    }

    /** @throws IllegalArgumentException if there is no such column; the message suggests similar names */
    public Column column(String name) {
        return new Column(DatasetColumns.named(ColumnChoice.known(name), question));
    }

    /** A column of the result. */
    public final class Column {
        private final TableColumn<DatasetRow> column;

        private Column(TableColumn<DatasetRow> column) {
            this.column = column;
        }

        public String name() {
            return column.name();
        }

        /** Null if it has none. */
        public @Nullable String unit() {
            return column.unit();
        }

        public String description() {
            return column.description();
        }

        public boolean isText() {
            return column.type() == String.class;
        }

        /** {@code String}, {@code Long} or {@code Double}; null if unknown. */
        public @Nullable Object value(int row) {
            return column.value(rows.get(row));
        }
    }
}
