package org.skytrawl.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;

/** Collects the rows of one answer, their cells in the order of the columns that were asked for. */
final class NamedRows implements RowSink {
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();
    private int[] places = {};

    NamedRows(List<String> columns) {
        this.columns = columns;
    }

    /** The rows so far. */
    List<Row> rows() {
        return rows;
    }

    /** Goes by names, in any case, as services may add columns or change their order. */
    @Override
    public void fields(List<TableField> fields) throws StopReadingException {
        places = new int[columns.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(columns.get(i), fields);
        }
    }

    private static int place(String column, List<TableField> fields) throws StopReadingException {
        for (int i = 0; i < fields.size(); i++) {
            if (column.equalsIgnoreCase(fields.get(i).name())
                    || column.equalsIgnoreCase(fields.get(i).id())) {
                return i;
            }
        }
        throw new StopReadingException("the answer has no column " + column);
    }

    @Override
    public void row(@Nullable Object[] cells) {
        @Nullable Object[] own = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            own[i] = cells[places[i]];
        }
        rows.add(new Row(own));
    }

    /** A row of the registry; columns go by their place in the query. */
    static final class Row {
        private final @Nullable Object[] cells;

        Row(@Nullable Object[] cells) {
            this.cells = cells;
        }

        @Nullable
        String text(int column) {
            Object cell = cells[column];
            return cell == null ? null : cell.toString();
        }

        /** The same, null also where the query had no such column. */
        @Nullable
        String textIfThere(int column) {
            return column < cells.length ? text(column) : null;
        }

        @Nullable
        Integer integer(int column) {
            Number number = number(column);
            return number == null ? null : (Integer) number.intValue();
        }

        @Nullable
        Double real(int column) {
            Number number = number(column);
            return number == null ? null : (Double) number.doubleValue();
        }

        /** The same, false also where the query had no such column. */
        boolean flagIfThere(int column) {
            return column < cells.length && flag(column);
        }

        /** A flag, be it a number or a truth value; null is false. */
        boolean flag(int column) {
            Number number = number(column);
            return number != null ? number.intValue() != 0 : "true".equalsIgnoreCase(text(column));
        }

        /** A number, also where the registry sends it as text. */
        private @Nullable Number number(int column) {
            Object cell = cells[column];
            if (cell instanceof Number number) {
                return number;
            }
            if (!(cell instanceof String text)) {
                return null;
            }
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
