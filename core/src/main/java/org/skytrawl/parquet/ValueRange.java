package org.skytrawl.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the values of a column, by the rules of Parquet's statistics and page index: texts are ordered by their
 * UTF-8 bytes, long ones are shortened, and a bound of zero has the sign that includes both zeros. Values with NaN have
 * no bounds: some readers order it above all numbers, and would skip it. A value is a {@code Long}, a {@code Double},
 * or the UTF-8 bytes of a text.
 */
final class ValueRange {
    /** The longest bound, in bytes; an upper one may be longer by one character. */
    static final int MOST_TEXT_BYTES = 64;

    private @Nullable Object least;
    private @Nullable Object greatest;
    private int rows;
    private int nulls;
    private boolean hasNaN;

    void add(@Nullable Object value) {
        rows++;
        if (value == null) {
            nulls++;
        } else {
            widen(value);
        }
    }

    void addAll(ValueRange other) {
        rows += other.rows;
        nulls += other.nulls;
        hasNaN |= other.hasNaN;
        if (other.least != null && other.greatest != null) {
            widen(other.least);
            widen(other.greatest);
        }
    }

    private void widen(Object value) {
        if (value instanceof Double number && number.isNaN()) {
            hasNaN = true;
            return;
        }
        if (least == null || compare(value, least) < 0) {
            least = value;
        }
        if (greatest == null || compare(value, greatest) > 0) {
            greatest = value;
        }
    }

    int nulls() {
        return nulls;
    }

    boolean hasOnlyNulls() {
        return nulls == rows;
    }

    /** At most the least value; null if there is none. */
    @Nullable
    Object lowerBound() {
        if (hasNaN) {
            return null;
        }
        if (least instanceof byte[] text && text.length > MOST_TEXT_BYTES) {
            return Arrays.copyOf(text, wholeCharacters(text));
        }
        return least instanceof Double number && number == 0 ? Double.valueOf(-0.0) : least;
    }

    /** At least the greatest value; null if there is none, or no short one. */
    @Nullable
    Object upperBound() {
        if (hasNaN) {
            return null;
        }
        if (greatest instanceof byte[] text && text.length > MOST_TEXT_BYTES) {
            return after(new String(text, 0, wholeCharacters(text), StandardCharsets.UTF_8));
        }
        return greatest instanceof Double number && number == 0 ? Double.valueOf(0.0) : greatest;
    }

    /** Whether a text is the least value itself. */
    boolean lowerBoundIsExact() {
        return least instanceof byte[] text && text.length <= MOST_TEXT_BYTES;
    }

    /** Whether a text is the greatest value itself. */
    boolean upperBoundIsExact() {
        return greatest instanceof byte[] text && text.length <= MOST_TEXT_BYTES;
    }

    static int compare(Object left, Object right) {
        if (left instanceof byte[] text) {
            return Arrays.compareUnsigned(text, (byte[]) right);
        }
        return left instanceof Double number ? number.compareTo((Double) right) : ((Long) left).compareTo((Long) right);
    }

    /** The bytes of a value (PLAIN, a text without its length). */
    static byte[] plain(Object value) {
        if (value instanceof byte[] text) {
            return text;
        }
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits(value))
                .array();
    }

    /** The bits of a number. */
    static long bits(Object number) {
        return number instanceof Double real ? Double.doubleToRawLongBits(real) : (Long) number;
    }

    private static int wholeCharacters(byte[] text) {
        int end = MOST_TEXT_BYTES;
        while ((text[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    /** The first text after all that begin so; null if there is none. */
    private static byte @Nullable [] after(String beginning) {
        int end = beginning.length();
        while (end > 0) {
            int last = beginning.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return (beginning.substring(0, end) + Character.toString(next)).getBytes(StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
