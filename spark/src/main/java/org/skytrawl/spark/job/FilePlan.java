package org.skytrawl.spark.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.harvest.catalogue.PartitionPlan;
import org.skytrawl.harvest.catalogue.PartitionPlan.Planned;
import org.skytrawl.harvest.catalogue.RowBytes;
import org.skytrawl.sky.Healpix;
import scala.Tuple2;

/**
 * Which rows are in which files: the same as on one machine. The driver gets the number of rows of each cell of a coarse order,
 * and of the deepest order where a coarse cell has too many rows for a file. Immutable.
 *
 * @param files in the order of tables and cells
 */
record FilePlan(List<Planned> files) implements Serializable {
    /** There are 49,152 cells of it. */
    private static final int COARSE_ORDER = 6;

    /** Cells of order 29 have 62 bits; there are two tables in HATS. */
    private static final int TABLE_SHIFT = 62;

    /** One row, and its reach. */
    private static Tuple2<Long, Double> tally(byte[] row) {
        double reach = RowBytes.reachDeg(row);
        return new Tuple2<>(1L, Double.isNaN(reach) ? 0 : reach);
    }

    private static Tuple2<Long, Double> sum(Tuple2<Long, Double> a, Tuple2<Long, Double> b) {
        return new Tuple2<>(a._1() + b._1(), Math.max(a._2(), b._2()));
    }

    /**
     * Counts rows.
     *
     * @param rows of tables in HATS
     * @param plain rows of the other tables, with the number of the file within their table, from 0
     * @param maxRows of a file
     */
    static FilePlan of(JavaRDD<byte[]> rows, JavaPairRDD<Integer, byte[]> plain, long maxRows) {
        Map<Long, Tuple2<Long, Double>> cells = new TreeMap<>(tallies(rows, COARSE_ORDER));
        Set<Long> divided = new HashSet<>();
        cells.forEach((cell, tally) -> {
            if (tally._1() > maxRows) {
                divided.add(cell);
            }
        });
        cells.keySet().removeAll(divided);
        Map<Long, Tuple2<Long, Double>> all = new TreeMap<>();
        cells.forEach((cell, tally) -> all.put(first(cell, COARSE_ORDER), tally));
        tallies(rows.filter(row -> divided.contains(cell(row, COARSE_ORDER))), PartitionPlan.DEEPEST_ORDER)
                .forEach((cell, tally) -> all.put(first(cell, PartitionPlan.DEEPEST_ORDER), tally));
        PartitionPlan plan = new PartitionPlan(maxRows);
        long mask = (1L << TABLE_SHIFT) - 1;
        all.forEach((cell, tally) -> plan.add(
                cell >>> TABLE_SHIFT == 0 ? CatalogueTable.DATASETS : CatalogueTable.OTHERS,
                cell & mask,
                tally._1(),
                tally._2()));
        List<Planned> files = new ArrayList<>(plan.finish());
        files.addAll(plain(plain));
        files.sort((a, b) -> a.table().compareTo(b.table()));
        return new FilePlan(new ArrayList<>(files));
    }

    /** Table and cell of an order as one number. */
    private static long cell(byte[] row, int order) {
        return number(RowBytes.table(row), RowBytes.cell(row) >>> (2 * (Healpix.MAX_ORDER - order)));
    }

    private static long number(CatalogueTable table, long cell) {
        return (table.isOthers() ? 1L << TABLE_SHIFT : 0) | cell;
    }

    /** Table and the first cell of order 29. */
    private static long first(long cell, int order) {
        long table = cell >>> TABLE_SHIFT << TABLE_SHIFT;
        return table | ((cell & ~table) << (2 * (Healpix.MAX_ORDER - order)));
    }

    private static Map<Long, Tuple2<Long, Double>> tallies(JavaRDD<byte[]> rows, int order) {
        return rows.mapToPair(row -> new Tuple2<>(cell(row, order), tally(row)))
                .reduceByKey(FilePlan::sum)
                .collectAsMap();
    }

    private static List<Planned> plain(JavaPairRDD<Integer, byte[]> rows) {
        Map<Integer, Tuple2<Long, Double>> tallies = new TreeMap<>(rows.mapToPair(row -> new Tuple2<>(
                        row._1() * CatalogueTable.values().length
                                + RowBytes.table(row._2()).ordinal(),
                        tally(row._2())))
                .reduceByKey(FilePlan::sum)
                .collectAsMap());
        List<Planned> files = new ArrayList<>();
        tallies.forEach((number, tally) -> files.add(new Planned(
                CatalogueTable.values()[number % CatalogueTable.values().length],
                CatalogueFile.NO_ORDER,
                number / CatalogueTable.values().length + 1,
                tally._1(),
                tally._2())));
        return files;
    }

    /** Finds the files of rows. Serializable; used by one thread. */
    static final class Finder implements Serializable {
        private static final long serialVersionUID = 1;

        private final long[] firsts;
        private final int[] numbers;
        private final int[] firstPlain = new int[CatalogueTable.values().length];

        Finder(FilePlan plan) {
            List<Planned> files = plan.files();
            List<Integer> hats = new ArrayList<>();
            Arrays.fill(firstPlain, -1);
            for (int i = 0; i < files.size(); i++) {
                CatalogueTable table = files.get(i).table();
                if (table.isHats()) {
                    hats.add(i);
                } else if (firstPlain[table.ordinal()] < 0) {
                    firstPlain[table.ordinal()] = i;
                }
            }
            firsts = new long[hats.size()];
            numbers = new int[hats.size()];
            for (int i = 0; i < firsts.length; i++) {
                Planned file = files.get(hats.get(i));
                firsts[i] = first(number(file.table(), file.npix()), file.norder());
                numbers[i] = hats.get(i);
            }
        }

        /** The number of the file of a row in HATS. */
        int file(byte[] row) {
            int found = Arrays.binarySearch(firsts, cell(row, Healpix.MAX_ORDER));
            return numbers[found >= 0 ? found : -found - 2];
        }

        /** The number of a file of another table. */
        int plain(byte[] row, int number) {
            return firstPlain[RowBytes.table(row).ordinal()] + number;
        }
    }
}
