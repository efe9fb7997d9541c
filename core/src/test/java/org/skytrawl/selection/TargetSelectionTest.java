package org.skytrawl.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Declared;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ServiceOutcome.Pruned;
import org.skytrawl.registry.Candidate;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;

/** The services of a target list: those of each target asked for alone, and none that no target needs. */
class TargetSelectionTest {
    private static Candidate candidate(int i, Protocol protocol, @Nullable Moc coverage, String... servedBy) {
        Service service = Service.of(
                        List.of(new Ivoid("ivo://x/" + i)),
                        "",
                        protocol,
                        "http://h" + i + "/",
                        protocol.equals(ObsTap.PROTOCOL) ? "ivoa.obscore" : null)
                .with(Declared.NOTHING.withCoverage(new Coverage(coverage, List.of(), List.of())));
        List<Ivoid> servers = List.of(servedBy).stream().map(Ivoid::new).toList();
        return new Candidate(service, servers, Set.of("ivoa.obscore"), null);
    }

    private static Moc around(double raDeg, double radiusDeg) {
        return RegionCover.of(SkyCircle.ofDegrees(raDeg, 0, radiusDeg)).cells();
    }

    private static Selection select(List<Candidate> candidates, Region region, boolean inclusive) {
        Question question = new Question(region, null, null, Set.of());
        return ServiceSelection.select(candidates, question, new DiscoveryOptions.Which(inclusive, true, false), true);
    }

    private static Set<String> ids(List<Service> services) {
        Set<String> ids = new TreeSet<>();
        services.forEach(service -> ids.add(service.ivoid().value()));
        return ids;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachTargetHasTheServicesOfItsOwnQuestion(long seed) {
        Random random = new Random(seed);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Protocol protocol =
                    List.of(Sia1.PROTOCOL, Sia2.PROTOCOL, ObsTap.PROTOCOL).get(random.nextInt(3));
            Moc coverage = i % 9 == 0 ? null : around(random.nextDouble() * 40, 1 + random.nextDouble() * 20);
            candidates.add(
                    i % 2 == 0 || protocol.equals(ObsTap.PROTOCOL)
                            ? candidate(i, protocol, coverage)
                            : candidate(i, protocol, coverage, "ivo://x/" + random.nextInt(40)));
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            targets.add(new Target("t" + i, random.nextDouble() * 60, random.nextDouble() - 0.5, 0.1));
        }
        TargetList list = TargetList.of(targets);
        for (boolean inclusive : new boolean[] {false, true}) {
            Selection together = select(candidates, TargetRegion.of(list), inclusive);
            Set<String> needed = new TreeSet<>();
            for (int number = 0; number < list.size(); number++) {
                int target = number;
                Set<String> alone = ids(select(candidates, list.target(target).cone(), inclusive)
                        .kept());
                Set<String> asked = ids(together.kept().stream()
                        .filter(service -> targetsOf(together, service).contains(target))
                        .toList());
                assertThat(asked).as("target %s", target).containsAll(alone);
                needed.addAll(alone);
            }
            assertThat(ids(together.kept())).isEqualTo(needed);
        }
    }

    private static TargetSet targetsOf(Selection selection, Service service) {
        TargetSet targets = selection.targets(service);
        assertThat(targets).isNotNull();
        return targets;
    }

    @Test
    void aServiceWithoutTargetsIsPruned() {
        Candidate far = candidate(1, Sia2.PROTOCOL, around(200, 5));
        Selection selection =
                select(List.of(far), TargetRegion.of(TargetList.of(List.of(new Target("a", 10, 0, 1)))), true);
        assertThat(selection.decisions().getFirst().exclusion()).contains(new Pruned(Axis.SPACE, false));
    }

    @Test
    void aServiceIsNotElidedByOneThatLacksSomeOfItsTargets() {
        Candidate images = candidate(1, Sia2.PROTOCOL, around(10, 5), "ivo://x/2");
        Candidate tap = candidate(2, ObsTap.PROTOCOL, around(7, 5));
        TargetList inside = TargetList.of(List.of(new Target("a", 9, 0, 0.1), new Target("far", 3, 0, 0.1)));
        assertThat(ids(select(List.of(images, tap), TargetRegion.of(inside), false)
                        .kept()))
                .containsExactly("ivo://x/2");
        TargetList beyond = TargetList.of(List.of(new Target("a", 9, 0, 0.1), new Target("b", 14, 0, 0.1)));
        assertThat(ids(select(List.of(images, tap), TargetRegion.of(beyond), false)
                        .kept()))
                .containsExactly("ivo://x/1", "ivo://x/2");
    }
}
