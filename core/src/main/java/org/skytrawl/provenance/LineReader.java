package org.skytrawl.provenance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a stream as bytes, up to a bounded length, since files may be damaged or from elsewhere. For one
 * thread. It does not close the stream.
 */
public final class LineReader {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long read;
    private long start;
    private long number;
    private boolean torn;

    /** @param longest maximum length of a line in bytes, without its end */
    public LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line without its line feed, or null at the end.
     *
     * @throws IOException if the line is too long (it names the line), or from the stream
     */
    public byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        number++;
        start = read - (end - at);
        while (fill()) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            if (stop - at > longest - line.size()) {
                throw new IOException("line " + number + ": it is longer than " + bound());
            }
            line.write(buffer, at, stop - at);
            at = stop;
            if (stop < end) {
                at++;
                return line.toByteArray();
            }
        }
        torn = true;
        return line.size() == 0 ? null : line.toByteArray();
    }

    /** Number of the last line read, from 1. */
    public long number() {
        return number;
    }

    /** Offset of the last line read, in bytes. */
    public long start() {
        return start;
    }

    /** Whether the last line read has no line feed. */
    public boolean isTorn() {
        return torn;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            read += end;
        }
        return end > 0;
    }

    private String bound() {
        return longest % (1 << 20) == 0 ? (longest >> 20) + " MiB" : longest + " bytes";
    }
}
