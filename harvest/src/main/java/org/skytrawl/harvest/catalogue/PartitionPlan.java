package org.skytrawl.harvest.catalogue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.sky.Healpix;

/**
 * Cuts sorted rows into files, each with at most so many rows. Those of a HATS table are HEALPix cells that do not overlap: the
 * largest ones that have few enough rows. Used by one thread.
 */
public final class PartitionPlan {
    /** A cell of this order, 51 arcsec wide, is not divided: it may have more rows. */
    public static final int DEEPEST_ORDER = 12;

    /**
     * A file to be written.
     *
     * @param norder of its HEALPix cell; {@link CatalogueFile#NO_ORDER} for a plain file
     * @param npix of its HEALPix cell; the number of a plain file, from 1
     * @param maxReachDeg the largest of its rows; 0 without position
     */
    public record Planned(CatalogueTable table, int norder, long npix, long rows, double maxReachDeg)
            implements Serializable {
        private Planned(CatalogueTable table, int norder, long npix) {
            this(table, norder, npix, 0, 0);
        }

        private Planned with(long more, double reachDeg) {
            return new Planned(table, norder, npix, rows + more, Math.max(maxReachDeg, reachDeg));
        }
    }

    /** A cell that is being read, and the files for what has been read of it. */
    private static final class Open {
        private Planned cell;
        private final List<Planned> parts = new ArrayList<>();

        Open(Planned cell) {
            this.cell = cell;
        }
    }

    private final long maxRows;
    private final List<Planned> planned = new ArrayList<>();
    /** The cells of orders 0 to the deepest that hold the last row of a HATS table; empty before the first. */
    private final List<Open> open = new ArrayList<>();

    /** @param maxRows of a file, from 1 */
    public PartitionPlan(long maxRows) {
        this.maxRows = maxRows;
    }

    /**
     * Adds a row. Rows come sorted by table and cell.
     *
     * @param cell of order 29; anything for a table without positions
     * @param reachDeg NaN without position
     */
    public void add(CatalogueTable table, long cell, double reachDeg) {
        add(table, cell, 1, reachDeg);
    }

    /**
     * Adds rows of one cell of the deepest order, or of a larger cell that is not divided: not more than a file may have. For a
     * table that is not of HATS, one row.
     *
     * @param cell of order 29, of one of them
     * @param rows from 1
     * @param reachDeg the largest of them
     */
    public void add(CatalogueTable table, long cell, long rows, double reachDeg) {
        double reach = Double.isNaN(reachDeg) ? 0 : reachDeg;
        if (!table.isHats()) {
            endCells(0);
            Planned last = planned.isEmpty() ? null : planned.getLast();
            if (last == null || last.table() != table || last.rows() >= maxRows) {
                long number = last == null || last.table() != table ? 1 : last.npix() + 1;
                planned.add(new Planned(table, CatalogueFile.NO_ORDER, number));
            }
            planned.set(planned.size() - 1, planned.getLast().with(rows, reach));
            return;
        }
        int same = 0;
        while (same < open.size()
                && open.get(same).cell.table() == table
                && open.get(same).cell.npix() == ancestor(cell, same)) {
            same++;
        }
        endCells(same);
        for (int order = same; order <= DEEPEST_ORDER; order++) {
            open.add(new Open(new Planned(table, order, ancestor(cell, order))));
        }
        Open deepest = open.getLast();
        deepest.cell = deepest.cell.with(rows, reach);
    }

    private static long ancestor(long cell, int order) {
        return cell >> (2 * (Healpix.MAX_ORDER - order));
    }

    /** Ends the open cells of an order and of deeper ones. */
    private void endCells(int order) {
        while (open.size() > order) {
            Open ended = open.removeLast();
            Planned cell = ended.cell;
            boolean isWhole = cell.rows() <= maxRows || cell.norder() == DEEPEST_ORDER;
            List<Planned> files = isWhole ? List.of(cell) : ended.parts;
            if (open.isEmpty()) {
                planned.addAll(files);
            } else {
                Open parent = open.getLast();
                parent.cell = parent.cell.with(cell.rows(), cell.maxReachDeg());
                parent.parts.addAll(files);
            }
        }
    }

    /** The files, in the order of the rows. No row may be added after. */
    public List<Planned> finish() {
        endCells(0);
        return List.copyOf(planned);
    }
}
