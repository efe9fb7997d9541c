package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** A document whose last row is repeated, compressed; never in memory ({@link RowDeflater}). */
final class Flood {
    /** Bytes of rows to add. Less than a client that accepts 1 GiB of an answer. */
    static final long BYTES = 1_000_000_000;

    private static final int DIGITS = 10;
    private static final String CELL = "<TD>";
    private static final String CELL_END = "</TD>";

    private Flood() {}

    /**
     * Adds rows of one dataset: all the same, or with numbers at the end of their titles (first cells without titles).
     */
    static void send(Response response, boolean same, long bytes, Wire wire) throws IOException {
        Document document = Document.of(response);
        if (document.rows() == 0) {
            wire.send(response);
            return;
        }
        byte[] last = document.row(document.rows() - 1);
        int end = endOfCell(last, document.titleColumn());
        byte[] row = same ? last : numbered(last, end);
        byte[] before = document.headAndRows();
        byte[] after = document.afterRows();
        CRC32 checksum = new CRC32();
        OutputStream out = wire.raw();
        out.write(response.head("Content-Encoding: gzip", "Connection: close"));
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
            deflater.row(row, same ? row.length : increased(row, end), same ? row.length : end + DIGITS);
            checksum.update(row);
            length += row.length;
        }
        deflater.end();
        out.write(Bomb.compressed(after, Deflater.NO_FLUSH));
        checksum.update(after);
        out.write(Bomb.Coding.GZIP.end(checksum.getValue(), length + after.length));
        out.flush();
    }

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

    /** Adds 1; returns the position of the first digit that has changed. */
    private static int increased(byte[] row, int number) {
        int digit = number + DIGITS - 1;
        while (row[digit] == '9') {
            row[digit--] = '0';
        }
        row[digit]++;
        return digit;
    }
}
