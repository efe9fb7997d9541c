package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.simvo.http.Response;

/**
 * A healthy answer's content, and where its rows are. Cells never contain the tags that are looked for, since the writer
 * escapes them; content that is no VOTable has no rows.
 */
final class Document {
    private static final byte[] TABLE = ascii("<TABLEDATA>");
    private static final byte[] ROW = ascii("<TR>");
    private static final byte[] ROW_END = ascii("</TR>\n");
    private static final byte[] TABLE_END = ascii("</TABLE>\n");
    private static final byte[] OVERFLOW = ascii("<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n");

    private final byte[] content;
    private final int headEnd;
    /** Beginnings of rows, and the end of the last. */
    private final List<Integer> bounds = new ArrayList<>();

    private Document(byte[] content) {
        this.content = content;
        int table = find(TABLE, 0);
        headEnd = table < 0 ? content.length / 2 : table + TABLE.length;
        int row = table < 0 ? -1 : find(ROW, table);
        while (row >= 0) {
            bounds.add(row);
            int end = find(ROW_END, row);
            row = end < 0 ? -1 : find(ROW, end);
            if (row < 0) {
                bounds.add(end < 0 ? content.length : end + ROW_END.length);
            }
        }
    }

    /** The content of an answer. */
    static Document of(Response response) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);
        return new Document(body.toByteArray());
    }

    /** In bytes. */
    int length() {
        return content.length;
    }

    /** How many rows there are. */
    int rows() {
        return Math.max(0, bounds.size() - 1);
    }

    /** Where what comes before the rows ends; half of the content if there is no table. */
    int headEnd() {
        return headEnd;
    }

    /** A place within a row, counted from 0. */
    int within(int row) {
        return (bounds.get(row) + bounds.get(row + 1)) / 2;
    }

    /** Writes the bytes from one place to before another. */
    void writeTo(OutputStream out, int begin, int end) throws IOException {
        out.write(content, begin, end - begin);
    }

    /** The bytes before a place as one chunk (RFC 9112 section 7.1). */
    byte[] chunk(int end) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        if (end > 0) {
            chunk.writeBytes(ascii(Integer.toHexString(end) + "\r\n"));
            writeTo(chunk, 0, end);
            chunk.writeBytes(ascii("\r\n"));
        }
        return chunk.toByteArray();
    }

    /** Writes half of the rows and what comes after the rows, with the word that there are more. */
    void writeOverflow(OutputStream out) throws IOException {
        int tableEnd = find(TABLE_END, headEnd);
        if (tableEnd < 0) {
            writeTo(out, 0, content.length);
            return;
        }
        int cut = rows() == 0 ? tableEnd : bounds.get(rows() / 2);
        int resume = rows() == 0 ? tableEnd : bounds.getLast();
        int after = tableEnd + TABLE_END.length;
        writeTo(out, 0, cut);
        writeTo(out, resume, after);
        // A service that has said so itself does not say it twice.
        if (find(OVERFLOW, after) < 0) {
            out.write(OVERFLOW);
        }
        writeTo(out, after, content.length);
    }

    private int find(byte[] text, int from) {
        for (int i = from; i <= content.length - text.length; i++) {
            int j = 0;
            while (j < text.length && content[i + j] == text[j]) {
                j++;
            }
            if (j == text.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
