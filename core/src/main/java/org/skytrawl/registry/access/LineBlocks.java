package org.skytrawl.registry.access;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of lines into blocks of whole lines, which several threads can read at once. Used once. */
public final class LineBlocks {
    private static final int BLOCK = 1 << 18;

    /** No line of a snapshot is near this: the largest MOCs of the VO have some megabytes. */
    private static final int LONGEST_LINE = 1 << 26;

    private final InputStream in;
    private byte[] buffer = new byte[BLOCK];
    private int filled;

    public LineBlocks(InputStream in) {
        this.in = in;
    }

    /**
     * The first line, without its end.
     *
     * @throws IOException if there is none, or the stream throws
     */
    public byte[] firstLine() throws IOException {
        int end = endOfLine(0);
        while (end < 0) {
            int before = filled;
            if (!fill()) {
                throw new EOFException("it has no first line");
            }
            end = endOfLine(before);
        }
        byte[] line = Arrays.copyOf(buffer, end);
        filled -= end + 1;
        System.arraycopy(buffer, end + 1, buffer, 0, filled);
        return line;
    }

    /** Some of the lines that are left, each whole, or null if none is. */
    public byte @Nullable [] next() throws IOException {
        int end;
        do {
            if (!fill()) {
                end = filled;
                break;
            }
            end = filled;
            while (end > 0 && buffer[end - 1] != '\n') {
                end--;
            }
        } while (end == 0);
        if (end == 0) {
            return null;
        }
        byte[] block = Arrays.copyOf(buffer, end);
        filled -= end;
        System.arraycopy(buffer, end, buffer, 0, filled);
        return block;
    }

    /** Fills the buffer, made larger if it is full; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            if (filled >= LONGEST_LINE) {
                throw new IOException("it has a line of more than " + LONGEST_LINE + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int more = in.readNBytes(buffer, filled, buffer.length - filled);
        filled += more;
        return more > 0;
    }

    private int endOfLine(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
