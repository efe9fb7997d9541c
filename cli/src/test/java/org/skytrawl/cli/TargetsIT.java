package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.RunProgress;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
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
        targets.forEach(target -> list.add(
                new org.skytrawl.model.Target(target.id(), target.raDeg(), target.decDeg(), target.radiusDeg())));
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
                lines.add(ended.service().protocol() + " " + ended.outcome().word() + " "
                        + ended.outcome().reason() + " " + targets.answered() + "/" + targets.asked() + " by "
                        + facts.attempts() + ": " + facts.form());
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void findsThePairsOfTheTruth(long seed) throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(20, seed).withLayout(SimOptions.Layout.TARGETS))) {
            List<Target> given = SimTargets.of(seed).first(150);
            TargetList targets = list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            DiscoveryResult result = images(vo, targets).run();
            List<String> services = services(result);
            assertThat(pairs(vo, targets, result))
                    .as(String.join("\n", services))
                    .isEqualTo(truth.reachable());
            assertThat(result.losses()).isEmpty();
            assertThat(services).anyMatch(line -> line.contains("150/150") && line.contains(": upload;"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upload-drops=1",
                "upload-doubles=1",
                "upload-shifts=1",
                "upload-same=1",
                "upload-crosses=1",
                "upload-no-columns=1",
                "upload-reorders=1",
                "no-geometry=0.5",
                "row-limit=1",
                "no-frame=0.3,no-circle=0.3,no-s-region=0.3"
            })
    void makesNoWrongPairAndSaysWhatIsMissing(String faults) throws Exception {
        SimOptions options =
                SimOptions.of(12, 4).withLayout(SimOptions.Layout.TARGETS).withFaults(FaultPlan.parse(faults));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            List<Target> given = SimTargets.of(4).first(80);
            TargetList targets = list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            DiscoveryResult result = images(vo, targets).run();
            Set<Pair> pairs = pairs(vo, targets, result);
            String services = String.join("\n", services(result));
            Set<Pair> wrong = new HashSet<>(pairs);
            wrong.removeAll(truth.matching());
            assertThat(wrong).as(services).isEmpty();
            assertThat(pairs).as(services).containsAll(truth.reachable());
            if (faults.startsWith("upload")) {
                // asked in another way they answer well
                assertThat(pairs).as(services).isEqualTo(withoutFaults(given));
                assertThat(result.losses()).isEmpty();
            }
        }
    }

    private static Set<Pair> withoutFaults(List<Target> given) throws IOException {
        try (SimulatedVo plain = SimulatedVo.start(SimOptions.of(12, 4).withLayout(SimOptions.Layout.TARGETS))) {
            return plain.truth(given, IMAGES).reachable();
        }
    }

    @Test
    void aCancelKeepsWhatThereIs() throws Exception {
        SimOptions options = SimOptions.of(20, 1)
                .withLayout(SimOptions.Layout.TARGETS)
                .withLatency(new Latency.Fixed(Duration.ofMillis(200)));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            List<Target> given = SimTargets.of(1).first(300);
            TargetList targets = list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            CountDownLatch some = new CountDownLatch(5);
            DiscoveryRun run = images(vo, targets)
                    .listener(new DiscoveryListener() {
                        @Override
                        public void onEvent(ProvenanceEvent event) {}

                        @Override
                        public void onRecord(Origin origin, ObsCoreRecord record) {
                            some.countDown();
                        }
                    })
                    .start();
            assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
            RunProgress.Targets progress = Objects.requireNonNull(run.progress().targets());
            assertThat(progress.requests()).isPositive();
            assertThat(progress.answered()).isLessThan(progress.toAsk());
            assertThat(run.leftAtMost()).isPositive();
            long begun = System.nanoTime();
            run.cancel();
            DiscoveryResult result = run.await();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            Set<Pair> pairs = pairs(vo, targets, result);
            assertThat(pairs).isNotEmpty();
            assertThat(truth.matching()).containsAll(pairs);
            assertThat(result.losses()).isNotEmpty();
        }
    }
}
