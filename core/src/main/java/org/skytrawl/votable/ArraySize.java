package org.skytrawl.votable;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/**
 * An {@code arraysize} attribute (VOTable 1.4 section 2.2).
 *
 * @param dimensions how many dimensions; 0 without an arraysize
 * @param first the first dimension's length; 1 where it is variable or there is none
 * @param elements the product of all fixed dimensions; at most {@link Integer#MAX_VALUE}
 * @param variable whether the last dimension varies
 * @param readable whether the attribute could be read
 */
record ArraySize(int dimensions, long first, long elements, boolean variable, boolean readable) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,10}\\s*x\\s*)*(\\d{1,10}|\\d{0,10}\\*)");
    private static final Pattern TIMES = Pattern.compile("\\s*x\\s*");

    private static final ArraySize NONE = new ArraySize(0, 1, 1, false, true);
    private static final ArraySize ANY = new ArraySize(1, 1, 1, true, true);
    private static final ArraySize UNREADABLE = new ArraySize(1, 1, 1, true, false);

    static ArraySize of(@Nullable String text) {
        if (OutsideText.isTooLongForWord(text)) {
            return UNREADABLE;
        }
        if (text == null || text.isBlank()) {
            return NONE;
        }
        if (text.equals("*")) {
            return ANY;
        }
        String written = text.strip();
        if (written.length() > 100 || !WRITTEN.matcher(written).matches()) {
            return UNREADABLE;
        }
        String[] lengths = TIMES.split(written, -1);
        boolean variable = written.endsWith("*");
        int fixed = variable ? lengths.length - 1 : lengths.length;
        long elements = 1;
        boolean readable = true;
        for (int i = 0; i < fixed; i++) {
            long length = Long.parseLong(lengths[i]);
            readable &= length > 0;
            elements *= length;
            if (elements > Integer.MAX_VALUE) {
                elements = Integer.MAX_VALUE;
            }
        }
        long first = fixed > 0 ? Long.parseLong(lengths[0]) : 1;
        return new ArraySize(lengths.length, first, elements, variable, readable);
    }

    boolean isScalar() {
        return !variable && elements == 1 && dimensions <= 1;
    }
}
