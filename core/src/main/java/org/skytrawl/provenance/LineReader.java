package org.skytrawl.provenance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a stream one at a time, as bytes, and none beyond a bound: files may be damaged, or made by somebody else.
 * All that is read line by line goes through it. Used by one thread; the stream is not closed.
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

    /** @param longest the most bytes that a line may have, its end not counted */
    public LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * The next line without its line feed, or null if there is none.
     *
     * @throws IOException if it is too long, naming the line, or from the stream
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

    /** The number of the line that was read last, from 1. */
    public long number() {
        return number;
    }

    /** How many bytes are before the line that was read last. */
    public long start() {
        return start;
    }

    /** Whether the line that was read last has no end. */
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
