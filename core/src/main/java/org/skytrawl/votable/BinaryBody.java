package org.skytrawl.votable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Rows as base64 in an inline STREAM. STIL gets whole groups of four characters only, so that it delivers every row before
 * the break of a stream.
 */
final class BinaryBody implements TableBody {
    private static final int CHUNK = 1 << 14;
    private static final byte BLANK = -1;
    private static final byte PADDING = -2;
    private static final byte ILLEGAL = -3;
    private static final byte[] SEXTETS = sextets();

    private final StilTable.RowDelivery delivery;
    private final BinaryRows rows;
    private final StilTable stil;
    private final char[] base64 = new char[CHUNK + 4];
    private final byte[] bytes = new byte[(CHUNK + 4) / 4 * 3];
    private int held;
    private boolean padded;
    private boolean closed;

    BinaryBody(List<FieldDeclaration> fields, RowSink sink, String serialization) throws SAXException {
        boolean nullFlags = serialization.equals("BINARY2");
        this.rows = new BinaryRows(fields, nullFlags);
        this.delivery = new StilTable.RowDelivery(sink, fields);
        List<AttributesImpl> declared = new ArrayList<>();
        for (FieldDeclaration field : fields) {
            declared.add(field.attributesForBinary(BinaryRows.known(field)));
        }
        this.stil = new StilTable(delivery, declared, serialization);
    }

    private static byte[] sextets() {
        byte[] values = new byte[128];
        Arrays.fill(values, ILLEGAL);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        for (char blank : new char[] {' ', '\t', '\r', '\n'}) {
            values[blank] = BLANK;
        }
        values['='] = PADDING;
        return values;
    }

    @Override
    public void start(String name, Attributes atts) throws SAXException {
        throw new ReadAbort(FailureCode.MALFORMED, "The table's STREAM holds an element " + name);
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        int end = start + length;
        for (int i = start; i < end; i++) {
            char c = text[i];
            // a blank of another kind is one too; what stands for a lost character is not
            int sextet = c < 128 ? SEXTETS[c] : Character.isSpaceChar(c) || c == '\uFEFF' ? BLANK : ILLEGAL;
            if (sextet >= 0 && !padded) {
                base64[held++] = c;
                if (held == CHUNK) {
                    flush();
                }
            } else if (sextet == PADDING) {
                padded = true;
            } else if (sextet != BLANK) {
                flush();
                throw new ReadAbort(FailureCode.MALFORMED, "The table's STREAM is not base64");
            }
        }
    }

    private void flush() throws SAXException {
        int whole = held & ~3;
        int count = decode(whole);
        int good = rows.walk(bytes, count);
        if (good < count) {
            stil.stream(base64, good / 3 * 4);
            held = 0;
            throw refusedLength();
        }
        if (whole > 0) {
            stil.stream(base64, whole);
        }
        held -= whole;
        System.arraycopy(base64, whole, base64, 0, held);
    }

    private ReadAbort refusedLength() {
        return new ReadAbort(
                FailureCode.MALFORMED,
                "The table's STREAM has a cell of " + rows.refusedLength() + " elements, or a row that is too long");
    }

    private int decode(int chars) {
        int at = 0;
        for (int i = 0; i < chars; i += 4) {
            int group = SEXTETS[base64[i]] << 18
                    | SEXTETS[base64[i + 1]] << 12
                    | SEXTETS[base64[i + 2]] << 6
                    | SEXTETS[base64[i + 3]];
            bytes[at++] = (byte) (group >> 16);
            bytes[at++] = (byte) (group >> 8);
            bytes[at++] = (byte) group;
        }
        return at;
    }

    /** Passes on the last characters; pads an open group of one or two bytes as base64 requires. */
    private void flushAll() throws SAXException {
        flush();
        int rest = held * 6 / 8;
        if (rest > 0) {
            int chars = held;
            Arrays.fill(base64, chars, 4, 'A');
            decode(4);
            held = 0;
            if (rows.walk(bytes, rest) < rest) {
                // the bytes before it belong to the same length: no row ends here
                throw refusedLength();
            }
            Arrays.fill(base64, chars, 4, '=');
            stil.stream(base64, 4);
        }
        held = 0;
    }

    @Override
    public void finish() throws SAXException {
        close();
        if (rows.withinRow()) {
            throw new ReadAbort(FailureCode.TRUNCATED, "The table's STREAM ends within a row");
        }
    }

    @Override
    public void close() throws SAXException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            flushAll();
        } finally {
            stil.close();
        }
    }

    @Override
    public long rows() {
        return delivery.rows();
    }

    @Override
    public @Nullable Throwable failure() {
        return delivery.failure();
    }
}
