package org.skytrawl.protocol.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.votable.TableField;

/** Maps rows of any ObsCore table, such as a file, by the rules of {@link ObsCoreMapper}. Used by one thread at a time. */
public final class ObsCoreRows {
    private final ObsCoreMapper mapper;
    private final AnswerFields fields;

    public ObsCoreRows(List<TableField> fields) {
        this.fields = new AnswerFields(fields, false);
        this.mapper = new ObsCoreMapper(this.fields);
    }

    /**
     * Maps a row. Unreadable cells are null in the record, and counted.
     *
     * @param row a cell for each column: text, a number, an array of numbers, or null
     */
    public ObsCoreRecord record(@Nullable Object[] row) {
        return mapper.map(row).record();
    }

    /** The index of the first column of that name (in lower case), or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public RecordLayout layout() {
        return mapper.layout();
    }

    public long badCells() {
        return mapper.badCells();
    }
}
