package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.truth.PairAnswer;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.SimTargets;
import org.skytrawl.simvo.truth.Target;
import org.skytrawl.simvo.universe.SimOptions;

/** A target list asked of a whole VO: the pairs of targets and datasets are those of single questions, in whatever way they are asked. */
@Timeout(180)
class TargetsIT {
    private static final Question IMAGES = new Question(null, null, null, Set.of("image"), false);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static TargetList list(List<Target> targets) {
        TargetList.Builder list = new TargetList.Builder();
        targets.forEach(target -> list.add(new org.skytrawl.model.Target(
                target.id(), target.raDeg(), target.decDeg(), target.radiusDeg())));
        return list.build();
    }

    private Discovery images(SimulatedVo vo, TargetList targets) {
        return Discovery.images()
                .targets(targets)
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(folder);
    }

    private static Set<Pair> pairs(SimulatedVo vo, TargetList targets, DiscoveryResult result) {
        Set<Pair> pairs = new HashSet<>();
        for (FoundDataset dataset : result.datasets()) {
            Integer id = vo.datasetId(Objects.requireNonNull(dataset.record().text(ObsCoreColumn.access_url)));
            TargetMatches matches = Objects.requireNonNull(dataset.record().matches());
            for (int i = 0; i < matches.size(); i++) {
                assertThat(pairs.add(new Pair(targets.id(matches.number(i)), Objects.requireNonNull(id))))
                        .isTrue();
            }
        }
        return pairs;
    }

    /** One line for each service. */
    private static List<String> services(DiscoveryResult result) {
        List<String> lines = new ArrayList<>();
        for (ServiceEnded ended : result.log().services()) {
            QueryFacts facts = ended.facts();
            QueryFacts.Targets targets = facts == null ? null : facts.targets();
            if (facts != null && targets != null) {
                lines.add(ended.service().protocol() + " " + ended.outcome().word() + " " + ended.outcome().reason() + " "
                        + targets.answered() + "/" + targets.asked() + " by " + facts.attempts() + ": " + facts.form());
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsThePairsOfTheTruth(long seed) throws Exception {
        try (SimulatedVo vo =
                SimulatedVo.start(SimOptions.of(30, seed).withLayout(SimOptions.Layout.TARGETS))) {
            List<Target> given = SimTargets.of(seed).first(150);
            TargetList targets = list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            DiscoveryResult result = images(vo, targets).run();
            List<String> services = services(result);
            services.forEach(System.out::println);
            Set<Pair> pairs = pairs(vo, targets, result);
            System.out.println(truth.reachable().size() + " pairs");
            assertThat(pairs).as(String.join("\n", services)).isEqualTo(truth.reachable());
            assertThat(result.losses()).isEmpty();
        }
    }
}
