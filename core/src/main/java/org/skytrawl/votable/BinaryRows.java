package org.skytrawl.votable;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;
import org.xml.sax.SAXException;

/**
 * Walks over binary rows (VOTable 1.4 sections 5.3, 5.4) before STIL and decodes the lengths only. STIL would allocate any
 * length, and does not notice a stream that ends within a row.
 */
final class BinaryRows {
    static final int MAX_CELL = 1 << 22;

    /** Bits per element of each variable cell, then 0 for the last gap. */
    private final int[] variableBits;
    /** Bytes of fixed width before each variable cell, and after the last. */
    private final long[] gaps;
    /** Limit of the bytes of a row's variable cells: STIL holds a whole row. */
    private final long maxVariable;

    private long variable;
    private int step;
    private long skip;
    private int lengthBytes;
    private int length;
    private boolean withinRow;

    BinaryRows(List<FieldDeclaration> fields, boolean nullFlags) throws SAXException {
        if (fields.isEmpty()) {
            // STIL would read empty rows for ever
            throw new ReadAbort(FailureCode.MALFORMED, "A binary table without fields");
        }
        List<Integer> bits = new ArrayList<>();
        List<Long> widths = new ArrayList<>();
        long gap = nullFlags ? (fields.size() + 7) / 8 : 0;
        for (FieldDeclaration field : fields) {
            Datatype type = known(field);
            if (field.size.variable()) {
                bits.add(type.bits);
                widths.add(gap);
                gap = 0;
            } else {
                gap += (field.size.elements() * type.bits + 7) / 8;
            }
        }
        bits.add(0);
        widths.add(gap);
        this.variableBits = bits.stream().mapToInt(Integer::intValue).toArray();
        this.gaps = widths.stream().mapToLong(Long::longValue).toArray();
        long fixed = widths.stream().mapToLong(Long::longValue).sum();
        if (fixed > TabledataBody.RowText.MAX_ROW) {
            throw new ReadAbort(
                    FailureCode.MALFORMED,
                    "The binary table's rows are longer than " + TabledataBody.RowText.MAX_ROW + " bytes");
        }
        this.maxVariable = TabledataBody.RowText.MAX_ROW - fixed;
        this.skip = gaps[0];
    }

    /** The datatype of a field whose cells have a known width. */
    static Datatype known(FieldDeclaration field) throws SAXException {
        Datatype type = field.datatype;
        FieldDeclaration.ArraySize size = field.size;
        if (type == null) {
            throw unreadable(field, "has the unknown datatype " + field.field.datatype());
        }
        if (!size.readable()
                || size.elements() * type.bits / 8 > MAX_CELL
                || (type.isText() && size.first() > MAX_CELL)) {
            throw unreadable(field, "has the arraysize " + field.field.arraysize());
        }
        if (type.isComplex() && size.variable()) {
            throw unreadable(field, "is a variable array of complex numbers");
        }
        return type;
    }

    private static ReadAbort unreadable(FieldDeclaration field, @Nullable String why) {
        return new ReadAbort(
                FailureCode.MALFORMED, "The binary table cannot be read: field " + field.field.name() + " " + why);
    }

    /** @return number of accepted bytes: all, or those before a refused length */
    int walk(byte[] bytes, int count) {
        int at = 0;
        while (at < count) {
            if (skip > 0) {
                int passed = (int) Math.min(skip, count - at);
                at += passed;
                skip -= passed;
                withinRow = true;
            }
            if (skip == 0) {
                if (variableBits[step] == 0) {
                    nextRow();
                } else if (at < count) {
                    withinRow = true;
                    length = (length << 8) | (bytes[at] & 0xFF);
                    if (++lengthBytes == 4 && !takeLength()) {
                        return at;
                    }
                    at++;
                }
            }
        }
        return count;
    }

    private boolean takeLength() {
        long size = ((long) length * variableBits[step] + 7) / 8;
        if (length < 0 || size > MAX_CELL || variable + size > maxVariable) {
            return false;
        }
        variable += size;
        lengthBytes = 0;
        length = 0;
        step++;
        skip = size + gaps[step];
        if (skip == 0 && variableBits[step] == 0) {
            nextRow();
        }
        return true;
    }

    private void nextRow() {
        step = 0;
        variable = 0;
        skip = gaps[0];
        withinRow = false;
    }

    /** The refused length, in elements; may be negative. */
    int refusedLength() {
        return length;
    }

    /** True if the bytes so far end within a row. */
    boolean withinRow() {
        return withinRow;
    }
}
