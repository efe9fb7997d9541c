package org.skytrawl.spark.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Region;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.ShapeCover;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;
import org.skytrawl.spark.LocalSpark;

class SkytrawlExtensionsTest {
    private static final List<ObsCoreColumn> COLUMNS =
            List.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec, ObsCoreColumn.s_fov, ObsCoreColumn.s_region);

    private final Random random = new Random(17);

    private static @Nullable Object value(String expression) {
        return LocalSpark.session().sql("SELECT " + expression).head().get(0);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private @Nullable Double orNull(double number) {
        return random.nextInt(6) == 0 ? null : (Double) number;
    }

    private @Nullable String region(double raDeg, double decDeg) {
        double size = Math.pow(10, between(-2, 1));
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> "Polygon ICRS 1 2 three 4";
            case 2 -> "POSITION ICRS " + raDeg + " " + decDeg;
            case 3 -> "CIRCLE ICRS " + raDeg + " " + decDeg + " " + size;
            case 4 -> "ELLIPSE FK5 " + raDeg + " " + decDeg + " " + size + " " + size / 3 + " 20";
            case 5 -> "MOC 7/" + Healpix.cellOf(7, SkyPoint.ofDegrees(raDeg, decDeg));
            case 6 ->
                "Union ICRS (CIRCLE " + raDeg + " " + decDeg + " 0.1 CIRCLE " + (raDeg + 1) + " " + decDeg + " 0.2)";
            default ->
                String.format(
                        "POLYGON ICRS %s %s %s %s %s %s",
                        raDeg - size, decDeg, raDeg + size, decDeg, raDeg, Math.min(89, decDeg + size));
        };
    }

    private Dataset<Row> randomRows(List<Row> rows, double raDeg, double decDeg) {
        for (int i = 0; i < 400; i++) {
            double ra = raDeg + between(-8, 8);
            double dec = decDeg + between(-8, 8);
            // some repeat the region before, as bands of one field do
            String region = i % 3 == 1 ? rows.get(i - 1).getString(3) : region(ra, dec);
            rows.add(RowFactory.create(
                    orNull(ra), orNull(random.nextInt(20) == 0 ? 100 : dec), orNull(between(-1, 4)), region, i));
        }
        StructType schema = new StructType()
                .add("s_ra", DataTypes.DoubleType)
                .add("s_dec", DataTypes.DoubleType)
                .add("s_fov", DataTypes.DoubleType)
                .add("s_region", DataTypes.StringType)
                .add("i", DataTypes.IntegerType);
        return LocalSpark.session().createDataFrame(rows, schema);
    }

    private static ObsCoreRecord record(Row row) {
        RecordLayout layout = new RecordLayout(COLUMNS);
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        for (int i = 0; i < 3; i++) {
            numbers[layout.slot(COLUMNS.get(i))] = row.isNullAt(i) ? Double.NaN : row.getDouble(i);
        }
        texts[layout.slot(ObsCoreColumn.s_region)] = row.getString(3);
        return new ObsCoreRecord(layout, numbers, texts);
    }

    private static @Nullable SkyShape footprint(Row row) {
        try {
            return row.isNullAt(3) ? null : StcS.parse(row.getString(3));
        } catch (ShapeFormatException e) {
            return null;
        }
    }

    /** What the judge of a run says: true, false, or null if it is unknown. */
    private static @Nullable Boolean judged(Row row, Region region) {
        Question question = new Question(region, null, null, Set.of());
        return switch (new DatasetJudge(question, false)
                .judge(record(row), footprint(row), false, 0)
                .ruling()) {
            case KEEP -> true;
            case FILTERED -> false;
            default -> null;
        };
    }

    @Test
    void overlapsWhatTheJudgeOfARunKeeps() {
        List<Row> rows = new ArrayList<>();
        Dataset<Row> table = randomRows(rows, 359, 40);
        PolygonRegion polygon = PolygonRegion.parse("356 38 2 37 3 43 358 44");
        List<Row> found = table.selectExpr(
                        "i",
                        "skytrawl_overlaps(s_region, s_ra, s_dec, s_fov, 'POLYGON ICRS 356 38 2 37 3 43 358 44')",
                        "skytrawl_overlaps(s_region, 'POLYGON ICRS 356 38 2 37 3 43 358 44')")
                .collectAsList();
        int yes = 0;
        int no = 0;
        int unknown = 0;
        for (Row one : found) {
            Row row = rows.get(one.getInt(0));
            Boolean expected = judged(row, polygon);
            assertThat(one.get(1)).as("%s", row).isEqualTo(expected);
            Row alone = RowFactory.create(null, null, null, row.get(3), 0);
            assertThat(one.get(2)).as("%s alone", row).isEqualTo(judged(alone, polygon));
            yes += Boolean.TRUE.equals(expected) ? 1 : 0;
            no += Boolean.FALSE.equals(expected) ? 1 : 0;
            unknown += expected == null ? 1 : 0;
        }
        assertThat(List.of(yes, no, unknown)).allMatch(count -> count > 20);
    }

    @Test
    void aCircleInNumbersIsTheCircleInWords() {
        List<Row> rows = new ArrayList<>();
        Dataset<Row> table = randomRows(rows, 120, -60);
        assertThat(table.selectExpr(
                                "skytrawl_overlaps(s_region, s_ra, s_dec, s_fov, 'CIRCLE ICRS 121 -61 1.5') AS words",
                                "skytrawl_overlaps(s_region, s_ra, s_dec, s_fov, 121, -61, 1.5) AS numbers")
                        .where("NOT (words <=> numbers)")
                        .count())
                .isZero();
    }

    @Test
    void footprintsOfTwoTablesAreJoinedByTheirCells() {
        List<Row> rows = new ArrayList<>();
        Dataset<Row> table = randomRows(rows, 10, 10).where("i < 80");
        table.createOrReplaceTempView("footprints");
        String exact = "skytrawl_overlaps(a.s_region, b.s_region)";
        long all = LocalSpark.session()
                .sql("SELECT a.i, b.i FROM footprints a JOIN footprints b ON " + exact)
                .distinct()
                .count();
        long byCells = LocalSpark.session()
                .sql(
                        "SELECT DISTINCT a.i, b.i FROM (SELECT *, explode(skytrawl_moc(s_region, 6)) c FROM footprints) a JOIN"
                                + " (SELECT *, explode(skytrawl_moc(s_region, 6)) c FROM footprints) b ON a.c = b.c AND "
                                + exact)
                .count();
        assertThat(byCells).isEqualTo(all).isGreaterThan(80);
    }

    @Test
    void tellsCells() throws ShapeFormatException {
        assertThat(value("skytrawl_healpix(10.5D, -20, 7)"))
                .isEqualTo(Healpix.cellOf(7, SkyPoint.ofDegrees(10.5, -20)));
        assertThat(value("skytrawl_healpix(10, 91, 7)")).isNull();
        assertThat(value("skytrawl_healpix(10, NULL, 7)")).isNull();
        Row row = LocalSpark.session()
                .sql("SELECT skytrawl_moc('CIRCLE ICRS 10 20 1', 7), skytrawl_moc('MOC 3/5', 4),"
                        + " skytrawl_moc(NULL, 10, 20, 2, 7)")
                .head();
        Long[] circle = Arrays.stream(ShapeCover.cells(7, StcS.parse("CIRCLE ICRS 10 20 1"), 1000))
                .boxed()
                .toArray(Long[]::new);
        assertThat(row.<Long>getList(0)).containsExactly(circle);
        assertThat(row.<Long>getList(1)).containsExactly(20L, 21L, 22L, 23L);
        assertThat(row.<Long>getList(2)).containsExactly(circle);
    }

    @Test
    void equalCallsAreOneInAGroup() {
        assertThat(LocalSpark.session()
                        .sql(
                                "SELECT skytrawl_healpix(id, 0, 0), count(*) FROM range(360) GROUP BY skytrawl_healpix(id, 0, 0)")
                        .count())
                .isEqualTo(4);
    }

    @Test
    void whatNothingTellsIsNull() {
        assertThat(value("skytrawl_overlaps(NULL, 'CIRCLE ICRS 1 2 3')")).isNull();
        assertThat(value("skytrawl_overlaps('CIRCLE ICRS 1 2 3', NULL)")).isNull();
        assertThat(value("skytrawl_overlaps('no region', 'CIRCLE ICRS 1 2 3')")).isNull();
        assertThat(value("skytrawl_overlaps('CIRCLE ICRS 1 2 3', NULL, NULL, NULL, 1, 2, -1)"))
                .isNull();
        assertThat(value("skytrawl_moc('no region', 7)")).isNull();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> value("skytrawl_overlaps('CIRCLE ICRS 1 2 3', 'CIRCL ICRS 1 2 3')"))
                .hasStackTraceContaining("skytrawl_overlaps: 'CIRCL ICRS 1 2 3' is no region: ");
        assertThatThrownBy(() -> value("skytrawl_overlaps('CIRCLE ICRS 1 2 3', 1, 2)"))
                .hasStackTraceContaining("skytrawl_overlaps has 2, 5 or 7 arguments, not 3");
        assertThatThrownBy(() -> value("skytrawl_healpix(1, 2, 30)"))
                .hasStackTraceContaining("skytrawl_healpix: a HEALPix order is in [0, 29], not 30");
        assertThatThrownBy(() -> value("skytrawl_moc('CIRCLE ICRS 0 0 180', 10)"))
                .hasStackTraceContaining(
                        "a shape has more than 1000000 cells of order 10; use order 8 or a coarser one");
    }
}
