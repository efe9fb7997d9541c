package org.skytrawl.region;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.skytrawl.model.PlainText;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RangeCollector;

/**
 * A map of the probability that a source is somewhere on the sky, as published with alerts of gravitational waves: a FITS
 * table (also packed by gzip) of HEALPix cells, of many orders (columns UNIQ and PROBDENSITY, 1/sr) or flat (one column PROB, a
 * probability for each cell, nested or ring). Immutable and thread-safe.
 */
public final class ProbabilityMap {
    /** Of the sum of all probabilities from 1. */
    private static final double SUM_SLACK = 0.01;

    private static final int MAX_CELLS = 12 << (2 * 11);
    private static final int BYTES_PER_CELL = 16;
    private static final double ALL_SKY_SR = 4 * Math.PI;

    /** The area of a cell by its order. */
    private static final double[] CELL_SR = IntStream.rangeClosed(0, Healpix.MAX_ORDER)
            .mapToDouble(order -> ALL_SKY_SR / Healpix.cellCount(order))
            .toArray();

    private final long[] uniq;

    /** Probability by steradian. */
    private final double[] density;

    private final double sum;

    private ProbabilityMap(String place, long[] uniq, double[] density) {
        this.uniq = uniq;
        this.density = density;
        double area = 0;
        for (long cell : uniq) {
            area += areaSr(cell);
        }
        if (area > ALL_SKY_SR * (1 + 1e-9)) {
            throw new RegionFileException(place + " is no probability map: its cells overlap");
        }
        this.sum = held(0);
        if (!(Math.abs(sum - 1) <= SUM_SLACK)) {
            throw new RegionFileException(
                    place + " is no probability map: the sum of its probabilities is " + (float) sum + ", not 1");
        }
    }

