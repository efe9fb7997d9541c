package org.skytrawl.protocol.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.votable.TableField;

/**
 * Rows of any ObsCore table, such as one that was kept in a file, as records: by the same rules as a service's answer. Columns
 * go by ObsCore's names in any case, else by its utypes; numbers are brought into ObsCore's units. Used by one thread at a
 * time.
 */
public final class ObsCoreRows {
    private final ObsCoreMapper mapper;
    private final AnswerFields fields;

    /** @param fields the table's columns, in its order */
    public ObsCoreRows(List<TableField> fields) {
        this.fields = new AnswerFields(fields, false);
        this.mapper = new ObsCoreMapper(this.fields);
    }

    /**
     * The record that a row is. A cell that cannot be understood costs that cell, and is counted.
     *
     * @param row a cell for each column: text, a number, an array of numbers, or null
     */
    public ObsCoreRecord record(@Nullable Object[] row) {
        return mapper.map(row).record();
    }

    /** The index of the column of that name (in lower case), or -1; of several the first. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The ObsCore columns that the table has. */
    public RecordLayout layout() {
        return mapper.layout();
    }

    /** Cells that could not be understood, so far. */
    public long badCells() {
        return mapper.badCells();
    }
}
