package org.skytrawl.votable;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One column's last touch on what STIL decoded: null values it does not know, and numbers it silently made null. One
 * object serves all rows of a table, on one thread.
 */
final class Cell {
    private final Datatype datatype;
    private final boolean text;
    private final boolean scalar;
    private final @Nullable String nullText;
    private final @Nullable Double nullReal;
    private final @Nullable Long nullInteger;

    /** Cells of this column that could not be read. */
    private long bad;

    Cell(FieldDeclaration declared) {
        this.datatype = declared.datatype == null ? Datatype.CHAR : declared.datatype;
        this.text = declared.isText();
        this.scalar = declared.size.isScalar() && !datatype.isComplex();
        this.nullText = declared.nullText();
        this.nullReal = text || nullText == null ? null : NumberText.real(nullText);
        this.nullInteger = text || nullText == null ? null : NumberText.integer(nullText, Long.SIZE);
    }

    long bad() {
        return bad;
    }

    /** Gives the cell as the sink shall see it; {@code row} is null where the cell was binary. */
    @Nullable
    Object finished(@Nullable Object decoded, int column, @Nullable RowText row) {
        if (text) {
            return finishedText(decoded);
        }
        if (!scalar) {
            return row == null || row.isBlank(column) ? decoded : checkedArray(decoded, row.stripped(column));
        }
        // To STIL every text that does not begin with 1 is the bit 0.
        if (row != null && (decoded == null || datatype == Datatype.BIT)) {
            return row.isBlank(column) ? null : reread(row.stripped(column));
        }
        if (decoded == null) {
            return null;
        }
        if (decoded instanceof boolean[] bits) {
            // So STIL gives a single bit of a binary table.
            return bits.length == 1 ? bits[0] : null;
        }
        return nullText != null && isNull(decoded) ? null : decoded;
    }

    private @Nullable Object finishedText(@Nullable Object decoded) {
        if (decoded instanceof Character c) {
            return c <= ' ' ? null : c.toString();
        }
        if (decoded instanceof String s
                && (s.isBlank() || (nullText != null && s.strip().equals(nullText)))) {
            return null;
        }
        return decoded;
    }

    private boolean isNull(Object decoded) {
        return switch (decoded) {
            case Double d -> d.equals(nullReal);
            case Float f -> nullReal != null && f == nullReal.floatValue();
            case Number n -> nullInteger != null && n.longValue() == nullInteger;
            default -> false;
        };
    }

    /** STIL made nothing of a text that is not blank. */
    private @Nullable Object reread(String written) {
        if (written.equals(nullText) || NumberText.meansNull(written) || isUnknownTruth(written)) {
            return null;
        }
        Object value = ScalarText.read(written, datatype);
        if (value == null) {
            bad++;
            return null;
        }
        return isNull(value) ? null : value;
    }

    private boolean isUnknownTruth(String written) {
        return datatype == Datatype.BOOLEAN && written.equals("?");
    }

    /** Of an array STIL replaces what it cannot read by NaN or 0; such an array is read again, or is lost. */
    private @Nullable Object checkedArray(@Nullable Object decoded, String written) {
        if (decoded != null && !mayHideFaults(decoded)) {
            return decoded;
        }
        Object again = ArrayText.read(written, datatype, nullText);
        if (again == null && !NumberText.meansNull(written)) {
            bad++;
        }
        return again;
    }

    private static boolean mayHideFaults(Object decoded) {
        return switch (decoded) {
            case double[] values -> Arrays.stream(values).anyMatch(Double::isNaN);
            case float[] values -> anyNaN(values);
            default -> true;
        };
    }

    private static boolean anyNaN(float[] values) {
        for (float value : values) {
            if (Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }
}
