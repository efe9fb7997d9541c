package org.skytrawl.harvest.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.parquet.ParquetColumn;
import org.skytrawl.parquet.ParquetTable;

/**
 * The columns of all tables of a catalogue, in their order: {@code _healpix_29}, those of ObsCore, and what is below. The one
 * place that knows them.
 */
public final class CatalogueColumns {
    /** How far the geometry reaches from the position, degrees. */
    public static final String REACH = "reach_deg";
    /** The folder of the service under {@code pages}. */
    public static final String SERVICE = "service";
    /** IVOIDs of the services that have the dataset, separated by spaces; null in the tables of others. */
    public static final String ORIGINS = "origins";
    /** The time of the page, UTC as modified Julian date. */
    public static final String HARVESTED = "harvested_mjd";

    /** In the metadata of each file: the largest {@link #REACH} of its rows, degrees. */
    public static final String MAX_REACH = "skytrawl_max_reach_deg";

    /** Rows that reach farther are in tables of their own, so that those of the others need little room around a search. */
    public static final double FAR_DEG = 2.5;

    /** The most rows of a row group. */
    public static final int GROUP_ROWS = 20_000;

    private static final int PAGE_ROWS = 5_000;

    private static final List<ParquetColumn<CatalogueRow>> PLACED = columns(true);
    private static final List<ParquetColumn<CatalogueRow>> UNPLACED = columns(false);

    private CatalogueColumns() {}

    /** The columns of a table. */
    public static List<ParquetColumn<CatalogueRow>> of(CatalogueTable table) {
        return table.isPlaced() ? PLACED : UNPLACED;
    }

    /**
     * What a file of a table is like.
     *
     * @param maxReachDeg the largest of its rows
     */
    static ParquetTable<CatalogueRow> file(CatalogueTable table, double maxReachDeg) {
        return new ParquetTable<>(
                table.folder(),
                of(table),
                Map.of(MAX_REACH, Double.toString(maxReachDeg)),
                table.isPlaced() ? StoredRows.HEALPIX : null,
                GROUP_ROWS,
                PAGE_ROWS);
    }

    private static List<ParquetColumn<CatalogueRow>> columns(boolean placed) {
        List<ParquetColumn<CatalogueRow>> columns = new ArrayList<>();
        columns.add(new ParquetColumn<>(
                StoredRows.HEALPIX, ObsCoreColumn.Type.INTEGER, placed, row -> row.isPlaced() ? row.cell() : null));
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            columns.add(new ParquetColumn<>(
                    column.name(), column.type(), false, row -> row.record().value(column)));
        }
        columns.add(new ParquetColumn<>(
                REACH, ObsCoreColumn.Type.REAL, false, row -> Double.isNaN(row.reachDeg()) ? null : row.reachDeg()));
        columns.add(new ParquetColumn<>(SERVICE, ObsCoreColumn.Type.TEXT, false, CatalogueRow::service));
        columns.add(new ParquetColumn<>(ORIGINS, ObsCoreColumn.Type.TEXT, false, CatalogueRow::origins));
        columns.add(new ParquetColumn<>(HARVESTED, ObsCoreColumn.Type.REAL, false, CatalogueRow::harvestedMjd));
        return List.copyOf(columns);
    }
}
