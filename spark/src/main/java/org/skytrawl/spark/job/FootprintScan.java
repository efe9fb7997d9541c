package org.skytrawl.spark.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueColumns;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyCircle;

/**
 * The datasets of a catalogue that may be near some places: only files whose cell is, widened by how far their footprints reach, and
 * only the rows in cells near the places. Wide datasets and those without position are all read. Merged datasets only, not the
 * records that lost.
 */
final class FootprintScan {
    /** Spark takes them for a pattern of file names. */
    private static final String PATTERN_CHARACTERS = "{}[]*?\\";

    private final SparkSession spark;
    private final List<CatalogueFile> files = new ArrayList<>();
    private final Catalogue catalogue;
    private final SkyRanges ranges;

    /**
     * @param near whether any place may be in a circle
     * @param slackDeg that tests of overlap may be wrong by
     * @throws HarvestException if Spark cannot be given the names of the files
     */
    FootprintScan(SparkSession spark, Catalogue catalogue, Predicate<SkyCircle> near, double slackDeg) {
        this.spark = spark;
        this.catalogue = catalogue;
        double reachDeg = 0;
        for (CatalogueFile file : catalogue.files(CatalogueTable.DATASETS)) {
            SkyCircle cell = Healpix.circleAround(file.norder(), file.npix());
            if (near.test(SkyRanges.wider(cell, file.maxReachDeg() + slackDeg))) {
                files.add(file);
                reachDeg = Math.max(reachDeg, file.maxReachDeg());
            }
        }
        this.ranges = SkyRanges.near(near, reachDeg + slackDeg);
        files.removeIf(file -> !ranges.overlaps(file.leastCell(), file.greatestCell()));
        files.addAll(catalogue.files(CatalogueTable.DATASETS_WIDE));
        files.addAll(catalogue.files(CatalogueTable.DATASETS_UNPLACED));
        String folder = catalogue.folder().toAbsolutePath().toString();
        if (folder.chars().anyMatch(c -> PATTERN_CHARACTERS.indexOf(c) >= 0)) {
            throw new HarvestException(folder + " has one of the characters " + PATTERN_CHARACTERS
                    + " in its name, which Spark cannot read");
        }
    }

    /** The files that are read. */
    List<CatalogueFile> files() {
        return files;
    }

    /** Of all tables of datasets. */
    int allFiles() {
        return (int) catalogue.files().stream()
                .filter(file -> !file.table().isOthers())
                .count();
    }

    /** The rows of a table that may match, with all columns. */
    Dataset<Row> rows(CatalogueTable table) {
        List<String> paths = files.stream()
                .filter(file -> file.table() == table)
                .map(file -> path(file.path()))
                .toList();
        StructType schema = schema(table);
        if (paths.isEmpty()) {
            return spark.createDataFrame(List.of(), schema);
        }
        Dataset<Row> rows = spark.read()
                .schema(schema)
                // its bytes would not be counted
                .option("parquet.hadoop.vectored.io.enabled", "false")
                .parquet(paths.toArray(String[]::new));
        return table == CatalogueTable.DATASETS ? rows.where(within()) : rows;
    }

    private static String path(Path file) {
        return "file://" + file.toAbsolutePath();
    }

    private Column within() {
        Column cell = functions.col(StoredRows.HEALPIX);
        Column any = functions.lit(false);
        for (int i = 0; i < ranges.bounds().size(); i += 2) {
            any = any.or(cell.between(ranges.bounds().get(i), ranges.bounds().get(i + 1)));
        }
        return any;
    }

    private static StructType schema(CatalogueTable table) {
        StructType schema = new StructType();
        for (var column : CatalogueColumns.of(table)) {
            DataType type = switch (column.type()) {
                case TEXT -> DataTypes.StringType;
                case INTEGER -> DataTypes.LongType;
                case REAL -> DataTypes.DoubleType;
            };
            schema = schema.add(column.name(), type);
        }
        return schema;
    }
}
