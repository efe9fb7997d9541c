package org.skytrawl.votable;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of one TABLEDATA column (VOTable 1.4 section 5.1). What is written as services write it is read;
 * what is neither that nor a way to say "no value" is null, and counted.
 */
final class TabledataCell {
    private final Datatype datatype;
    private final boolean text;
    private final boolean scalar;
    private final int stringLength;
    private final @Nullable String nullText;
    private final NullValue nullValue;

    /** Cells of this column that could not be read. */
    private long bad;

    TabledataCell(FieldDeclaration declared) {
        this.datatype = declared.datatype == null ? Datatype.CHAR : declared.datatype;
        this.text = declared.isText();
        this.scalar = declared.size.isScalar() && !datatype.isComplex();
        this.stringLength = declared.isStringArray() ? (int) declared.size.first() : 0;
        this.nullText = declared.nullText();
        this.nullValue = NullValue.of(declared);
    }

    long bad() {
        return bad;
    }

    /** The cell that stands from {@code start} to before {@code end}, of the field's class; null if it has no value. */
    @Nullable
    Object read(char[] chars, int start, int end) {
        int first = start;
        int behind = end;
        while (first < behind && chars[first] <= ' ') {
            first++;
        }
        if (first == behind) {
            return null;
        }
        if (text) {
            return text(new String(chars, start, end - start));
        }
        while (chars[behind - 1] <= ' ') {
            behind--;
        }
        return scalar ? number(chars, first, behind) : array(new String(chars, first, behind - first));
    }

    private @Nullable Object text(String written) {
        if (Character.isWhitespace(written.charAt(0)) && written.isBlank()) {
            return null;
        }
        if (nullText != null && written.strip().equals(nullText)) {
            return null;
        }
        return stringLength == 0 ? written : strings(written);
    }

    /** Strings of a fixed length one after the other, padded with blanks. */
    private String[] strings(String written) {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at < written.length(); at += stringLength) {
            int end = Math.min(written.length(), at + stringLength);
            while (end > at && written.charAt(end - 1) == ' ') {
                end--;
            }
            strings.add(written.substring(at, end));
        }
        return strings.toArray(String[]::new);
    }

    private @Nullable Object number(char[] chars, int first, int behind) {
        String written = new String(chars, first, behind - first);
        if (written.equals(nullText)) {
            return null;
        }
        Object value;
        if (datatype == Datatype.DOUBLE && isPlain(chars, first, behind)) {
            value = ScalarText.plain(written);
        } else {
            value = ScalarText.read(written.strip(), datatype);
        }
        if (value == null) {
            if (!meansNull(written)) {
                bad++;
            }
            return null;
        }
        return nullValue.is(value) || isNaN(value) ? null : value;
    }

    /** Whether this is certainly no word, no Fortran exponent and no hexadecimal number. */
    private static boolean isPlain(char[] chars, int first, int behind) {
        for (int i = first; i < behind; i++) {
            char c = chars[i];
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return behind - first <= NumberText.LONGEST;
    }

    private boolean meansNull(String written) {
        return NumberText.meansNull(written.strip()) || (datatype == Datatype.BOOLEAN && written.equals("?"));
    }

    private static boolean isNaN(Object value) {
        return (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
    }

    private @Nullable Object array(String written) {
        Object array = ArrayText.read(written, datatype, nullText);
        if (array == null && !NumberText.meansNull(written)) {
            bad++;
        }
        return array;
    }
}
