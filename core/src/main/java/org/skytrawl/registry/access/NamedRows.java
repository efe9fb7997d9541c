package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;

/** Collects the rows of one answer, with the cells in the order of the queried columns. */
final class NamedRows implements RowSink {
    /** No known registry has a tenth of what a usual heap allows. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private static final int BYTES_OF_ROW = 64;
    private static final int BYTES_OF_TEXT = 56;
    private final List<String> columns;
    private final List<RegistryRow> rows = new ArrayList<>();
    private int[] places = {};
    private long bytes;

    NamedRows(List<String> columns) {
        this.columns = columns;
    }

    List<RegistryRow> rows() {
        return rows;
    }

    /** Drops earlier rows. Finds columns by name, ignoring case, as services may add columns or change their order. */
    @Override
    public void fields(List<TableField> fields) throws StopReadingException {
        rows.clear();
        bytes = 0;
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
    public void row(@Nullable Object[] cells) throws StopReadingException {
        @Nullable Object[] own = new Object[places.length];
        bytes += BYTES_OF_ROW;
        for (int i = 0; i < places.length; i++) {
            own[i] = cells[places[i]];
            bytes += own[i] instanceof String text ? BYTES_OF_TEXT + 2L * text.length() : BYTES_OF_TEXT;
        }
        if (bytes > MOST_BYTES) {
            rows.clear();
            throw new StopReadingException("the answer needs more than " + (MOST_BYTES >> 20)
                    + " MB of memory; if it is that large, give Java more (JDK_JAVA_OPTIONS=-Xmx8g)");
        }
        rows.add(new RegistryRow(own));
    }
}
