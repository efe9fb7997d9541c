package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;

/**
 * In a wild VO, with services that stand for others, retrying leads to what one run finds in which all had answered; what
 * stand-ins had given beyond that in the meantime is not thrown away.
 */
class RetryTruthIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static ReadLog log(DiscoveryResult run) throws Exception {
        StringBuilder text = new StringBuilder();
        run.log().writeTo(text);
        return LogFile.read(
                "run.jsonl", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static Set<String> identities(List<FoundDataset> datasets) {
        return datasets.stream()
                .map(dataset -> CanonicalUrl.of(String.valueOf(dataset.record().text(ObsCoreColumn.access_url))) + " "
                        + dataset.record().text(ObsCoreColumn.obs_publisher_did))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void untilAllHaveAnswered(long seed) throws Exception {
        untilAllHaveAnswered(seed, "image");
    }

    /** Over SSA and ObsTAP, with datasets in several formats. */
    @ParameterizedTest
    @ValueSource(longs = {3, 11})
    void untilAllHaveAnsweredForSpectra(long seed) throws Exception {
        untilAllHaveAnswered(seed, "spectrum");
    }

    private void untilAllHaveAnswered(long seed, String type) throws Exception {
        SimOptions options = SimOptions.of(60, seed).withFaults(FaultPlan.parse("http-404-twice=0.4"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            Discovery question = Discovery.datasets(type)
                    .cone(10.68, 41.27, 0.2)
                    .inclusive()
                    .serviceTimeout(Duration.ofSeconds(30))
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(folder);
            DiscoveryResult found = question.run();
            assertThat(found.isComplete()).isFalse();
            int rounds = 0;
            int before = Integer.MAX_VALUE;
            // a stand-in that is asked for the first time in a retry may fail as often again
            while (!log(found).missing().isEmpty() && rounds < 12) {
                before = found.losses().size();
                found = Discovery.retry(log(found), found.datasets()).run();
                rounds++;
            }
            assertThat(rounds).isBetween(2, 11);
            assertThat(before).isPositive();
            DiscoveryResult whole = Discovery.datasets(type)
                    .cone(10.68, 41.27, 0.2)
                    .inclusive()
                    .serviceTimeout(Duration.ofSeconds(30))
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(folder)
                    .run();
            assertThat(whole.isComplete()).isTrue();
            Set<Ivoid> standIns = found.log().services().stream()
                    .filter(ended -> ended.failedOverFrom() != null)
                    .flatMap(ended -> ended.service().ivoids().stream())
                    .collect(Collectors.toSet());
            Set<String> theirs = identities(found.datasets().stream()
                    .filter(dataset -> dataset.origins().stream().allMatch(origin -> standIns.contains(origin.ivoid())))
                    .toList());
            Set<String> all = identities(found.datasets());
            assertThat(all).hasSameSizeAs(found.datasets());
            assertThat(all).containsAll(identities(whole.datasets()));
            all.removeAll(identities(whole.datasets()));
            assertThat(theirs).containsAll(all);
            assertThat(found.log().services()).hasSameSizeAs(whole.log().services());
        }
    }
}
