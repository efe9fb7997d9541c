package org.skytrawl.votable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** Rows as text (VOTable 1.4 section 5.1). Missing cells of a row are null. */
final class TabledataBody implements TableBody {
    /** Elements and attributes that do not belong here; the parser keeps each new name in memory. */
    private static final int MAX_FOREIGN = 100_000;

    private final RowText row;
    private final RowSink sink;
    private final TabledataCell[] columns;
    private int depth;
    private boolean inRow;
    private boolean inCell;
    private int foreign;
    private long badRows;
    private long rows;
    private @Nullable Throwable failure;

    TabledataBody(List<FieldDeclaration> fields, RowSink sink) {
        this.sink = sink;
        this.row = new RowText(fields.size());
        this.columns = new TabledataCell[fields.size()];
        for (int i = 0; i < columns.length; i++) {
            int column = i;
            columns[i] = new TabledataCell(fields.get(i), written -> sink.badCell(column, written));
        }
    }

    @Override
    public void start(String name, Attributes atts) throws SAXException {
        depth++;
        if (depth == 2 && inRow && name.equals("TD")) {
            inCell = true;
        } else if (depth == 1 && name.equals("TR")) {
            inRow = true;
            row.clear();
        } else {
            countForeign();
        }
        for (int i = 0; i < atts.getLength(); i++) {
            if (!atts.getQName(i).equals("ID")) {
                countForeign();
            }
        }
    }

    private void countForeign() throws SAXException {
        if (++foreign > MAX_FOREIGN) {
            throw new ReadAbort(FailureCode.MALFORMED, "The table's rows hold other things than cells");
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (inCell) {
            row.append(text, start, length);
        }
    }

    @Override
    public void end(String name) throws SAXException {
        depth--;
        if (depth == 1 && inCell) {
            inCell = false;
            row.endCell();
        } else if (depth == 0 && inRow) {
            inRow = false;
            badRows += row.cells() == columns.length && columns.length > 0 ? 0 : 1;
            if (row.cells() > 0 && columns.length > 0) {
                deliver();
            }
        }
    }

    private void deliver() throws SAXException {
        @Nullable Object[] cells = new Object[columns.length];
        char[] chars = row.chars();
        for (int i = 0; i < Math.min(cells.length, row.cells()); i++) {
            cells[i] = columns[i].read(chars, row.start(i), row.end(i));
        }
        try {
            sink.row(cells);
        } catch (IOException | StopReadingException | RuntimeException | Error e) {
            failure = e;
            throw new SAXException("the row was refused");
        }
        rows++;
    }

    @Override
    public long badRows() {
        return badRows;
    }

    @Override
    public long badCells() {
        return Arrays.stream(columns).mapToLong(TabledataCell::bad).sum();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    /** The text of the current TABLEDATA row. One object serves all rows of a table. */
    static final class RowText {
        /** A megabyte of polygon is rare; more is an attack or a fault. */
        static final int MAX_CELL = 1 << 22;

        static final int MAX_ROW = 1 << 24;

        private final int[] ends;
        private char[] text = new char[1024];
        private int length;
        private int cells;

        RowText(int fields) {
            this.ends = new int[fields];
        }

        void clear() {
            length = 0;
            cells = 0;
        }

        /** Appends to the current cell; ignores cells without a field. */
        void append(char[] chars, int start, int count) throws SAXException {
            if (cells >= ends.length) {
                return;
            }
            if (length - start(cells) + count > MAX_CELL) {
                throw new ReadAbort(FailureCode.MALFORMED, "A table cell is longer than " + MAX_CELL + " characters");
            }
            if (length + count > MAX_ROW) {
                throw new ReadAbort(FailureCode.MALFORMED, "A table row is longer than " + MAX_ROW + " characters");
            }
            if (length + count > text.length) {
                text = Arrays.copyOf(text, Math.max(2 * text.length, length + count));
            }
            System.arraycopy(chars, start, text, length, count);
            length += count;
        }

        void endCell() {
            if (cells < ends.length) {
                ends[cells] = length;
            }
            // saturates: a row of two thousand million cells is wrong anyway
            cells = Math.min(cells + 1, Integer.MAX_VALUE - 1);
        }

        /** Number of cells, including those without a field. */
        int cells() {
            return cells;
        }

        char[] chars() {
            return text;
        }

        int start(int cell) {
            return cell == 0 ? 0 : ends[cell - 1];
        }

        int end(int cell) {
            return ends[cell];
        }
    }
}
