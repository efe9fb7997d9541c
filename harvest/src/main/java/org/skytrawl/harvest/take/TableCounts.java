package org.skytrawl.harvest.take;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.net.StoppedException;

/** What a plan asks about a table. */
interface TableCounts {
    /**
     * The least and the greatest number of a column.
     *
     * @param least NaN if there is no number
     */
    record Bounds(double least, double greatest) {}

    /** The rows of a cell, and what else tells whether they change. */
    Mark mark(Cell cell) throws RefusedException, StoppedException;

    default long count(Cell cell) throws RefusedException, StoppedException {
        return mark(cell).rows();
    }

    Bounds bounds(Cell cell, String column) throws RefusedException, StoppedException;

    /** The number of rows for each {@code floor((value - from) / width)}; about, since the service computes it. */
    SortedMap<Long, Long> histogram(Cell cell, String column, Bounds within, double width)
            throws RefusedException, StoppedException;

    /** Some texts of a column. */
    List<String> sample(Cell cell, String column) throws RefusedException, StoppedException;

    /** The greatest text of a column, if it is another than the least; else null. */
    @Nullable
    String greatestOfSeveral(Cell cell, String column) throws RefusedException, StoppedException;
}
