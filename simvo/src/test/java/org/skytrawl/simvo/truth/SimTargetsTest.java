package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.universe.UniverseMaker;

class SimTargetsTest {
    @Test
    void aSeedMakesOneList() throws IOException {
        List<Target> targets = SimTargets.of(5).first(1_000);
        assertThat(SimTargets.of(5).target(999)).isEqualTo(targets.get(999));
        assertThat(SimTargets.of(6).first(1_000)).doesNotContainAnyElementsOf(targets.subList(1, 39));
        assertThat(targets.stream().map(Target::id)).doesNotHaveDuplicates();
        assertThat(targets)
                .allSatisfy(target -> assertThat(target.raDeg()).isBetween(0.0, 360.0))
                .contains(new Target("T0", 0, 90, targets.getFirst().radiusDeg()))
                .filteredOn(target -> Math.abs(target.decDeg()) == 90)
                .hasSizeGreaterThan(5);
        assertThat(targets.get(79).raDeg()).isEqualTo(targets.get(78).raDeg());
        StringBuilder csv = new StringBuilder();
        SimTargets.of(5).writeCsv(2, csv);
        assertThat(csv.toString().lines()).hasSize(3).startsWith("id,ra,dec,radius");
    }

    /** Five thousand targets in a hundred services: many have data, and most services are needed for some only. */
    @Test
    void targetsAreWhereTheServicesHaveData() throws IOException {
        try (SimServer server = SimServer.start()) {
            Universe universe = UniverseMaker.make(SimOptions.of(100, 3).withLayout(Layout.TARGETS), server);
            List<Target> targets = SimTargets.of(3).first(5_000);
            PairAnswer answer =
                    PairTruth.of(universe, targets, new Question(null, null, null, Set.of("image", "cube"), false));
            assertThat(answer.reachable()).hasSizeGreaterThan(5_000).isEqualTo(answer.matching());
            assertThat(answer.reachable().stream().map(Pair::target).collect(Collectors.toSet()))
                    .hasSizeBetween(1_000, 4_500);
            assertThat(answer.targets()).hasSize(100);
            assertThat(answer.targets().values())
                    .filteredOn(count -> count == 5_000)
                    .hasSizeBetween(10, 25);
            assertThat(answer.targets().values())
                    .filteredOn(count -> count > 0 && count < 1_000)
                    .hasSizeGreaterThan(60);
        }
    }
}
