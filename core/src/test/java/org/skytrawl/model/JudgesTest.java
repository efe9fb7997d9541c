package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.skytrawl.model.DatasetJudge.Ruling.FILTERED;
import static org.skytrawl.model.DatasetJudge.Ruling.KEEP;
import static org.skytrawl.model.DatasetJudge.Ruling.UNKNOWN;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.DatasetJudge.Ruling;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

class JudgesTest {
    private static final Question M31 = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of());
    private static final Question GREEN = new Question(null, Interval.at(5e-7), null, Set.of());
    private static final Question DAY = new Question(null, null, new Interval(55000, 55001), Set.of());

    @Test
    void missingCoverageIsUnknownOnEachAxis() {
        Question all = new Question(M31.region(), GREEN.wavelengthM(), DAY.mjd(), Set.of());
        assertThat(new CoverageJudge(all).judge(Coverage.UNDECLARED))
                .containsExactly(
                        Map.entry(Axis.SPACE, Verdict.UNKNOWN),
                        Map.entry(Axis.SPECTRUM, Verdict.UNKNOWN),
                        Map.entry(Axis.TIME, Verdict.UNKNOWN));
    }

    @Test
    void onlyConstrainedAxesAreJudged() {
        assertThat(new CoverageJudge(GREEN).judge(Coverage.UNDECLARED)).containsOnlyKeys(Axis.SPECTRUM);
    }

    @Test
    void coverageRowsAreAUnionWithSlackForSinglePrecision() {
        Coverage coverage = new Coverage(
                null,
                List.of(new Interval(1e-9, 2e-9), new Interval(4e-7, 5e-7 * (1 - 5e-7))),
                List.of(new Interval(55001.1, Double.POSITIVE_INFINITY)));
        assertThat(new CoverageJudge(GREEN).judge(coverage)).containsEntry(Axis.SPECTRUM, Verdict.YES);
        assertThat(new CoverageJudge(DAY).judge(coverage)).containsEntry(Axis.TIME, Verdict.YES);
        assertThat(new CoverageJudge(new Question(null, null, Interval.at(55000.9), Set.of())).judge(coverage))
                .containsEntry(Axis.TIME, Verdict.NO);
        assertThat(new CoverageJudge(new Question(null, Interval.at(3e-7), null, Set.of())).judge(coverage))
                .containsEntry(Axis.SPECTRUM, Verdict.NO);
    }

    @Test
    void theSilenceOfOneOfSeveralRecordsKeepsTheirUnionFromSayingNo() throws Exception {
        Coverage elsewhere = new Coverage(Moc.parse("0/11"), List.of(Interval.at(5e-7)), List.of());
        Coverage silent = new Coverage(null, List.of(Interval.at(1e-9)), List.of());
        Coverage union = elsewhere.union(silent).union(elsewhere);
        assertThat(new CoverageJudge(M31).judge(elsewhere)).containsEntry(Axis.SPACE, Verdict.NO);
        assertThat(new CoverageJudge(M31).judge(union)).containsEntry(Axis.SPACE, Verdict.UNKNOWN);
        assertThat(new CoverageJudge(GREEN).judge(union)).containsEntry(Axis.SPECTRUM, Verdict.YES);
        assertThat(new CoverageJudge(DAY).judge(union)).containsEntry(Axis.TIME, Verdict.UNKNOWN);
        assertThat(new CoverageJudge(new Question(null, Interval.at(1), null, Set.of())).judge(union))
                .containsEntry(Axis.SPECTRUM, Verdict.NO);
    }

    @Test
    void aMocIsJudgedByOverlap() throws Exception {
        Coverage here = new Coverage(Moc.parse("6/2623 2708-2709"), List.of(), List.of());
        Coverage elsewhere = new Coverage(Moc.parse("0/11"), List.of(), List.of());
        assertThat(new CoverageJudge(M31).judge(here)).containsEntry(Axis.SPACE, Verdict.YES);
        assertThat(new CoverageJudge(M31).judge(elsewhere)).containsEntry(Axis.SPACE, Verdict.NO);
    }

    @Test
    void aFootprintCountsBeforeCentreAndFov() {
        Map<ObsCoreColumn, Object> far = Map.of(ObsCoreColumn.s_ra, 100.0, ObsCoreColumn.s_dec, 0.0);
        SkyCircle here = new SkyCircle(SkyPoint.ofDegrees(10.68, 41.27), 0.01);
        assertThat(judge(M31, false, far, here)).isEqualTo(KEEP);
    }

    @Test
    void centreAndFovAreACircle() {
        assertThat(judge(M31, false, position(10.68, 42.27, 2.0), null)).isEqualTo(KEEP);
        assertThat(judge(M31, false, position(10.68, 42.27, 0.5), null)).isEqualTo(FILTERED);
    }

    @Test
    void aCentreAloneCanOnlySayYes() {
        assertThat(judge(M31, false, position(10.68, 41.3, Double.NaN), null)).isEqualTo(KEEP);
        assertThat(judge(M31, false, position(10.68, 42.27, Double.NaN), null)).isEqualTo(UNKNOWN);
        assertThat(judge(M31, false, position(10.68, 42.27, 71998.0), null)).isEqualTo(UNKNOWN);
        assertThat(judge(M31, true, position(10.68, 42.27, 0.0), null)).isEqualTo(KEEP);
    }

    @Test
    void theServicesWordCountsWhereItAppliedThePositionAndGeometryIsMissing() {
        DatasetJudge judge = new DatasetJudge(M31, false);
        assertThat(judge.judge(record(Map.of()), null, true, 0).ruling()).isEqualTo(KEEP);
        assertThat(judge.judge(record(Map.of()), null, false, 0).ruling()).isEqualTo(UNKNOWN);
        assertThat(judge.judge(record(position(10.68, 42.27, 0.5)), null, true, 0)
                        .ruling())
                .isEqualTo(FILTERED);
    }

    @Test
    void aCentreFarOutsideIsElsewhereEvenOnTheServicesWord() {
        MocRegion cells = new MocRegion(M31.region().cover());
        PolygonRegion triangle = PolygonRegion.parse("10.5,41.2 10.9,41.2 10.7,41.4");
        for (Region region : List.of(M31.region(), triangle, cells)) {
            for (boolean inclusive : new boolean[] {false, true}) {
                DatasetJudge judge = new DatasetJudge(new Question(region, null, null, Set.of()), inclusive);
                for (boolean applied : new boolean[] {false, true}) {
                    for (double fovDeg : new double[] {Double.NaN, 0, 400}) {
                        ObsCoreRecord far = record(position(10.68, 41.27 + 31, fovDeg));
                        assertThat(judge.judge(far, null, applied, 0).ruling()).isEqualTo(FILTERED);
                        ObsCoreRecord near = record(position(10.68, 41.27 + 29, fovDeg));
                        assertThat(judge.judge(near, null, applied, 0).ruling())
                                .isEqualTo(applied || inclusive ? KEEP : UNKNOWN);
                    }
                    ObsCoreRecord large = record(position(10.68, 41.27 + 40, 82));
                    assertThat(judge.judge(large, null, applied, 0).ruling()).isEqualTo(KEEP);
                }
            }
        }
    }

    @Test
    void theLimitIsCountedFromTheRegionsRim() {
        DatasetJudge judge = new DatasetJudge(new Question(new Cone(0, 0, 5), null, null, Set.of()), false);
        assertThat(judge.judge(record(position(34.9, 0, Double.NaN)), null, true, 0)
                        .ruling())
                .isEqualTo(KEEP);
        assertThat(judge.judge(record(position(35.1, 0, Double.NaN)), null, true, 0)
                        .ruling())
                .isEqualTo(FILTERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSITION 10.68 42.2",
                "CIRCLE 10.68 42.2 0",
                "POLYGON 10.68 42.2 10.68 42.2 10.68 42.2",
                "BOX 10.68 42.2 0 0.5",
                "UNION (POSITION 10.68 42.2)"
            })
    void anOutlineWithoutAreaIsACentre(String region) throws Exception {
        DatasetJudge judge = new DatasetJudge(M31, false);
        SkyShape point = StcS.parse(region);
        assertThat(judge.judge(record(position(10.68, 42.2, 2)), point, true, 0).overlap())
                .isEqualTo(Overlap.TESTED);
        assertThat(judge.judge(record(Map.of(ObsCoreColumn.s_fov, 2.0)), point, true, 0)
                        .overlap())
                .isEqualTo(Overlap.TESTED);
        assertThat(judge.judge(record(position(10.68, 42.2, 0.5)), point, true, 0)
                        .ruling())
                .isEqualTo(FILTERED);
        assertThat(judge.judge(record(Map.of()), point, true, 0).overlap()).isEqualTo(Overlap.SERVICE);
        assertThat(judge.judge(record(Map.of()), point, false, 0).ruling()).isEqualTo(UNKNOWN);
        // the record's own centre precedes
        assertThat(judge.judge(record(position(10.68, 41.3, Double.NaN)), point, true, 0)
                        .overlap())
                .isEqualTo(Overlap.TESTED);
        assertThat(judge.judge(record(position(10.68, 80, Double.NaN)), point, true, 0)
                        .ruling())
                .isEqualTo(FILTERED);
        assertThat(judge.judge(record(Map.of()), StcS.parse("POSITION 200 0"), true, 0)
                        .ruling())
                .isEqualTo(FILTERED);
    }

    @Test
    void saysHowEachKeptRecordWasJudgedInSpace() {
        DatasetJudge judge = new DatasetJudge(M31, false);
        DatasetJudge inclusive = new DatasetJudge(M31, true);
        ObsCoreRecord unknown = record(Map.of());
        assertThat(judge.judge(record(position(10.68, 41.3, 0.1)), null, true, 0)
                        .overlap())
                .isEqualTo(Overlap.TESTED);
        assertThat(judge.judge(unknown, null, true, 0).overlap()).isEqualTo(Overlap.SERVICE);
        assertThat(inclusive.judge(unknown, null, true, 0).overlap()).isEqualTo(Overlap.SERVICE);
        assertThat(inclusive.judge(unknown, null, false, 0).overlap()).isEqualTo(Overlap.UNKNOWN);
        assertThat(judge.judge(unknown, null, false, 0).overlap()).isNull();
        assertThat(new DatasetJudge(DAY, true).judge(unknown, null, true, 0).overlap())
                .isNull();
    }

    @Test
    void bandAndTimeWithoutMetadataAreUnknownUnlessInclusive() {
        assertThat(judge(GREEN, false, Map.of(), null)).isEqualTo(UNKNOWN);
        assertThat(judge(GREEN, true, Map.of(), null)).isEqualTo(KEEP);
        assertThat(judge(GREEN, false, Map.of(ObsCoreColumn.em_min, 4e-7, ObsCoreColumn.em_max, 6e-7), null))
                .isEqualTo(KEEP);
        assertThat(judge(GREEN, true, Map.of(ObsCoreColumn.em_min, 6e-7, ObsCoreColumn.em_max, 7e-7), null))
                .isEqualTo(FILTERED);
        assertThat(judge(DAY, false, Map.of(), null)).isEqualTo(UNKNOWN);
    }

    @Test
    void timeHasSlackForProtocolsWithOneDate() {
        ObsCoreRecord record = record(Map.of(ObsCoreColumn.t_min, 55001.05, ObsCoreColumn.t_max, 55001.05));
        assertThat(new DatasetJudge(DAY, false).judge(record, null, true, 0.1).ruling())
                .isEqualTo(KEEP);
        assertThat(new DatasetJudge(DAY, false).judge(record, null, true, 0).ruling())
                .isEqualTo(FILTERED);
    }

    @Test
    void openEndedTimeTakesEverythingOnItsSide() {
        Question since = new Question(null, null, new Interval(55000, Double.POSITIVE_INFINITY), Set.of());
        ObsCoreRecord record = record(Map.of(ObsCoreColumn.t_min, 60000.0, ObsCoreColumn.t_max, 60001.0));
        assertThat(new DatasetJudge(since, false).judge(record, null, true, 0.1).ruling())
                .isEqualTo(KEEP);
    }

    @Test
    void typesJudgeDatasets() {
        Question images = new Question(M31.region(), null, null, Set.of("Image"));
        DatasetJudge judge = new DatasetJudge(images, false);
        assertThat(judge.judge(record(Map.of(ObsCoreColumn.dataproduct_type, "IMAGE")), null, true, 0)
                        .ruling())
                .isEqualTo(KEEP);
        assertThat(judge.judge(record(Map.of(ObsCoreColumn.dataproduct_type, "cube")), null, true, 0)
                        .ruling())
                .isEqualTo(FILTERED);
        assertThat(judge.judge(record(Map.of()), null, true, 0).ruling()).isEqualTo(UNKNOWN);
    }

    @Test
    void askingEverythingOfEveryoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Question(null, null, null, Set.of("image")))
                .withMessageContaining("without constraints");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Question(M31.region(), null, null, Set.of("image' OR 1=1")))
                .withMessageContaining("product type");
    }

    private static Map<ObsCoreColumn, Object> position(double raDeg, double decDeg, double fovDeg) {
        return Map.of(ObsCoreColumn.s_ra, raDeg, ObsCoreColumn.s_dec, decDeg, ObsCoreColumn.s_fov, fovDeg);
    }

    private static Ruling judge(
            Question constraints, boolean inclusive, Map<ObsCoreColumn, Object> values, @Nullable SkyCircle footprint) {
        return new DatasetJudge(constraints, inclusive)
                .judge(record(values), footprint, false, 0)
                .ruling();
    }

    private static ObsCoreRecord record(Map<ObsCoreColumn, Object> values) {
        RecordLayout layout = new RecordLayout(new EnumMap<>(withOne(values)).keySet());
        double[] numbers = new double[layout.numbers()];
        String[] texts = new String[layout.texts()];
        values.forEach((column, value) -> {
            if (column.isText()) {
                texts[layout.slot(column)] = (String) value;
            } else {
                numbers[layout.slot(column)] = ((Number) value).doubleValue();
            }
        });
        return new ObsCoreRecord(layout, numbers, texts);
    }

    /** An EnumMap cannot be copied from an empty map of another kind. */
    private static Map<ObsCoreColumn, Object> withOne(Map<ObsCoreColumn, Object> values) {
        Map<ObsCoreColumn, Object> map = new EnumMap<>(ObsCoreColumn.class);
        map.putAll(values);
        return map;
    }

    @Test
    void polygonsAndMocsJudgeCoverageAsTheirPointsDo() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        PolygonRegion pole = PolygonRegion.ofDegrees(0, 80, 90, 83, 180, 80, 270, 86);
        PolygonRegion overRa0 = PolygonRegion.ofDegrees(358, -3, 3, -2, 2, 4, 0, 1);
        MocRegion cells = MocRegion.parse("3/0 5/20-23 7/400");
        for (Region region : List.of(pole, overRa0, cells)) {
            CoverageJudge judge = new CoverageJudge(new Question(region, null, null, Set.of()));
            SkyCircle around = region.enclosingCone().shape();
            int yes = 0;
            int no = 0;
            for (int i = 0; i < 400; i++) {
                int order = random.nextInt(3, 9);
                SkyPoint near =
                        SkyPoint.ofDegrees(random.nextDouble(360), Math.toDegrees(Math.asin(random.nextDouble(-1, 1))));
                if (i % 4 != 0) {
                    double dec = around.centre().decDeg() + around.radiusDeg() * random.nextDouble(-1.5, 1.5);
                    near = SkyPoint.ofDegrees(
                            around.centre().raDeg()
                                    + around.radiusDeg()
                                            * random.nextDouble(-1.5, 1.5)
                                            / Math.max(0.05, Math.cos(Math.toRadians(dec))),
                            Math.clamp(dec, -90, 90));
                }
                Moc moc = Moc.ofCells(order, Healpix.cellOf(order, near));
                Verdict verdict =
                        judge.judge(new Coverage(moc, List.of(), List.of())).get(Axis.SPACE);
                boolean held = region.overlaps(near) == Verdict.YES;
                if (held) {
                    assertThat(verdict).isEqualTo(Verdict.YES);
                }
                yes += held ? 1 : 0;
                // a cell of this order lies within 60 degrees / 2^order of any of its points
                double reachDeg = 120.0 / (1 << order);
                if (!region.shape().overlaps(new SkyCircle(near, reachDeg))) {
                    assertThat(verdict).isEqualTo(Verdict.NO);
                    no++;
                }
            }
            assertThat(yes).isGreaterThan(20);
            assertThat(no).isGreaterThan(20);
            assertThat(judge.judge(Coverage.UNDECLARED)).containsEntry(Axis.SPACE, Verdict.UNKNOWN);
        }
    }

    @Test
    void polygonsAndMocsJudgeDatasetsByFootprintThenFieldThenCentre() throws Exception {
        Question square = new Question(PolygonRegion.parse("359,-1 1,-1 1,1 359,1"), null, null, Set.of());
        Question cells = new Question(
                new MocRegion(RegionCover.of(SkyPolygon.ofDegrees(359, -1, 1, -1, 1, 1, 359, 1))
                        .cells()),
                null,
                null,
                Set.of());
        for (Question question : List.of(square, cells)) {
            DatasetJudge judge = new DatasetJudge(question, false);
            ObsCoreRecord centred = record(position(0, 0, 0.1));
            assertThat(judge.judge(centred, null, false, 0).ruling()).isEqualTo(KEEP);
            assertThat(judge.judge(centred, StcS.parse("POLYGON 2 2 3 2 3 3"), true, 0)
                            .ruling())
                    .isEqualTo(FILTERED);
            assertThat(judge.judge(centred, StcS.parse("POLYGON -5 0.5 5 0.5 0 0.6"), true, 0)
                            .ruling())
                    .isEqualTo(KEEP);
            assertThat(judge.judge(record(position(1.5, 0, 0.8)), null, true, 0).ruling())
                    .isEqualTo(FILTERED);
            assertThat(judge.judge(record(position(1.5, 0, 1.2)), null, true, 0).ruling())
                    .isEqualTo(KEEP);
            // within the circle around the square, not in it
            assertThat(judge.judge(record(position(1.2, 0, Double.NaN)), null, false, 0)
                            .ruling())
                    .isEqualTo(UNKNOWN);
            assertThat(judge.judge(record(position(1.2, 0, Double.NaN)), null, true, 0)
                            .ruling())
                    .isEqualTo(KEEP);
            assertThat(judge.judge(record(position(0.9, 0.9, Double.NaN)), null, false, 0)
                            .ruling())
                    .isEqualTo(KEEP);
            assertThat(judge.judge(record(Map.of()), null, false, 0).ruling()).isEqualTo(UNKNOWN);
        }
    }
}
