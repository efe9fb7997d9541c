package org.skytrawl.harvest.take;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Service;

/**
 * An answer that has come.
 *
 * @param overflow the sign that there are more rows, or null
 * @param badRows rows with too few or too many cells; those without any are lost
 * @param droppedRows rows of other parts, and those that repeat others
 * @param badCells cells that do not fit their datatype
 * @param warnings of the service; empty for none
 * @param time of the request
 * @param seconds from the request to the last row
 */
record Asked(
        String query,
        @Nullable String overflow,
        long badRows,
        long droppedRows,
        long badCells,
        String warnings,
        Instant time,
        double seconds) {
    /**
     * Writes its rows as the page of a cell.
     *
     * @param counted rows of the cell as the service says, or null
     * @throws HarvestException if it cannot be written
     */
    void write(ServiceStore store, Service service, Cell cell, @Nullable Long counted, PageRows rows) {
        byte[] content;
        String table = service.tableName();
        try {
            content = rows.parquet(service.accessUrl() + (table == null ? "" : " " + table), query);
        } catch (IOException e) {
            throw new HarvestException("cannot write a page of " + service.accessUrl() + ": " + e.getMessage(), e);
        }
        store.write(
                new Entry.Page(
                        time,
                        cell.id(),
                        store.nextFile(cell),
                        rows.size(),
                        counted,
                        droppedRows,
                        rows.badCells() + badCells,
                        query,
                        seconds,
                        content.length,
                        List.of()),
                content);
    }
}
