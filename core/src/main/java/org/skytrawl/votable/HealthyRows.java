package org.skytrawl.votable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds how far a document needs no repair, so that healthy rows do not pass through {@link MarkupRepair}. For encodings whose
 * ASCII bytes stand for ASCII only.
 */
final class HealthyRows {
    /** The longest tag or reference known here. */
    static final int MAX_WORD = 6;

    /** In UTF-8, some of the characters that begin with such bytes are not XML's. */
    private static final int RARE = 0xE0;

    private static final int BETWEEN_CELLS = "</TD><TD>".length();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long END_AND_TD = (long) LONGS.get("</TD><TD>".getBytes(StandardCharsets.US_ASCII), 0);

    private static final int IN_UTF8 = 1;
    private static final int IN_OTHERS = 2;
    /** In which encodings a byte is plain text. One constant array: its bounds need no check. */
    private static final byte[] PLAIN = new byte[256];

    static {
        for (int b = 0; b < PLAIN.length; b++) {
            boolean isText = b >= ' ' && b != '<' && b != '&' && b != ']';
            boolean isPlain = isText || b == '\n' || b == '\t' || b == '\r';
            PLAIN[b] = (byte) (!isPlain ? 0 : b < RARE ? IN_UTF8 | IN_OTHERS : IN_OTHERS);
        }
    }

    private final int encoding;
    private boolean tag;
    private boolean cell;

    HealthyRows(boolean isUtf8) {
        this.encoding = isUtf8 ? IN_UTF8 : IN_OTHERS;
    }

    /** The end of the bytes, beginning in text, that are plain text, tags of rows and cells, and references of XML. */
    int end(byte[] bytes, int from, int to) {
        tag = false;
        int plain = encoding;
        int at = from;
        while (true) {
            while (at < to && (PLAIN[bytes[at] & 0xFF] & plain) != 0) {
                at++;
            }
            // from cell to cell at once: this decides the speed
            if (at + BETWEEN_CELLS <= to && (long) LONGS.get(bytes, at) == END_AND_TD && bytes[at + 8] == '>') {
                tag = true;
                cell = true;
                at += BETWEEN_CELLS;
                continue;
            }
            if (at + MAX_WORD > to) {
                return at;
            }
            int next = bytes[at] == '<' ? endOfTag(bytes, at) : bytes[at] == '&' ? endOfReference(bytes, at) : at;
            if (next == at) {
                return at;
            }
            at = next;
        }
    }

    /** Whether the last call passed a tag. */
    boolean passedTag() {
        return tag;
    }

    /** Whether the last tag that was passed begins a cell. */
    boolean inCell() {
        return cell;
    }

    private int endOfTag(byte[] bytes, int at) {
        boolean isEnd = bytes[at + 1] == '/';
        int name = isEnd ? at + 2 : at + 1;
        int end = bytes[name + 2] == '/' ? name + 3 : name + 2;
        boolean isCell = bytes[name + 1] == 'D';
        if (bytes[name] != 'T'
                || !(isCell || bytes[name + 1] == 'R')
                || bytes[end] != '>'
                || (isEnd && end > name + 2)) {
            return at;
        }
        tag = true;
        cell = isCell && !isEnd && end == name + 2;
        return end + 1;
    }

    private static int endOfReference(byte[] bytes, int at) {
        byte first = bytes[at + 1];
        if ((first == 'l' || first == 'g') && bytes[at + 2] == 't' && bytes[at + 3] == ';') {
            return at + 4;
        }
        if (first == 'a' && bytes[at + 2] == 'm' && bytes[at + 3] == 'p' && bytes[at + 4] == ';') {
            return at + 5;
        }
        boolean isQuote = first == 'q' && bytes[at + 2] == 'u' && bytes[at + 3] == 'o' && bytes[at + 4] == 't';
        boolean isApostrophe = first == 'a' && bytes[at + 2] == 'p' && bytes[at + 3] == 'o' && bytes[at + 4] == 's';
        return (isQuote || isApostrophe) && bytes[at + 5] == ';' ? at + 6 : at;
    }
}
