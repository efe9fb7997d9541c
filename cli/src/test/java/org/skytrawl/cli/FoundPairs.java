package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.truth.Target;

/**
 * The pairs of target and dataset that a run has found in a simulated VO.
 *
 * @param services a line for each service that it asked, the one with the most requests first
 */
record FoundPairs(Set<Pair> pairs, String services) {
    static TargetList list(List<Target> targets) {
        TargetList.Builder list = new TargetList.Builder();
        targets.forEach(target -> list.add(
                new org.skytrawl.model.Target(target.id(), target.raDeg(), target.decDeg(), target.radiusDeg())));
        return list.build();
    }

    /** Fails if a pair was found twice. */
    static FoundPairs of(SimulatedVo vo, TargetList targets, DiscoveryResult result) {
        Set<Pair> pairs = new HashSet<>();
        for (FoundDataset dataset : result.datasets()) {
            int id = datasetId(vo, dataset);
            TargetMatches matches = Objects.requireNonNull(dataset.record().matches());
            for (int i = 0; i < matches.size(); i++) {
                Pair pair = new Pair(targets.id(matches.number(i)), id);
                assertThat(pairs.add(pair)).as("%s found once", pair).isTrue();
            }
        }
        return new FoundPairs(pairs, services(result));
    }

    static int datasetId(SimulatedVo vo, FoundDataset dataset) {
        String url = Objects.requireNonNull(dataset.record().text(ObsCoreColumn.access_url));
        return Objects.requireNonNull(vo.datasetId(url));
    }

    private static String services(DiscoveryResult result) {
        return result.log().services().stream()
                .filter(ended -> ended.facts() != null && ended.facts().targets() != null)
                .sorted((a, b) -> Long.compare(requests(b), requests(a)))
                .map(ended -> {
                    QueryFacts facts = Objects.requireNonNull(ended.facts());
                    QueryFacts.Targets asked = Objects.requireNonNull(facts.targets());
                    return ended.service().protocol() + " " + ended.service().accessUrl() + " "
                            + ended.outcome().word() + " " + ended.outcome().reason() + " " + asked.answered() + "/"
                            + asked.asked() + " by " + facts.attempts() + ": " + facts.form();
                })
                .collect(Collectors.joining("\n"));
    }

    private static long requests(ServiceEnded ended) {
        QueryFacts facts = ended.facts();
        return facts == null ? 0 : facts.attempts();
    }
}
