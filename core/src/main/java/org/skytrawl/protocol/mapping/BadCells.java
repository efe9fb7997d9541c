package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;

/** Counts the unreadable cells of one answer. */
public final class BadCells {
    private long count;

    public long count() {
        return count;
    }

    /** Counts one and returns NaN. */
    public double number() {
        count++;
        return Double.NaN;
    }

    public void add() {
        count++;
    }

    /** The cell, or null if it is a word for null, which counts. */
    public @Nullable Object unlessNullWord(@Nullable Object cell) {
        if (cell instanceof String text && text.length() < 64 && NullWord.is(text.strip())) {
            count++;
            return null;
        }
        return cell;
    }
}
