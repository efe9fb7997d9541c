package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.skytrawl.simvo.http.Response;

/**
 * A healthy answer's content, and where its rows are. Cells never contain the tags that are looked for, since the writer
 * escapes them; content that is no VOTable has no rows.
 */
final class Document {
    private static final String TABLE = "<TABLEDATA>";
    private static final String ROW = "<TR>";
    private static final String ROW_END = "</TR>\n";
    private static final String TABLE_END = "</TABLE>\n";
    private static final String OVERFLOW = "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n";

    private static final Pattern FIELD = Pattern.compile("<FIELD name=\"([^\"]*)\"");

    private final byte[] content;
    /** The same as Latin-1, one character for each byte. */
    private final String text;

    private final int headEnd;
    /** Beginnings of rows, and the end of the last. */
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

    /** The bytes of a row, counted from 0, with its line end. */
    byte[] row(int row) {
        return Arrays.copyOfRange(content, bounds.get(row), bounds.get(row + 1));
    }

    /** Where the rows end, if there are any. */
    int end() {
        return bounds.getLast();
    }

    /** Which column has titles, counted from 0; the first if none has. */
    int titleColumn() {
        List<String> names = FIELD.matcher(text)
                .results()
                .map(field -> field.group(1).toLowerCase(Locale.ROOT))
                .toList();
        return Math.max(0, Math.max(names.indexOf("title"), names.indexOf("obs_title")));
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

    /** The bytes before a place. */
    byte[] until(int end) {
        return Arrays.copyOfRange(content, 0, end);
    }

    /** The bytes of all rows. */
    byte[] allRows() {
        return rows() == 0 ? new byte[0] : Arrays.copyOfRange(content, bounds.getFirst(), bounds.getLast());
    }

    /** The bytes after all rows; the other half of the content if there is no table. */
    byte[] afterRows() {
        return Arrays.copyOfRange(content, rows() == 0 ? headEnd : bounds.getLast(), content.length);
    }

    /** The bytes of the same document with an empty table. */
    byte[] withoutRows() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(until(headEnd));
        all.writeBytes(afterRows());
        return all.toByteArray();
    }

    /** Writes the first rows, as many as these, and what comes after the rows, with the word that there are more. */
    void writeOverflow(OutputStream out, int rows) throws IOException {
        int tableEnd = text.indexOf(TABLE_END, headEnd);
        if (tableEnd < 0) {
            writeTo(out, 0, content.length);
            return;
        }
        int cut = rows() == 0 ? tableEnd : bounds.get(rows);
        int resume = rows() == 0 ? tableEnd : bounds.getLast();
        int after = tableEnd + TABLE_END.length();
        writeTo(out, 0, cut);
        writeTo(out, resume, after);
        // A service that has said so itself does not say it twice.
        if (text.indexOf(OVERFLOW, after) < 0) {
            out.write(ascii(OVERFLOW));
        }
        writeTo(out, after, content.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
