package org.skytrawl.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body without its compression: gzip (RFC 1952), zlib (RFC 1950) and raw deflate (RFC 1951), also one within another. The
 * first bytes decide and not the headers, which are missing or wrong at times. What follows the end of the compressed data is
 * ignored.
 */
final class Decompressed extends InputStream {
    private static final int MAX_LAYERS = 3;
    /** Enough for the tables of a deflate block. */
    private static final int MAX_START = 512;

    private static final int LEAST_START = 64;

    /** More bytes are compressed than may be read. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream body;
    private final boolean announced;
    private final long maxBytes;
    private @Nullable InputStream plain;
    private volatile int removed;

    /**
     * @param announced whether the header announces deflate, so that raw deflate may be other than XML
     * @param maxBytes limit for the bytes of the body and of each layer
     */
    Decompressed(InputStream body, boolean announced, long maxBytes) {
        this.body = body;
        this.announced = announced;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        InputStream in = plain;
        if (in == null) {
            in = open();
            plain = in;
        }
        return in.read(buffer, offset, length);
    }

    private InputStream open() throws IOException {
        InputStream layer = body;
        for (int layers = 0; ; layers++) {
            byte[] start = start(layer);
            Started whole = new Started(start, layer);
            if (layers == MAX_LAYERS) {
                return whole;
            }
            if (isGzip(start)) {
                layer = new Gunzip(new Layer(whole));
            } else if (isZlib(start)) {
                layer = new InflaterInputStream(new Layer(whole));
            } else if (isDeflate(start)) {
                layer = new InflaterInputStream(new Layer(whole), new Inflater(true));
            } else {
                return whole;
            }
            removed = layers + 1;
        }
    }

    /** Number of compressions that were undone; known after the first read. */
    int removed() {
        return removed;
    }

    /** What one read gives, more if it does not look like text and is too short to decide. */
    private byte[] start(InputStream in) throws IOException {
        byte[] start = new byte[MAX_START];
        int length = Math.max(in.read(start), 0);
        boolean isText =
                start[0] == '\t' || start[0] == '\n' || start[0] == '\r' || (start[0] >= ' ' && start[0] != 'x');
        int least = announced ? MAX_START : isText ? 0 : LEAST_START;
        if (length > 0 && start[0] != '<') {
            int more = 0;
            while (length < least && more >= 0) {
                length += more;
                more = in.read(start, length, start.length - length);
            }
            length += Math.max(more, 0);
        }
        return Arrays.copyOf(start, length);
    }

    private static boolean isGzip(byte[] start) {
        return start.length > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    }

    private boolean isZlib(byte[] start) {
        boolean isHeader =
                start.length > 1 && (start[0] & 0x8f) == 8 && ((start[0] & 0xff) << 8 | (start[1] & 0xff)) % 31 == 0;
        return isHeader && (announced || start[0] == 'x') && inflated(start, false) != null;
    }

    /** Raw deflate has no mark of its own. */
    private boolean isDeflate(byte[] start) {
        byte[] text = start.length == 0 || start[0] == '<' ? null : inflated(start, true);
        return text != null && text.length > 0 && (announced || isXml(text) || isGzip(text));
    }

    /** What the start gives, or null if it is not deflate. */
    private static byte @Nullable [] inflated(byte[] start, boolean raw) {
        Inflater inflater = new Inflater(raw);
        try {
            inflater.setInput(start);
            byte[] text = new byte[MAX_START];
            return Arrays.copyOf(text, inflater.inflate(text));
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static boolean isXml(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("<");
    }

    /** Frees the memory of the decompression, and leaves the body open. */
    @Override
    public void close() {
        try {
            if (plain != null) {
                plain.close();
            }
        } catch (IOException e) {
            // nothing more is read
        }
    }

    /** A layer whose start was read to recognize it. Closing it leaves the body open. */
    private static final class Started extends FilterInputStream {
        private final byte[] start;
        private int at;

        Started(byte[] start, InputStream layer) {
            super(layer);
            this.start = start;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (at == start.length) {
                return in.read(buffer, offset, length);
            }
            int count = Math.min(length, start.length - at);
            System.arraycopy(start, at, buffer, offset, count);
            at += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (in instanceof InflaterInputStream || in instanceof Gunzip) {
                in.close();
            }
        }
    }

    /** Compressed data, bounded. */
    private final class Layer extends FilterInputStream {
        private long bytes;

        Layer(Started in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            bytes += Math.max(count, 0);
            if (bytes > maxBytes) {
                throw new TooLargeException();
            }
            return count;
        }
    }
}
