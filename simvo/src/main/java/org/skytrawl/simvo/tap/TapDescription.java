package org.skytrawl.simvo.tap;

import java.util.List;
import org.skytrawl.simvo.votable.Table;

/**
 * What a TAP service is.
 *
 * @param site its word in the database
 * @param accessUrl its own URL, as its capabilities tell it
 * @param tables those it has, made in the database before
 * @param defaultRows given when no MAXREC is asked
 * @param hardRows given at most
 * @param dataModels its tables follow, as ivo-ids
 * @param isRegistry whether it has the tables of RegTAP
 */
public record TapDescription(
        String site,
        String title,
        String accessUrl,
        List<Table> tables,
        int defaultRows,
        int hardRows,
        List<String> dataModels,
        boolean isRegistry) {
    /** Keeps its own copies. */
    public TapDescription {
        tables = List.copyOf(tables);
        dataModels = List.copyOf(dataModels);
    }
}
