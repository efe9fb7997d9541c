package org.skytrawl.protocol.mapping;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;

/** Counts the unreadable cells of one answer, and names each to a listener if there is one. */
public final class BadCells {
    /** Why a cell is not used as it is. */
    public enum Reason {
        /** It does not fit the datatype of its column. */
        DATATYPE,
        /** A number, or a time or angle as text, was expected. */
        NOT_A_NUMBER,
        /** Its unit is not known, or of another quantity. */
        UNIT,
        /** No number that the column can have: often a fill value. */
        RANGE,
        /** A word for null instead of an empty cell. */
        NULL_WORD,
        /** Text longer than any that is in use. */
        TOO_LONG,
        /** A dataset identifier that is no URI. */
        NOT_A_URI,
        /** A URL with user name or password. */
        PASSWORD,
        /** A region that cannot be read. */
        REGION,
        /** A position in a frame that is not known. */
        FRAME,
        /** The WCS of an image contradicts its position. */
        WCS
    }

    /** Hears of each bad cell before the record of its row. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param column index in the answer
         * @param cell as it was read
         */
        void bad(int column, @Nullable Object cell, Reason reason);
    }

    private final @Nullable Listener listener;
    private long count;

    /** For the cells of an answer; its listener is told. */
    public BadCells(AnswerFields fields) {
        this.listener = fields.listener();
    }

    public long count() {
        return count;
    }

    /** Counts one and returns NaN. */
    public double number(int column, @Nullable Object cell, Reason reason) {
        add(column, cell, reason);
        return Double.NaN;
    }

    public void add(int column, @Nullable Object cell, Reason reason) {
        count++;
        if (listener != null) {
            listener.bad(column, cell, reason);
        }
    }

    /** The cell, or null if it is a word for null, which counts. */
    public @Nullable Object unlessNullWord(int column, @Nullable Object cell) {
        if (cell instanceof String text && text.length() < 64 && NullWord.is(text.strip())) {
            add(column, cell, Reason.NULL_WORD);
            return null;
        }
        return cell;
    }
}
