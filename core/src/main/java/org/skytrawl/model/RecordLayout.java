package org.skytrawl.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which ObsCore columns the records of one answer have; shared by them, so that a record is two small arrays. Numbers
 * and texts are counted apart: {@link #slot} is a column's index in its array.
 */
public final class RecordLayout {
    private final Set<ObsCoreColumn> columns;
    private final byte[] slots = new byte[ObsCoreColumn.values().length];
    private final byte[] numberOrdinals;
    private final byte[] textOrdinals;
    private final int numbers;
    private final int texts;

    /** The layout of an answer with these columns. */
    public RecordLayout(Collection<ObsCoreColumn> columns) {
        EnumSet<ObsCoreColumn> set = EnumSet.noneOf(ObsCoreColumn.class);
        set.addAll(columns);
        this.columns = Collections.unmodifiableSet(set);
        Arrays.fill(slots, (byte) -1);
        int number = 0;
        int text = 0;
        for (ObsCoreColumn column : set) {
            slots[column.ordinal()] = (byte) (column.isText() ? text++ : number++);
        }
        this.numbers = number;
        this.texts = text;
        this.numberOrdinals = new byte[number];
        this.textOrdinals = new byte[text];
        for (ObsCoreColumn column : set) {
            byte[] ordinals = column.isText() ? textOrdinals : numberOrdinals;
            ordinals[slot(column)] = (byte) column.ordinal();
        }
    }

    /** The columns, in ObsCore's order. */
    public Set<ObsCoreColumn> columns() {
        return columns;
    }

    /** The column's index in its array, or -1 if the answer lacks it. */
    public int slot(ObsCoreColumn column) {
        return slots[column.ordinal()];
    }

    /** The ordinal of the column that has this slot among the numbers. */
    int ordinalOfNumber(int slot) {
        return numberOrdinals[slot];
    }

    /** The ordinal of the column that has this slot among the texts. */
    int ordinalOfText(int slot) {
        return textOrdinals[slot];
    }

    /** What a record takes of memory without its texts, in bytes, about. */
    public int recordBytes() {
        return 24 + 16 + 8 * numbers + 16 + 4 * texts;
    }

    /** How many number columns there are. */
    public int numbers() {
        return numbers;
    }

    /** How many text columns there are. */
    public int texts() {
        return texts;
    }
}
