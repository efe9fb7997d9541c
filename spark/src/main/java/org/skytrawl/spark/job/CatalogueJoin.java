package org.skytrawl.spark.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyCircle;

/**
 * Joins a table of positions of any length with footprints. Both sides are cut into HEALPix cells and joined by them. A pair that
 * shares several cells is taken at the least of them, so that it comes once. All of it is SQL, with the functions that everybody can
 * call.
 */
final class CatalogueJoin {
    /** Most datasets are a few cells of half a degree. */
    private static final int ORDER = 7;
    /** Wide datasets are few, and have many cells. */
    private static final int WIDE_ORDER = 3;
    /** Of the part of the sky that the table covers. */
    private static final int COVER_ORDER = 6;

    private static final List<List<String>> POSITIONS = List.of(List.of("ra", "dec"), List.of("s_ra", "s_dec"));

    private static final String FOOTPRINT = Arrays.stream(new ObsCoreColumn[] {
                ObsCoreColumn.s_region, ObsCoreColumn.s_ra, ObsCoreColumn.s_dec, ObsCoreColumn.s_fov
            })
            .map(ObsCoreColumn::name)
            .reduce((a, b) -> a + ", " + b)
            .orElseThrow();

    private final Dataset<Row> positions;
    private final String raColumn;
    private final String decColumn;
    private final double radiusDeg;
    private final long dropped;
    private final Moc cover;

    /**
     * Opens a table and looks which part of the sky it covers.
     *
     * @param path of a Parquet file or folder
     * @throws IllegalArgumentException if it has no columns of positions
     */
    CatalogueJoin(SparkSession spark, String path, double radiusDeg) {
        Dataset<Row> table = spark.read().parquet(path);
        List<String> names = found(path, table.columns());
        Column[] columns = Arrays.stream(table.columns())
                .map(name -> table.col("`" + name + "`").as("target_" + name))
                .toArray(Column[]::new);
        this.positions = table.select(columns);
        this.raColumn = "target_" + names.get(0);
        this.decColumn = "target_" + names.get(1);
        this.radiusDeg = radiusDeg;
        String cell = String.format("skytrawl_healpix(`%s`, `%s`, %d)", raColumn, decColumn, COVER_ORDER);
        long without = 0;
        List<Long> cells = new ArrayList<>();
        for (Row row : positions.groupBy(functions.expr(cell)).count().collectAsList()) {
            if (row.isNullAt(0)) {
                without = row.getLong(1);
            } else {
                cells.add(row.getLong(0));
            }
        }
        this.dropped = without;
        this.cover = Moc.ofCells(
                COVER_ORDER, cells.stream().mapToLong(Long::longValue).toArray());
    }

    private static List<String> found(String path, String... columns) {
        for (List<String> names : POSITIONS) {
            List<String> found = names.stream()
                    .flatMap(name -> Arrays.stream(columns)
                            .filter(column -> column.toLowerCase(Locale.ROOT).equals(name))
                            .limit(1))
                    .toList();
            if (found.size() == names.size()) {
                return found;
            }
        }
        throw new IllegalArgumentException(
                path + " has no columns ra and dec, or s_ra and s_dec, in degrees: name them so");
    }

    /** Rows without position, which match nothing. */
    long dropped() {
        return dropped;
    }

    /** Whether any circle of the table may overlap a circle. */
    Predicate<SkyCircle> near() {
        return circle -> !cover.isEmpty() && cover.overlaps(SkyRanges.wider(circle, radiusDeg));
    }

    /** A row for each position and each dataset that overlaps its circle: {@code target_} and the columns, then all of the dataset. */
    Dataset<Row> pairs(FootprintScan scan) {
        return pairs(scan.rows(CatalogueTable.DATASETS), ORDER)
                .unionByName(pairs(scan.rows(CatalogueTable.DATASETS_WIDE), WIDE_ORDER))
                .unionByName(pairs(scan.rows(CatalogueTable.DATASETS_UNPLACED), WIDE_ORDER));
    }

    private Dataset<Row> pairs(Dataset<Row> datasets, int order) {
        String circle = String.format("`%s`, `%s`, %sD", raColumn, decColumn, radiusDeg);
        Dataset<Row> left = positions
                .withColumn(
                        "skytrawl_a",
                        functions.expr(String.format(
                                "skytrawl_moc(NULL, `%s`, `%s`, %sD, %d)", raColumn, decColumn, 2 * radiusDeg, order)))
                .withColumn("skytrawl_a_cell", functions.explode(functions.col("skytrawl_a")));
        Dataset<Row> right = datasets.withColumn(
                        "skytrawl_b", functions.expr("skytrawl_moc(" + FOOTPRINT + ", " + order + ")"))
                .withColumn("skytrawl_b_cell", functions.explode(functions.col("skytrawl_b")));
        return left.join(
                        right,
                        functions.expr("skytrawl_a_cell = skytrawl_b_cell"
                                + " AND skytrawl_a_cell = array_min(array_intersect(skytrawl_a, skytrawl_b))"
                                + " AND skytrawl_overlaps(" + FOOTPRINT + ", " + circle + ")"))
                .drop("skytrawl_a", "skytrawl_a_cell", "skytrawl_b", "skytrawl_b_cell");
    }
}
