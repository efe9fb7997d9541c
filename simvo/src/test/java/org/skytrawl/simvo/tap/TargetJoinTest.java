package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.tap.TargetTable.Row;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.simvo.votable.Table;
import org.skytrawl.sky.SkyPoint;

/** Joins of an uploaded table of targets with an ObsCore table, in the forms that clients write. */
class TargetJoinTest {
    private static final String REGION = "1=INTERSECTS(o.s_region, CIRCLE('ICRS', t.ra, t.dec, t.radius))";
    private static final String CENTRE =
            "1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec), CIRCLE('ICRS', t.ra, t.dec, t.radius))";
    private static final String NEAR =
            "o.s_region IS NULL AND 1=CONTAINS(POINT('ICRS', o.s_ra, o.s_dec), CIRCLE('ICRS', t.ra, t.dec, t.radius + 2))";

    private static final List<Dataset> DATASETS = new ArrayList<>();
    private static final List<Row> TARGETS = new ArrayList<>();
    private static final TapDatabase DATABASE = new TapDatabase(1);

    private static TapService tap;

    /** Discs, fields of view and bare centres, near each other at the poles, at RA 0 and elsewhere; targets among them. */
    @BeforeAll
    static void open() {
        SplittableRandom random = new SplittableRandom(11);
        double[][] middles = {{0, 90}, {40, -90}, {0, 0}, {359.99, 41}, {180, -30}};
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            double[] at = near(middles[i % middles.length], random);
            Extent extent = switch (i % 3) {
                case 0 -> new Extent.Circle(0.3);
                case 1 -> new Extent.FieldOfView(0.8);
                default -> new Extent.CentreOnly();
            };
            Span some = new Span(50_000, 50_001);
            DATASETS.add(new Dataset(i, "image", at[0], at[1], extent, some, null, "t", "c", null, 10));
            rows.add(ObsCoreTable.row(new SimService.Published(DATASETS.getLast(), "http://127.0.0.1:1/" + i)));
        }
        for (int i = 0; i < 60; i++) {
            double[] at = near(middles[i % middles.length], random);
            TARGETS.add(new Row("T" + i, at[0], at[1], i % 2 == 0 ? 0.01 : 0.4));
        }
        TARGETS.add(new Row("north", 123, 90, 0.5));
        TARGETS.add(new Row("south", 0, -90, 0.5));
        Table table = ObsCoreTable.named("ivoa.obscore");
        DATABASE.create("t", table);
        DATABASE.insert("t", table, rows);
        TapDescription description = new TapDescription(
                "t", "t", Asked.BASE + "/tap", List.of(table), 50_000, 50_000, List.of(SmallTap.OBSCORE), false);
        tap = new TapService(DATABASE, description, "/tap");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private static double[] near(double[] middle, SplittableRandom random) {
        double dec = middle[1] + random.nextDouble(-1.5, 1.5);
        boolean overThePole = Math.abs(dec) > 90;
        double ra = Math.abs(middle[1]) == 90 ? random.nextDouble(360) : middle[0] + random.nextDouble(-1.5, 1.5);
        return new double[] {(ra + 360) % 360, overThePole ? Math.signum(dec) * 180 - dec : dec};
    }

    private static Asked asked(byte[] votable, String adql) {
        return Asked.to(
                tap,
                "POST",
                "/tap/sync",
                Map.of("targets", votable),
                "LANG",
                "ADQL",
                "UPLOAD",
                "targets,param:targets",
                "QUERY",
                adql);
    }

    private static Set<String> pairs(String from) {
        return pairs(TargetTable.tableData(TARGETS), from);
    }

    private static Set<String> pairs(byte[] votable, String from) {
        Asked answer = asked(votable, "SELECT t.id, o.obs_id FROM " + from);
        Set<String> pairs = new TreeSet<>();
        answer.rows().forEach(row -> pairs.add(row.getFirst() + " " + row.getLast()));
        assertThat(pairs).hasSameSizeAs(answer.rows());
        return pairs;
    }

    private static Set<String> expected(BiPredicate<Row, Dataset> match) {
        Set<String> pairs = new TreeSet<>();
        for (Row target : TARGETS) {
            DATASETS.stream()
                    .filter(dataset -> match.test(target, dataset))
                    .forEach(dataset -> pairs.add(target.id() + " obs-" + dataset.id()));
        }
        assertThat(pairs).hasSizeGreaterThan(20);
        return pairs;
    }

    private static double apartDeg(Row target, Dataset dataset) {
        return SkyPoint.ofDegrees(target.ra(), target.dec())
                .separationDeg(SkyPoint.ofDegrees(dataset.raDeg(), dataset.decDeg()));
    }

    private static boolean isDisc(Dataset dataset) {
        return dataset.extent() instanceof Extent.Circle;
    }

