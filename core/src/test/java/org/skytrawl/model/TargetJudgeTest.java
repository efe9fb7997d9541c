package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.DatasetJudge.Judgement;
import org.skytrawl.model.DatasetJudge.Ruling;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;

/** Judging by a target list against judging by each target's cone. */
class TargetJudgeTest {
    private static final RecordLayout LAYOUT = new RecordLayout(
            EnumSet.of(ObsCoreColumn.s_ra, ObsCoreColumn.s_dec, ObsCoreColumn.s_fov, ObsCoreColumn.t_min));

    private final Random random = new Random(7);

    private static ObsCoreRecord record(double raDeg, double decDeg, double fovDeg, double mjd) {
        double[] numbers = new double[LAYOUT.numbers()];
        numbers[LAYOUT.slot(ObsCoreColumn.s_ra)] = raDeg;
        numbers[LAYOUT.slot(ObsCoreColumn.s_dec)] = decDeg;
        numbers[LAYOUT.slot(ObsCoreColumn.s_fov)] = fovDeg;
        numbers[LAYOUT.slot(ObsCoreColumn.t_min)] = mjd;
        return new ObsCoreRecord(LAYOUT, numbers, new @Nullable String[0]);
    }

    private TargetList list() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean atPole = i % 2 == 0;
            double raDeg = atPole ? random.nextDouble() * 360 : (358 + random.nextDouble() * 4) % 360;
            double decDeg = atPole ? 88 + random.nextDouble() * 2 : random.nextDouble() * 2 - 1;
            targets.add(new Target("t" + i, raDeg, decDeg, 0.05 + random.nextDouble() * 0.5));
        }
        return TargetList.of(targets);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachTargetAloneIsJudgedLikeItsCone(boolean inclusive) {
        TargetList list = list();
        TargetRegion all = TargetRegion.of(list);
        for (int i = 0; i < 400; i++) {
            ObsCoreRecord record = record(i);
            SkyShape footprint = footprint(i);
            boolean positionApplied = i % 2 == 0;
            for (int target = 0; target < list.size(); target++) {
                Cone cone = list.target(target).cone();
                Judgement byCone = judge(cone, inclusive, record, footprint, positionApplied);
                TargetRegion alone = all.only(TargetSet.range(target, target + 1));
                Judgement byTarget = judge(alone, inclusive, record, footprint, positionApplied);
                assertThat(byTarget.ruling())
                        .as("%s %s %s", cone, record, footprint)
                        .isEqualTo(byCone.ruling());
                assertThat(byTarget.overlap()).isEqualTo(byCone.overlap());
                assertThat(byTarget.undecided()).isFalse();
                assertThat(byTarget.matches() == null).isEqualTo(byCone.ruling() != Ruling.KEEP);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void severalTargetsMatchAsTheirConesOrAreUndecided(boolean inclusive) {
        TargetList list = list();
        TargetRegion all = TargetRegion.of(list);
        for (int i = 0; i < 400; i++) {
            ObsCoreRecord record = record(i);
            SkyShape footprint = footprint(i);
            boolean positionApplied = i % 2 == 0;
            Judgement together = judge(all, inclusive, record, footprint, positionApplied);
            for (int target = 0; target < list.size(); target++) {
                Judgement alone = judge(list.target(target).cone(), inclusive, record, footprint, positionApplied);
                boolean isTested = alone.overlap() == Overlap.TESTED;
                assertThat(numbers(together.matches()).contains(target)).isEqualTo(isTested);
                if (alone.ruling() == Ruling.KEEP && !isTested) {
                    assertThat(together.undecided()).isTrue();
                }
                if (alone.ruling() == Ruling.UNKNOWN) {
                    assertThat(together.ruling()).isIn(Ruling.UNKNOWN, Ruling.KEEP, Ruling.UNDECIDED);
                }
            }
        }
    }

    @Test
    void matchesOfOtherRequestsCountIfTheyAreWanted() {
        TargetList list = TargetList.of(
                List.of(new Target("a", 10, 10, 1), new Target("b", 11, 10, 1), new Target("c", 10.5, 10, 1)));
        int a = list.numberOf("a");
        int b = list.numberOf("b");
        TargetSet two = TargetSet.range(a, a + 1).union(TargetSet.range(b, b + 1));
        TargetRegion forA = TargetRegion.of(list).only(two).batch(TargetSet.range(a, a + 1));
        Judgement judged = judge(forA, false, record(10.5, 10, 2, 55000), null, true);
        assertThat(numbers(judged.matches())).containsExactlyInAnyOrder(a, b);
    }

    private static Set<Integer> numbers(@Nullable TargetMatches matches) {
        Set<Integer> numbers = new TreeSet<>();
        for (int i = 0; matches != null && i < matches.size(); i++) {
            numbers.add(matches.number(i));
        }
        return numbers;
    }

    private static Judgement judge(
            Region region, boolean inclusive, ObsCoreRecord record, @Nullable SkyShape footprint, boolean applied) {
        Question question = new Question(region, null, new Interval(54000, 56000), Set.of());
        return new DatasetJudge(question, inclusive).judge(record, footprint, applied, 0);
    }

    private ObsCoreRecord record(int i) {
        boolean atPole = i % 4 < 2;
        double raDeg = atPole ? random.nextDouble() * 360 : (357 + random.nextDouble() * 6) % 360;
        double decDeg = atPole ? 87 + random.nextDouble() * 3 : random.nextDouble() * 4 - 2;
        double mjd = i % 11 == 0 ? Double.NaN : i % 13 == 0 ? 60000 : 55000;
        if (i % 5 == 0) {
            return record(Double.NaN, Double.NaN, Double.NaN, mjd);
        }
        return record(raDeg, i % 17 == 0 ? -60 : decDeg, i % 3 == 0 ? Double.NaN : 0.3, mjd);
    }

    private @Nullable SkyShape footprint(int i) {
        double raDeg = (358 + random.nextDouble() * 4) % 360;
        double decDeg = random.nextDouble() * 2 - 1;
        return switch (i % 4) {
            case 1 -> SkyCircle.ofDegrees(raDeg, decDeg, 0.2);
            case 2 -> SkyPolygon.ofDegrees(raDeg, decDeg, raDeg + 1, decDeg, raDeg + 0.5, decDeg + 1);
            case 3 -> SkyCircle.ofDegrees(raDeg, decDeg, 0);
            default -> null;
        };
    }
}
