package org.skytrawl.harvest.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.HarvestQuestion;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;

class HarvestedPartTest {
    private static final Region SQUARE = PolygonRegion.ofDegrees(10, 10, 20, 10, 20, 20, 10, 20);

    private static Question question(
            @Nullable Region region, @Nullable Interval metres, @Nullable Interval mjd, String... types) {
        return new Question(region, metres, mjd, Set.of(types));
    }

    private static @Nullable String missing(Question harvested, Question asked) {
        return part(harvested, true).missing(asked, false);
    }

    private static HarvestedPart part(Question harvested, boolean inclusive) {
        return new HarvestedPart(new HarvestFolder.About(
                Instant.EPOCH, "a part", List.of(List.of("1=1")), false, new HarvestQuestion(harvested, inclusive)));
    }

    private static boolean has(Region harvested, Region asked) {
        return missing(question(harvested, null, null), question(asked, null, null)) == null;
    }

    @Test
    void wholeTablesHaveAll() {
        HarvestedPart whole =
                new HarvestedPart(new HarvestFolder.About(Instant.EPOCH, "whole tables", List.of(List.of()), false));
        assertThat(whole.missing(question(new Cone(1, 2, 3), null, null), true)).isNull();
    }

    @Test
    void doesNotGuessWhatIsNotKnown() {
        HarvestedPart old =
                new HarvestedPart(new HarvestFolder.About(Instant.EPOCH, "a cone", List.of(List.of("1=1")), false));
        assertThat(old.missing(question(new Cone(1, 2, 3), null, null), false))
                .isEqualTo("it is not known whether the question is inside the harvest, which has only a cone");
    }

    @Test
    void comparesRegions() {
        Cone wide = new Cone(15, 15, 5);
        assertThat(has(wide, wide)).isTrue();
        assertThat(has(wide, new Cone(16, 15, 3))).isTrue();
        assertThat(has(wide, new Cone(16, 15, 4.5))).isFalse();
        assertThat(has(wide, PolygonRegion.ofDegrees(14, 14, 16, 14, 15, 16))).isTrue();
        assertThat(has(wide, SQUARE)).isFalse();
        assertThat(has(new Cone(0, 90, 10), new Cone(180, 85, 4))).isTrue();
        assertThat(has(SQUARE, SQUARE)).isTrue();
        assertThat(has(SQUARE, new Cone(15, 15, 2))).isTrue();
        assertThat(has(SQUARE, new Cone(19, 15, 2))).isFalse();
        MocRegion cells = MocRegion.parse("3/100-103");
        assertThat(has(cells, MocRegion.parse("5/1608"))).isTrue();
        assertThat(has(cells, MocRegion.parse("3/104"))).isFalse();
        assertThat(has(new Cone(0, 0, 180), cells)).isTrue();
        Region targets =
                TargetRegion.of(TargetList.of(List.of(new Target("a", 14, 15, 1), new Target("b", 16, 16, 1))));
        assertThat(has(wide, targets)).isTrue();
        assertThat(has(new Cone(14, 15, 1.5), targets)).isFalse();
        assertThat(missing(question(wide, null, null), question(null, null, new Interval(50_000, 51_000))))
                .isEqualTo("the question asks for places outside the harvest, which has only a part");
    }

    @Test
    void comparesTheOtherAxes() {
        Cone cone = new Cone(1, 2, 3);
        Interval time = new Interval(50_000, 60_000);
        assertThat(missing(question(null, null, time), question(cone, null, new Interval(51_000, 52_000))))
                .isNull();
        assertThat(missing(question(null, null, time), question(cone, null, new Interval(51_000, 62_000))))
                .startsWith("the question asks for times outside");
        assertThat(missing(question(null, null, time), question(cone, null, null)))
                .startsWith("the question asks for times outside");
        assertThat(missing(question(null, time, null), question(cone, new Interval(1, 2), null)))
                .startsWith("the question asks for wavelengths outside");
        Interval always = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(missing(question(null, null, always, "spectrum"), question(cone, null, null, "sed")))
                .isNull();
        assertThat(missing(question(null, null, always, "sed"), question(cone, null, null, "spectrum")))
                .startsWith("the question asks for product types outside");
        assertThat(missing(question(null, null, always, "image"), question(cone, null, null)))
                .startsWith("the question asks for product types outside");
    }

    @Test
    void inclusiveQuestionsNeedAnInclusiveHarvest() {
        Question all = question(new Cone(1, 2, 3), null, null);
        assertThat(part(all, true).missing(all, true)).isNull();
        assertThat(part(all, false).missing(all, false)).isNull();
        assertThat(part(all, false).missing(all, true))
                .isEqualTo("the question is inclusive, but not the harvest, which has only a part");
    }
}