    /**
     * Reads a file.
     *
     * @throws RegionFileException naming the file, if it cannot be read, is no probability map, is in another frame than ICRS,
     *     has a probability that is negative or not finite, or if their sum is not 1 to 1%
     */
    public static ProbabilityMap read(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            while (fits.next()) {
                FitsTable table = FitsTable.of(fits);
                if (table != null && isOne(table)) {
                    MocFile.checkFrame(fits);
                    return table.column("UNIQ") != null ? ofManyOrders(fits, table) : flat(fits, table);
                }
            }
            throw new RegionFileException(fits.name()
                    + " has no probability map, which is a table with the columns UNIQ and PROBDENSITY, or PROB");
        }
    }

    /** Whether a file is a probability map, by its headers; false if it cannot be read. */
    public static boolean isIn(Path file) {
        try (FitsFile fits = FitsFile.openIfFits(file)) {
            while (fits != null && fits.next()) {
                FitsTable table = FitsTable.of(fits);
                if (table != null && isOne(table)) {
                    return true;
                }
            }
            return false;
        } catch (RegionFileException e) {
            return false;
        }
    }

    static boolean isOne(FitsTable table) {
        return (table.column("UNIQ") != null && table.column("PROBDENSITY") != null)
                || table.column("PROB", "PROBABILITY") != null;
    }

    private static ProbabilityMap ofManyOrders(FitsFile fits, FitsTable table) {
        FitsTable.Column uniq = number(fits, table, true, "UNIQ");
        FitsTable.Column values = number(fits, table, false, "PROBDENSITY");
        String unit = PlainText.of(values.unit(), 40).replace(" ", "");
        if (!unit.isEmpty()
                && !unit.equals("1/sr")
                && !unit.startsWith("sr-1")
                && !unit.equals("sr^-1")
                && !unit.equals("sr**-1")) {
            throw new RegionFileException(fits.place() + ": the unit of PROBDENSITY is '" + unit + "', not 1/sr");
        }
        int count = checkedCount(fits, table.rows());
        long[] cells = new long[count];
        double[] density = new double[count];
        table.forEachRow((number, row) -> {
            int i = (int) number - 1;
            cells[i] = uniq.whole(row, 0);
            density[i] = checked(fits, number, values.number(row, 0));
            try {
                Healpix.centreOf(RangeCollector.orderOfUniq(cells[i]), cellOf(cells[i]));
            } catch (IllegalArgumentException e) {
                throw new RegionFileException(fits.place() + ", row " + number + ": " + e.getMessage(), e);
            }
        });
        return new ProbabilityMap(fits.place(), cells, density);
    }

    /** All cells of one order, in turn. */
    private static ProbabilityMap flat(FitsFile fits, FitsTable table) {
        FitsTable.Column values = number(fits, table, false, "PROB", "PROBABILITY");
        String ordering = fits.header().word("ORDERING");
        boolean ring = ordering.equals("RING");
        if (!ring && !ordering.startsWith("NEST")) {
            throw new RegionFileException(fits.place() + ": ORDERING is '" + PlainText.of(ordering, 40)
                    + "', not NESTED or RING, and there is no column UNIQ");
        }
        long nside;
        try {
            nside = fits.header().integer("NSIDE", 0);
        } catch (IOException e) {
            nside = 0;
        }
        int order = Long.numberOfTrailingZeros(Math.max(1, nside));
        if (nside < 1 || Long.bitCount(nside) != 1 || order > Healpix.MAX_ORDER) {
            throw new RegionFileException(fits.place() + ": NSIDE is no power of 2 up to 2^29");
        }
        int count = checkedCount(fits, Healpix.cellCount(order));
        if (table.rows() * values.repeat() != count) {
            throw new RegionFileException(fits.place() + " has " + table.rows() * values.repeat()
                    + " cells; a map of NSIDE " + nside + " has " + count);
        }
        long[] cells = new long[count];
        double[] density = new double[count];
        double cellsPerSr = count / ALL_SKY_SR;
        table.forEachRow((number, row) -> {
            for (int k = 0; k < values.repeat(); k++) {
                int i = (int) ((number - 1) * values.repeat() + k);
                cells[i] = (4L << (2 * order)) + (ring ? Healpix.nestedOfRing(order, i) : i);
                density[i] = checked(fits, number, values.number(row, k)) * cellsPerSr;
            }
        });
        return new ProbabilityMap(fits.place(), cells, density);
    }

    private static int checkedCount(FitsFile fits, long cells) {
        long room = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_CELL;
        if (cells < 1 || cells > MAX_CELLS || cells > room) {
            throw new RegionFileException(fits.place() + " has " + cells + " cells, and a map of at most "
                    + Math.min(MAX_CELLS, room)
                    + " fits into the memory. An alert's map of many orders (multiorder) has"
                    + " fewer cells");
        }
        return (int) cells;
    }

    private static FitsTable.Column number(FitsFile fits, FitsTable table, boolean whole, String... names) {
        FitsTable.Column column = table.column(names);
        if (column == null || column.repeat() < 1 || !(whole ? column.isWhole() : column.isNumber())) {
            throw new RegionFileException(
                    fits.place() + ": the column " + names[0] + " has no " + (whole ? "whole numbers" : "numbers"));
        }
        return column;
    }

    private static double checked(FitsFile fits, long row, double probability) {
        if (!(probability >= 0 && probability < Double.POSITIVE_INFINITY)) {
            throw new RegionFileException(fits.place() + ", row " + row + ": " + probability + " is no probability");
        }
        return probability;
    }

    private static long cellOf(long uniq) {
        return uniq - (4L << (2 * RangeCollector.orderOfUniq(uniq)));
    }

    private static double areaSr(long uniq) {
        return CELL_SR[RangeCollector.orderOfUniq(uniq)];
    }

    /** The probability of all cells whose density is at least that. */
    private double held(double leastDensity) {
        double held = 0;
        for (int i = 0; i < uniq.length; i++) {
            if (density[i] >= leastDensity) {
                held += density[i] * areaSr(uniq[i]);
            }
        }
        return held;
    }

    /** Number of cells. */
    public int cellCount() {
        return uniq.length;
    }

    /**
     * The smallest region, made of whole cells, that holds a part of the probability: the densest cells until their
     * sum reaches it. 1 gives all cells with any probability.
     *
     * @param probability in (0,1]; a part of the sum of the map, which may differ from 1 by rounding
     * @throws IllegalArgumentException if it is not
     */
    public Moc region(double probability) {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is in (0,1], not " + probability);
        }
        double wanted = probability * sum;
        // doubles that are not negative have the order of their bits: the highest density whose cells suffice
        long low = Double.doubleToLongBits(Double.MIN_VALUE);
        long high = Double.doubleToLongBits(Arrays.stream(density).max().orElse(0));
        while (probability < 1 && low < high) {
            long middle = low + (high - low + 1) / 2;
            if (held(Double.longBitsToDouble(middle)) >= wanted) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        double least = Double.longBitsToDouble(low);
        double denser = probability < 1 ? held(Math.nextUp(least)) : Double.NEGATIVE_INFINITY;
        RangeCollector region = new RangeCollector();
        for (int i = 0; i < uniq.length; i++) {
            boolean atLevel = density[i] == least && probability < 1;
            if (atLevel ? denser < wanted : density[i] >= least) {
                region.addUniq(uniq[i]);
                denser += atLevel ? density[i] * areaSr(uniq[i]) : 0;
            }
        }
        return region.toMoc();
    }

    @Override
    public String toString() {
        return "ProbabilityMap[" + uniq.length + " cells]";
    }
}
