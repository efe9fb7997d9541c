package org.skytrawl.votable;

import java.util.Arrays;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.SAXException;

/** The text of the current TABLEDATA row. One object serves all rows of a table. */
final class RowText {
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
