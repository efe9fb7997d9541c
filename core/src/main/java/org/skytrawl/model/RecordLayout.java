package org.skytrawl.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The ObsCore columns of one answer, shared by its records, so that a record is two small arrays. Numbers and texts are
 * counted separately: {@link #slot} is the index of a column in its array.
 */
public final class RecordLayout {
    private final Set<ObsCoreColumn> columns;
    private final byte[] slots = new byte[ObsCoreColumn.values().length];
    private final byte[] numberOrdinals;
    private final byte[] textOrdinals;
    private final int numbers;
    private final int texts;

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

    /** This layout with one more column; this one if it has the column. */
    public RecordLayout with(ObsCoreColumn column) {
        if (columns.contains(column)) {
            return this;
        }
        Set<ObsCoreColumn> more = EnumSet.of(column);
        more.addAll(columns);
        return new RecordLayout(more);
    }

    /** In ObsCore's order. */
    public Set<ObsCoreColumn> columns() {
        return columns;
    }

    /** The index of the column in its array, or -1 if the answer lacks it. */
    public int slot(ObsCoreColumn column) {
        return slots[column.ordinal()];
    }

    int ordinalOfNumber(int slot) {
        return numberOrdinals[slot];
    }

    int ordinalOfText(int slot) {
        return textOrdinals[slot];
    }

    /** Approximate size of a record in bytes, without its texts. */
    public int recordBytes() {
        return 32 + 16 + 8 * numbers + 16 + 4 * texts;
    }

    public int numbers() {
        return numbers;
    }

    public int texts() {
        return texts;
    }
}