    private static boolean wanted(Row target, Dataset dataset) {
        double reachDeg = isDisc(dataset) ? 0.3 : 2;
        return apartDeg(target, dataset) <= target.radius() + reachDeg;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON " + REGION + " OR " + CENTRE + " OR (" + NEAR + ")",
                "ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON (" + NEAR + ") OR " + CENTRE + " OR (" + REGION
                        + ")",
                "TAP_UPLOAD.targets AS t JOIN ivoa.obscore AS o ON " + REGION + " OR " + CENTRE + " OR (" + NEAR + ")",
                "ivoa.obscore o, TAP_UPLOAD.targets t WHERE t_min < 60000 AND (" + REGION + " OR " + CENTRE + " OR ("
                        + NEAR + "))",
                "TAP_UPLOAD.targets AS t, ivoa.obscore AS o WHERE (" + REGION + " OR " + CENTRE + " OR (" + NEAR
                        + ")) AND o.dataproduct_type IN ('image', 'IMAGE')",
                // nothing here bounds the place for the service
                "ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON " + REGION + " OR " + CENTRE + " OR (" + NEAR
                        + ") OR o.t_min > 90000"
            })
    void givesAllPairsByOutlineAndCentre(String from) {
        assertThat(pairs(from)).isEqualTo(expected(TargetJoinTest::wanted));
        assertThat(pairs(from.replace("'ICRS', ", ""))).isEqualTo(expected(TargetJoinTest::wanted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DISTANCE(POINT('ICRS', o.s_ra, o.s_dec), POINT('ICRS', t.ra, t.dec)) <= t.radius + o.s_fov/2",
                "DISTANCE(POINT(t.ra, t.dec), POINT(o.s_ra, o.s_dec)) <= o.s_fov / 2 + t.radius",
                "DISTANCE(o.s_ra, o.s_dec, t.ra, t.dec) <= t.radius + o.s_fov/2.0",
                "t.radius + o.s_fov / 2 >= DISTANCE(POINT('', o.s_ra, o.s_dec), POINT('ICRS', t.ra, t.dec))",
                "1 = INTERSECTS(CIRCLE(o.s_ra, o.s_dec, o.s_fov / 2), CIRCLE(t.ra, t.dec, t.radius))"
            })
    void givesAllPairsByFieldOfView(String condition) {
        Set<String> expected = expected((target, dataset) -> !(dataset.extent() instanceof Extent.CentreOnly)
                && apartDeg(target, dataset)
                        <= target.radius() + dataset.extent().fovDeg() / 2);
        assertThat(pairs("ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON " + condition))
                .isEqualTo(expected);
        assertThat(pairs("ivoa.obscore AS o, TAP_UPLOAD.targets AS t WHERE t_min = 50000 AND " + condition))
                .isEqualTo(expected);
    }

    @Test
    void aNegatedConditionIsNoBound() {
        Set<String> discs =
                expected((target, dataset) -> isDisc(dataset) && apartDeg(target, dataset) > target.radius() + 0.3);
        assertThat(pairs("ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON NOT " + REGION))
                .isEqualTo(discs);
        assertThat(pairs("ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON 0" + REGION.substring(1)))
                .isEqualTo(discs);
    }

    @Test
    void boundsOfDeclinationAndRightAscensionAreAsTheyAre() {
        Set<String> expected = expected((target, dataset) ->
                Math.abs(dataset.decDeg() - target.dec()) <= 1 && Math.abs(dataset.raDeg() - target.ra()) <= 1.5);
        assertThat(pairs("ivoa.obscore AS o, TAP_UPLOAD.targets AS t WHERE o.s_dec BETWEEN t.dec - 1 AND t.dec + 1"
                        + " AND o.s_ra BETWEEN t.ra - 1.5 AND t.ra + 1.5"))
                .isEqualTo(expected);
    }

    @Test
    void theSerializationOfTheUploadDoesNotMatter() {
        String from = "ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON " + REGION;
        assertThat(pairs(TargetTable.binary2(TARGETS), from)).isEqualTo(pairs(from));
    }

    /** The declinations are compared first, by an index; this is what makes large uploads fast. */
    @Test
    void declinationsAreBoundedInTheDatabasesQuery() throws Exception {
        Table targets = UploadReader.read("targets", TargetTable.tableData(TARGETS), 1_000)
                .table();
        TableRef.Names names = (schema, name) ->
                new TableRef(schema.equals("tap_upload") ? targets : ObsCoreTable.named("ivoa.obscore"), "X");
        PlaceBound.Extents extents = new PlaceBound.Extents() {
            @Override
            public double reachDeg(TableRef table) {
                return 0.25;
            }

            @Override
            public double most(TableRef upload, String column) {
                return column.equals("radius") ? 0.5 : Double.POSITIVE_INFINITY;
            }
        };
        List<@Nullable String> bounds = new ArrayList<>();
        for (String condition :
                List.of(REGION, CENTRE + " OR (" + NEAR + ")", REGION + " OR o.t_min > 1", "t.ra = 1")) {
            AdqlRewriter.rewrite(
                    "SELECT t.id FROM ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON " + condition,
                    names,
                    (sql, text, part, inScope) -> {
                        bounds.add(new PlaceBound(text, inScope, extents).sql(part));
                        return sql;
                    });
        }
        assertThat(bounds)
                .containsExactly(
                        "\"T\".\"DEC\" BETWEEN \"O\".\"S_DEC\" - 0.751E0 AND \"O\".\"S_DEC\" + 0.751E0",
                        "\"T\".\"DEC\" BETWEEN \"O\".\"S_DEC\" - 2.501E0 AND \"O\".\"S_DEC\" + 2.501E0",
                        null,
                        null);
    }

    @Test
    void aTargetThatIsNoPlaceHasNoPairs() {
        List<Row> odd = List.of(new Row("odd", 10, 95, 0.1), new Row("minus", 10, 5, -1), TARGETS.getFirst());
        assertThat(pairs(TargetTable.tableData(odd), "ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON " + REGION))
                .allMatch(pair -> pair.startsWith("T0 "));
        assertThat(asked("nothing".getBytes(StandardCharsets.UTF_8), "SELECT 1 FROM TAP_UPLOAD.targets")
                        .error())
                .contains("cannot be read");
    }
}
