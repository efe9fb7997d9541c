package org.skytrawl.simvo.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where the rows of a TABLEDATA document are. Bytes are searched as Latin-1, which keeps each of them. */
final class Rows {
    private static final String ROW = "<TR>";
    private static final String TABLE_END = "</TABLEDATA>";
    private static final String OVERFLOW = "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n";

    private final String text;
    private final List<Integer> starts = new ArrayList<>();
    private final int tableEnd;

    Rows(byte[] document) {
        text = new String(document, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(ROW); at >= 0; at = text.indexOf(ROW, at + 1)) {
            starts.add(at);
        }
        int end = text.indexOf(TABLE_END);
        tableEnd = end < 0 ? text.length() : end;
    }

    int count() {
        return starts.size();
    }

    /** The document up to its first row. */
    byte[] beforeRows() {
        return upTo(starts.isEmpty() ? tableEnd : starts.getFirst());
    }

    /** The document up to the middle of a row, which comes after as many whole ones. */
    byte[] cutWithin(int row) {
        int start = starts.get(row);
        int end = row + 1 < starts.size() ? starts.get(row + 1) : tableEnd;
        return upTo((start + end) / 2);
    }

    /** The document with so many rows, and OVERFLOW after its table. */
    byte[] overflowedAfter(int rows) {
        int cut = rows < starts.size() ? starts.get(rows) : tableEnd;
        String rest = text.substring(tableEnd);
        String marked = rest.replaceFirst("</TABLE>\n?", "$0" + OVERFLOW);
        return (text.substring(0, cut) + marked).getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] upTo(int end) {
        return text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
    }
}
