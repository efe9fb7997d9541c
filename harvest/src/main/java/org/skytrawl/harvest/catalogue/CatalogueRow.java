package org.skytrawl.harvest.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.groups.Fate;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;

/**
 * A row of a catalogue.
 *
 * @param cell the nested HEALPix cell of order 29 of the position; -1 without position
 * @param reachDeg at least the largest angle from the position to any point of the geometry; NaN without position
 * @param service the folder of its service under {@code pages}
 * @param origins IVOIDs of all services that have the dataset, the one whose record this is first, separated by spaces;
 *     null if the record lost the merge
 * @param harvestedMjd the time of its page, UTC
 */
public record CatalogueRow(
        long cell,
        ObsCoreRecord record,
        double reachDeg,
        String service,
        @Nullable String origins,
        double harvestedMjd) {
    private static final double MJD_OF_EPOCH = 40_587;
    private static final double MILLIS_OF_A_DAY = 86_400_000;

    /** The row of a record: its cell and reach are computed. */
    public static CatalogueRow of(ObsCoreRecord record, String service, @Nullable String origins, Instant harvested) {
        return new CatalogueRow(StoredRows.cellOf(record), record, Reach.deg(record), service, origins, mjd(harvested));
    }

    /**
     * The row of a record of a page.
     *
     * @param fate what the merge says of it
     */
    public static CatalogueRow of(ObsCoreRecord record, HarvestPages.Page page, Fate fate) {
        String origins = switch (fate) {
            case Fate.Alone alone -> text(List.of(page.service().ivoid()));
            case Fate.Kept kept -> text(kept.origins());
            case Fate.Lost lost -> null;
        };
        return of(record, CatalogueState.folder(page), origins, page.time());
    }

    /** An IVOID is text from outside, and may have the separator in it. */
    private static String text(List<Ivoid> origins) {
        return origins.stream()
                .map(origin -> origin.value().replace(" ", "%20"))
                .collect(Collectors.joining(" "));
    }

    /**
     * The current row of a file of a catalogue that was opened with all columns.
     *
     * @throws org.skytrawl.harvest.state.HarvestException if it cannot be read
     */
    public static CatalogueRow of(StoredRows rows) {
        String service = rows.text(CatalogueColumns.SERVICE);
        return new CatalogueRow(
                rows.cell(),
                rows.record(),
                rows.number(CatalogueColumns.REACH),
                service == null ? "" : service,
                rows.text(CatalogueColumns.ORIGINS),
                rows.number(CatalogueColumns.HARVESTED));
    }

    public boolean isPlaced() {
        return cell >= 0;
    }

    /** UTC as modified Julian date. */
    static double mjd(Instant time) {
        return MJD_OF_EPOCH + time.toEpochMilli() / MILLIS_OF_A_DAY;
    }
}
