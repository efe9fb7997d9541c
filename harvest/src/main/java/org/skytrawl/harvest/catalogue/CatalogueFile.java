package org.skytrawl.harvest.catalogue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.sky.Healpix;

/**
 * A Parquet file of a catalogue.
 *
 * @param path of the file
 * @param norder the order of its HEALPix cell; -1 for a plain file
 * @param npix the number of its HEALPix cell; the number of the file for a plain file
 * @param maxReachDeg the largest {@code reach_deg} of its rows; 0 without position
 * @param leastCell the cell of order 29 of its first row; -1 without position
 * @param greatestCell the cell of order 29 of its last row; -1 without position
 */
public record CatalogueFile(
        CatalogueTable table,
        Path path,
        FileSums sums,
        long rows,
        int norder,
        long npix,
        double maxReachDeg,
        long leastCell,
        long greatestCell) {
    /** A plain file. */
    public static final int NO_ORDER = -1;

    private static final long CELLS_OF_A_DIR = 10_000;

    /**
     * Opens it; rows come in the order of their cells.
     *
     * @param cells only rows in one of these; null for all rows
     * @param wanted names of columns; null for all
     * @param bytesRead gets the bytes that are read from disk
     * @throws org.skytrawl.harvest.state.HarvestException if it is not the file that was written
     */
    public StoredRows open(
            @Nullable List<StoredRows.Cells> cells, @Nullable Collection<String> wanted, AtomicLong bytesRead) {
        return StoredRows.open(path, sums, cells, wanted, bytesRead);
    }

    /** Whether a row of it may be in one of some cells. */
    public boolean mayHave(List<StoredRows.Cells> cells) {
        return cells.stream().anyMatch(each -> each.least() <= greatestCell && each.greatest() >= leastCell);
    }

    /**
     * Where a file of a table is, relative to the catalogue, with {@code /}.
     *
     * @param norder of the HEALPix cell; {@link #NO_ORDER} for a plain file
     */
    public static String path(CatalogueTable table, int norder, long npix) {
        return norder == NO_ORDER
                ? table.folder() + "/part-" + npix + ".parquet"
                : table.folder() + "/dataset/Norder=" + norder + "/Dir=" + npix / CELLS_OF_A_DIR * CELLS_OF_A_DIR
                        + "/Npix=" + npix + ".parquet";
    }

    /** The cells of order 29 that may be in it: those of its HEALPix cell. */
    static StoredRows.Cells range(int norder, long npix) {
        int shift = 2 * (Healpix.MAX_ORDER - norder);
        return new StoredRows.Cells(npix << shift, ((npix + 1) << shift) - 1);
    }
}
