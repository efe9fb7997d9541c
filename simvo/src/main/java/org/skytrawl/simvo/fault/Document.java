package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.skytrawl.simvo.http.Response;

/** The content of a healthy answer, and the positions of its rows; without VOTable it has none. */
final class Document {
    private static final String TABLE = "<TABLEDATA>";
    private static final String ROW = "<TR>";
    private static final String ROW_END = "</TR>\n";
    private static final String TABLE_END = "</TABLE>\n";
    private static final String OVERFLOW = "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n";
    private static final Pattern FIELD = Pattern.compile("<FIELD name=\"([^\"]*)\"");

    private final byte[] content;
    private final String text;
    private final int headEnd;
    private final List<Integer> bounds = new ArrayList<>();

    private Document(byte[] content) {
        this.content = content;
        text = new String(content, StandardCharsets.ISO_8859_1);
        int table = text.indexOf(TABLE, 0);
        headEnd = table < 0 ? content.length / 2 : table + TABLE.length();
        int row = table < 0 ? -1 : text.indexOf(ROW, table);
        while (row >= 0) {
            bounds.add(row);
            int end = text.indexOf(ROW_END, row);
            row = end < 0 ? -1 : text.indexOf(ROW, end);
            if (row < 0) {
                bounds.add(end < 0 ? content.length : end + ROW_END.length());
            }
        }
    }

    static Document of(Response response) throws IOException {
        return new Document(response.content());
    }

    int length() {
        return content.length;
    }

    int rows() {
        return Math.max(0, bounds.size() - 1);
    }

    private byte[] bytes(int begin, int end) {
        return Arrays.copyOfRange(content, begin, end);
    }

    byte[] head() {
        return bytes(0, headEnd);
    }

    /** Half of the rows (rounded down) and half of the next; without rows, half of the head. */
    byte[] half() {
        int row = rows() / 2;
        return bytes(0, rows() == 0 ? headEnd / 2 : (bounds.get(row) + bounds.get(row + 1)) / 2);
    }

    byte[] row(int row) {
        return bytes(bounds.get(row), bounds.get(row + 1));
    }

    byte[] allRows() {
        return bytes(bounds.getFirst(), bounds.getLast());
    }

    byte[] headAndRows() {
        return bytes(0, bounds.getLast());
    }

    /** The bytes after all rows; the other half of the content if there is no table. */
    byte[] afterRows() {
        return bytes(rows() == 0 ? headEnd : bounds.getLast(), content.length);
    }

    int titleColumn() {
        List<String> names = FIELD.matcher(text)
                .results()
                .map(field -> field.group(1).toLowerCase(Locale.ROOT))
                .toList();
        return Stream.of("title", "obs_title", "ssa_dstitle")
                .mapToInt(names::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(0);
    }

    void writeOverflow(OutputStream out, int rows) throws IOException {
        int tableEnd = text.indexOf(TABLE_END, headEnd);
        if (tableEnd < 0) {
            out.write(content);
            return;
        }
        int cut = rows() == 0 ? tableEnd : bounds.get(rows);
        int resume = rows() == 0 ? tableEnd : bounds.getLast();
        int after = tableEnd + TABLE_END.length();
        out.write(bytes(0, cut));
        out.write(bytes(resume, after));
        // A service that has declared an overflow itself does not declare it twice.
        if (text.indexOf(OVERFLOW, after) < 0) {
            out.write(OVERFLOW.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(bytes(after, content.length));
    }
}
