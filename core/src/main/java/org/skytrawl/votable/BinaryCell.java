package org.skytrawl.votable;

import org.jspecify.annotations.Nullable;

/** A binary column's last touch on what STIL decoded: null values that STIL does not know. */
final class BinaryCell {
    private final boolean text;
    private final boolean scalar;
    private final @Nullable String nullText;
    private final NullValue nullValue;

    BinaryCell(FieldDeclaration declared) {
        this.text = declared.isText();
        this.scalar = declared.size.isScalar() && !(declared.datatype != null && declared.datatype.isComplex());
        this.nullText = declared.nullText();
        this.nullValue = NullValue.of(declared);
    }

    /** Gives the cell as the sink shall see it. */
    @Nullable
    Object finished(@Nullable Object decoded) {
        if (decoded == null) {
            return null;
        }
        if (text) {
            return finishedText(decoded);
        }
        if (!scalar) {
            return decoded;
        }
        if (decoded instanceof boolean[] bits) {
            // So STIL gives a single bit.
            return bits.length == 1 ? bits[0] : null;
        }
        return nullValue.is(decoded) ? null : decoded;
    }

    private @Nullable Object finishedText(Object decoded) {
        if (decoded instanceof Character c) {
            return c <= ' ' ? null : c.toString();
        }
        if (decoded instanceof String s
                && (s.isBlank() || (nullText != null && s.strip().equals(nullText)))) {
            return null;
        }
        return decoded;
    }
}
