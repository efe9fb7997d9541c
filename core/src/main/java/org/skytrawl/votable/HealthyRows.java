package org.skytrawl.votable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds, eight bytes at a time, how far a document needs no repair, so that {@link MarkupRepair} does not read healthy rows
 * character by character. For encodings whose ASCII bytes stand for ASCII only.
 */
final class HealthyRows {
    /** The longest tag or reference known here. */
    static final int MAX_WORD = 6;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x80 * ONES;
    /** In UTF-8, some of the characters that begin with such bytes are not XML's. */
    private static final byte RARE = (byte) 0xE0;

    private static final int TD = word("<TD>");
    private static final int TR = word("<TR>");
    private static final int EMPTY_TD = word("<TD/");
    private static final int END_TD = word("</TD");
    private static final int END_TR = word("</TR");
    private static final int AMP = word("&amp");
    private static final int LT = word("&lt;");
    private static final int GT = word("&gt;");
    private static final int QUOT = word("&quo");
    private static final int APOS = word("&apo");

    private final boolean isUtf8;
    private boolean tag;
    private boolean cell;

    HealthyRows(boolean isUtf8) {
        this.isUtf8 = isUtf8;
    }

    private static int word(String ascii) {
        return (int) INTS.get(ascii.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** The end of the bytes, beginning in text, that are plain text, tags of rows and cells, and references of XML. */
    int end(byte[] bytes, int from, int to) {
        long rareBits = isUtf8 ? HIGH_BITS : 0;
        int lastTag = 0;
        int at = from;
        while (at < to) {
            while (at + 8 <= to) {
                long word = (long) LONGS.get(bytes, at);
                long special = (zeros(word ^ '<' * ONES) | zeros(word ^ '&' * ONES) | zeros(word ^ ']' * ONES)
                                | ((word - ' ' * ONES) & ~word))
                        & HIGH_BITS;
                special |= word & (word << 1) & (word << 2) & rareBits;
                if (special != 0) {
                    at += Long.numberOfTrailingZeros(special) >> 3;
                    break;
                }
                at += 8;
            }
            if (at == to) {
                break;
            }
            byte b = bytes[at];
            int next = at;
            if (b == '<' || b == '&') {
                if (at + MAX_WORD <= to) {
                    int word = (int) INTS.get(bytes, at);
                    next = b == '<' ? endOfTag(word, bytes, at) : endOfReference(word, bytes, at);
                    lastTag = b == '<' && next > at ? word : lastTag;
                }
            } else if (b >= ' ' ? b != ']' : b < 0 ? !isUtf8 || b < RARE : b == '\n' || b == '\t' || b == '\r') {
                next = at + 1;
            }
            if (next == at) {
                break;
            }
            at = next;
        }
        tag = lastTag != 0;
        cell = lastTag == TD;
        return at;
    }

    /** Whether the last call passed a tag. */
    boolean passedTag() {
        return tag;
    }

    /** Whether the last tag that was passed begins a cell. */
    boolean inCell() {
        return cell;
    }

    /** The high bit of the first zero byte, perhaps with higher bits. */
    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }

    private static int endOfTag(int word, byte[] bytes, int at) {
        if (word == TD || word == TR) {
            return at + 4;
        }
        return (word == END_TD || word == END_TR || word == EMPTY_TD) && bytes[at + 4] == '>' ? at + 5 : at;
    }

    private static int endOfReference(int word, byte[] bytes, int at) {
        if (word == LT || word == GT) {
            return at + 4;
        }
        if (word == AMP) {
            return bytes[at + 4] == ';' ? at + 5 : at;
        }
        boolean five = (word == QUOT && bytes[at + 4] == 't') || (word == APOS && bytes[at + 4] == 's');
        return five && bytes[at + 5] == ';' ? at + 6 : at;
    }
}
