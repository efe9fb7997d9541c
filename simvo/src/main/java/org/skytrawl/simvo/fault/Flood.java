package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.ResponseHead;
import org.skytrawl.simvo.http.Wire;

/**
 * A document whose last row comes again and again, compressed. Neither the document nor its compressed form is ever in
 * memory, and hardly a processor is needed: each row is written as what it is of the one before ({@link RowDeflater}).
 */
final class Flood {
    /** Of rows that are added. Less than a client that takes 1 GiB of an answer. */
    static final long BYTES = 1_000_000_000;

    /** Of a number in each row. */
    private static final int DIGITS = 10;

    private static final String CELL = "<TD>";
    private static final String CELL_END = "</TD>";

    private final Document document;
    private final boolean same;
    private final long bytes;

    /**
     * Of a document that has rows.
     *
     * @param same whether all rows are the same; else their titles, or what stands first, end with a number
     * @param bytes how many bytes of rows to add, at least
     */
    Flood(Document document, boolean same, long bytes) {
        this.document = document;
        this.same = same;
        this.bytes = bytes;
    }

    /** Sends it. */
    void send(Response response, Wire wire) throws IOException {
        byte[] last = document.row(document.rows() - 1);
        int end = endOfCell(last, document.titleColumn());
        byte[] row = same ? last : numbered(last, end);
        byte[] before = document.until(document.end());
        byte[] after = document.afterRows();
        CRC32 checksum = new CRC32();
        OutputStream out = wire.raw();
        out.write(ResponseHead.of(response, "Content-Encoding: gzip", "Connection: close"));
        out.write(Bomb.Coding.GZIP.begin());
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        begin.writeBytes(before);
        begin.writeBytes(row);
        out.write(Bomb.compressed(begin.toByteArray(), Deflater.FULL_FLUSH));
        checksum.update(begin.toByteArray());
        long length = begin.size();
        long most = length + bytes;
        RowDeflater deflater = new RowDeflater(out, row.length);
        while (length < most) {
            if (same) {
                deflater.row(row, row.length, row.length);
            } else {
                deflater.row(row, increased(row, end), end + DIGITS);
            }
            checksum.update(row);
            length += row.length;
        }
        deflater.end();
        out.write(Bomb.compressed(after, Deflater.NO_FLUSH));
        checksum.update(after);
        out.write(Bomb.Coding.GZIP.end(checksum.getValue(), length + after.length));
        out.flush();
    }

    /** Where the text of a row's cell ends. */
    private static int endOfCell(byte[] row, int column) {
        String text = new String(row, StandardCharsets.ISO_8859_1);
        int cell = text.indexOf(CELL);
        for (int i = 0; i < column; i++) {
            cell = text.indexOf(CELL, cell + 1);
        }
        return text.indexOf(CELL_END, cell);
    }

    private static byte[] numbered(byte[] row, int end) {
        ByteArrayOutputStream numbered = new ByteArrayOutputStream();
        numbered.write(row, 0, end);
        numbered.writeBytes("0".repeat(DIGITS).getBytes(StandardCharsets.US_ASCII));
        numbered.write(row, end, row.length - end);
        return numbered.toByteArray();
    }

    /** Counts on; returns where the first digit is that has become another one. */
    private static int increased(byte[] row, int number) {
        int digit = number + DIGITS - 1;
        while (row[digit] == '9') {
            row[digit--] = '0';
        }
        row[digit]++;
        return digit;
    }
}
