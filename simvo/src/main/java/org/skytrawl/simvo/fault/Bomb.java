package org.skytrawl.simvo.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.Wire;

/** A valid document with {@code blanks} (a multiple of 1 MiB) instead of rows, compressed; never in memory. */
record Bomb(Coding coding, long blanks) {
    /** More than a client should accept in one answer. */
    static final long BLANKS = 1L << 31;

    private static final int BLOCK = 1 << 20;

    /** A hundred megabytes a second, with pauses in which a decoding client leaves the processor to others. */
    private static final int BLOCKS_AT_ONCE = 2;

    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** The content codings of RFC 9110 section 8.4.1; what HTTP calls deflate is RFC 1950. */
    enum Coding {
        GZIP("\u001f\u008b\b\0\0\0\0\0\0\u00ff"),
        DEFLATE("x\u009c");

        private final String begin;

        Coding(String begin) {
            this.begin = begin;
        }

        byte[] begin() {
            return begin.getBytes(StandardCharsets.ISO_8859_1);
        }

        byte[] end(long checksum, long length) {
            return this == DEFLATE
                    ? ByteBuffer.allocate(4).putInt((int) checksum).array()
                    : ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt((int) checksum)
                            .putInt((int) length)
                            .array();
        }
    }

    void send(Response response, Wire wire) throws IOException, InterruptedException {
        Document document = Document.of(response);
        byte[] before = document.head();
        byte[] after = document.afterRows();
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) ' ');
        byte[] small = compressed(block, Deflater.FULL_FLUSH);
        Checksum checksum = coding == Coding.GZIP ? new CRC32() : new Adler32();
        OutputStream out = wire.raw();
        out.write(response.head(
                "Content-Encoding: " + coding.name().toLowerCase(java.util.Locale.ROOT), "Connection: close"));
        out.write(coding.begin());
        out.write(compressed(before, Deflater.FULL_FLUSH));
        checksum.update(before);
        for (int i = 0; i < blanks / BLOCK; i++) {
            out.write(small);
            checksum.update(block);
            if (i % BLOCKS_AT_ONCE == BLOCKS_AT_ONCE - 1) {
                out.flush();
                wire.pause(BETWEEN);
            }
        }
        out.write(compressed(after, Deflater.NO_FLUSH));
        checksum.update(after);
        out.write(coding.end(checksum.getValue(), before.length + blanks + after.length));
        out.flush();
    }

    /** A piece of a deflated stream, the last one with NO_FLUSH; after a FULL_FLUSH it can be sent many times. */
    static byte[] compressed(byte[] bytes, int flush) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            if (flush == Deflater.NO_FLUSH) {
                deflater.finish();
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 13];
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, flush);
                all.write(buffer, 0, count);
            } while (count == buffer.length);
            return all.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
