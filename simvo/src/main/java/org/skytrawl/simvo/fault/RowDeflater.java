package org.skytrawl.simvo.fault;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Compresses rows of one length that differ in a few bytes, as one deflated block with fixed codes (RFC 1951 3.2.6).
 */
final class RowDeflater {
    private static final int LONGEST = 258;
    private static final int SHORTEST = 3;
    private static final int FURTHEST = 1 << 15;
    private static final int END_OF_BLOCK = 256;

    private final OutputStream out;
    private final int rowLength;
    private final byte[] buffer = new byte[1 << 14];
    private int count;
    private long bits;
    private int bitCount;

    RowDeflater(OutputStream out, int rowLength) throws IOException {
        if (rowLength > FURTHEST) {
            throw new IllegalArgumentException("a row of " + rowLength + " bytes is out of deflate's reach");
        }
        this.out = out;
        this.rowLength = rowLength;
        // not the last block, with fixed codes
        put(0b010, 3);
    }

    /** Writes a row that differs from the one before only in the bytes from one position to before another. */
    void row(byte[] row, int changed, int changedEnd) throws IOException {
        repeat(changed);
        for (int i = changed; i < changedEnd; i++) {
            code(row[i] & 0xff);
        }
        repeat(rowLength - changedEnd);
    }

    void end() throws IOException {
        code(END_OF_BLOCK);
        put(0b000, 3);
        put(0, (8 - bitCount) % 8);
        put(0x0000, 16);
        put(0xffff, 16);
        out.write(buffer, 0, count);
        count = 0;
    }

    private void repeat(int length) throws IOException {
        int left = length;
        while (left > 0) {
            // the rest must not be too short for a length
            int now = left <= LONGEST ? left : Math.min(LONGEST, left - SHORTEST);
            length(now);
            distance();
            left -= now;
        }
    }

    private void length(int length) throws IOException {
        int above = length - SHORTEST;
        if (length == LONGEST) {
            code(285);
        } else if (above < 8) {
            code(257 + above);
        } else {
            int extra = 31 - Integer.numberOfLeadingZeros(above) - 2;
            code(257 + 4 * (extra + 1) + (above >> extra & 3));
            put(above & (1 << extra) - 1, extra);
        }
    }

    private void distance() throws IOException {
        int above = rowLength - 1;
        int extra = Math.max(0, 31 - Integer.numberOfLeadingZeros(above | 1) - 1);
        int code = above < 4 ? above : 2 * (extra + 1) + (above >> extra & 1);
        put(Integer.reverse(code) >>> 27, 5);
        put(above & (1 << extra) - 1, extra);
    }

    /** A literal or length. Codes begin with their highest bit, all else with its lowest. */
    private void code(int symbol) throws IOException {
        if (symbol < 144) {
            put(Integer.reverse(0x30 + symbol) >>> 24, 8);
        } else if (symbol < 256) {
            put(Integer.reverse(0x190 + symbol - 144) >>> 23, 9);
        } else if (symbol < 280) {
            put(Integer.reverse(symbol - 256) >>> 25, 7);
        } else {
            put(Integer.reverse(0xc0 + symbol - 280) >>> 24, 8);
        }
    }

    private void put(int value, int length) throws IOException {
        bits |= (long) value << bitCount;
        bitCount += length;
        while (bitCount >= 8) {
            if (count == buffer.length) {
                out.write(buffer);
                out.flush();
                count = 0;
            }
            buffer[count++] = (byte) bits;
            bits >>>= 8;
            bitCount -= 8;
        }
    }
}
