package org.skytrawl.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.BadCells;
import org.skytrawl.protocol.mapping.ObsCoreCells;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.votable.StopReadingException;

/**
 * Sees how an answer is read: its columns, each bad cell, each row and how it was judged. Calls do not overlap, each happens before
 * the next.
 */
public interface AnswerObserver {
    /** The headers have come, of any status; the body must not be read. */
    void answered(FetchAnswer answer);

    /**
     * A table begins.
     *
     * @param sources the columns that are copied to ObsCore columns
     */
    void fields(AnswerFields fields, Map<ObsCoreColumn, ObsCoreCells.Source> sources);

    /** A cell of the next row is not used as it is; see {@link BadCells.Listener}. */
    void badCell(int column, @Nullable Object cell, BadCells.Reason reason);

    /**
     * A row.
     *
     * @throws StopReadingException to read no more rows
     */
    void row(@Nullable Object[] cells, RowMapper.Mapped mapped, DatasetJudge.Ruling ruling) throws StopReadingException;
}
