package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.TargetList;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.PairAnswer;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.truth.PairAnswer.ServiceOfTargets;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.SimTargets;
import org.skytrawl.simvo.truth.Target;
import org.skytrawl.simvo.universe.RepeatedPos;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

/**
 * Long target lists asked of a whole VO: the pairs are those of the truth and those of single questions, with far fewer requests.
 * With 5,000 targets and 100 services in the slow tests.
 */
@Timeout(600)
@Order(1)
class TargetListsIT {
    private static final Question IMAGES = new Question(null, null, null, Set.of("image"), false);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** Of 5,000 targets nothing is missing on a busy machine. */
    private static final DiscoveryOptions PATIENT =
            DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofSeconds(120));

    private static SimulatedVo vo(int services, long seed, String faults) throws Exception {
        SimOptions options = SimOptions.of(services, seed).withLayout(Layout.TARGETS);
        return SimulatedVo.start(faults.isEmpty() ? options : options.withFaults(FaultPlan.parse(faults)));
    }

    private Skytrawl client(SimulatedVo vo) {
        return Skytrawl.builder()
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(folder)
                .open();
    }

    @Test
    void findsThePairsOfSingleQuestionsWithFewRequests() throws Exception {
        findsThePairs(new Size(40, 300, 10), 3, 8);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = 1)
    void findsThePairsOf5000TargetsWithAFiftiethOfTheRequests(long seed) throws Exception {
        findsThePairs(new Size(100, 5_000, 25), seed, 50);
    }

    /** @param singleEvery one target of so many is asked for alone too */
    private record Size(int services, int targets, int singleEvery) {}

    private void findsThePairs(Size size, long seed, int timesFewer) throws Exception {
        try (SimulatedVo vo = vo(size.services, seed, "");
                Skytrawl client = client(vo)) {
            List<Target> given = SimTargets.of(seed).first(size.targets);
            TargetList targets = FoundPairs.list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            DiscoveryResult result =
                    client.images().targets(targets).options(PATIENT).run();
            FoundPairs found = FoundPairs.of(vo, targets, result);
            Map<Integer, Long> sent = sent(vo);
            assertThat(missingAndExtra(truth.reachable(), found.pairs()))
                    .as(found.services())
                    .isEmpty();
            assertThat(truth.reachable()).isNotEmpty();
            assertThat(result.losses()).isEmpty();

            Map<Integer, Integer> single = single(truth);
            long few = 0;
            long many = 0;
            for (SimService service : vo.universe().services()) {
                if (takesMany(service)) {
                    few += sent.getOrDefault(service.number(), 0L);
                    many += single.getOrDefault(service.number(), 0);
                }
            }
            assertThat(few * timesFewer)
                    .as("%d requests instead of %d%n%s", few, many, found.services())
                    .isLessThanOrEqualTo(many);

            List<Target> sample = IntStream.range(0, given.size())
                    .filter(i -> i % size.singleEvery == 0 || i % size.singleEvery == 3)
                    .mapToObj(given::get)
                    .toList();
            areThoseOfSingleQuestions(vo, client, sample, found);
            // the truth's number of single questions is what they take
            Map<Integer, Integer> ofSample = single(vo.truth(sample, IMAGES));
            Map<Integer, Long> now = sent(vo);
            ofSample.forEach(
                    (service, count) -> assertThat(now.getOrDefault(service, 0L) - sent.getOrDefault(service, 0L))
                            .as("requests to service %d", service)
                            .isGreaterThanOrEqualTo(count));
        }
    }

    private static void areThoseOfSingleQuestions(
            SimulatedVo vo, Skytrawl client, List<Target> sample, FoundPairs found) throws InterruptedException {
        Set<String> ids = new HashSet<>();
        Set<Pair> single = new HashSet<>();
        for (Target target : sample) {
            ids.add(target.id());
            Discovery alone = client.images().cone(target.raDeg(), target.decDeg(), target.radiusDeg());
            for (FoundDataset dataset : alone.run().datasets()) {
                single.add(new Pair(target.id(), FoundPairs.datasetId(vo, dataset)));
            }
        }
        Set<Pair> ofList = new HashSet<>(found.pairs());
        ofList.removeIf(pair -> !ids.contains(pair.target()));
        assertThat(missingAndExtra(single, ofList)).isEmpty();
        assertThat(single).isNotEmpty();
    }

    private static boolean takesMany(SimService service) {
        return switch (service.protocol()) {
            case OBSTAP -> service.ways().uploads().isTaken();
            case SIA2 -> service.ways().repeatedPos() == RepeatedPos.UNION;
            default -> false;
        };
    }

    /** The requests of each service so far. */
    private static Map<Integer, Long> sent(SimulatedVo vo) {
        Map<Integer, Long> sent = new HashMap<>();
        vo.universe()
                .services()
                .forEach(service -> sent.put(
                        service.number(),
                        vo.requests(service).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
        return sent;
    }

    /** How many questions about single targets each service gets. */
    private static Map<Integer, Integer> single(PairAnswer truth) {
        Map<Integer, Integer> single = new HashMap<>();
        for (Map.Entry<ServiceOfTargets, Integer> each : truth.targets().entrySet()) {
            single.merge(each.getKey().service(), each.getValue(), Integer::sum);
        }
        return single;
    }

    /** In words, so that a failure is not a list of thousands. */
    private static List<String> missingAndExtra(Set<Pair> expected, Set<Pair> found) {
        Set<Pair> missing = new HashSet<>(expected);
        missing.removeAll(found);
        Set<Pair> extra = new HashSet<>(found);
        extra.removeAll(expected);
        return missing.isEmpty() && extra.isEmpty()
                ? List.of()
                : List.of(missing.size() + " missing " + some(missing), extra.size() + " extra " + some(extra));
    }

    private static List<Pair> some(Set<Pair> pairs) {
        return pairs.stream().limit(10).toList();
    }

    @Test
    void findsAllThatHealthyServicesHaveAmongFaults() throws Exception {
        isFoundAmongFaults(40, 250, 5);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = 1)
    void findsAllThatHealthyServicesHaveAmongMoreFaults(long seed) throws Exception {
        isFoundAmongFaults(60, 500, seed);
    }

    private void isFoundAmongFaults(int services, int count, long seed) throws Exception {
        DiscoveryOptions bounded = DiscoveryOptions.DEFAULTS
                .withServiceTimeout(Duration.ofSeconds(15))
                .withLimits(new DiscoveryOptions.Limits(4, 512, 1 << 23));
        try (SimulatedVo vo = vo(services, seed, "0.3");
                Skytrawl client = client(vo)) {
            List<Target> given = SimTargets.of(seed).first(count);
            TargetList targets = FoundPairs.list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            DiscoveryResult result =
                    client.images().targets(targets).options(bounded).run();
            FoundPairs found = FoundPairs.of(vo, targets, result);
            isWithin(truth, found);
            eachServiceEndsOnce(vo, truth, result);
        }
    }

    private static void isWithin(PairAnswer truth, FoundPairs found) {
        Set<Pair> missing = new HashSet<>(truth.reachable());
        missing.removeAll(found.pairs());
        assertThat(some(missing)).as(found.services()).isEmpty();
        Set<Pair> extra = new HashSet<>(found.pairs());
        extra.removeIf(
                pair -> truth.reachable().contains(pair) || truth.partial().contains(pair));
        assertThat(some(extra)).as(found.services()).isEmpty();
        Set<Pair> wrong = new HashSet<>(found.pairs());
        wrong.removeAll(truth.matching());
        assertThat(some(wrong)).as(found.services()).isEmpty();
        assertThat(truth.reachable()).isNotEmpty();
    }

    private static void eachServiceEndsOnce(SimulatedVo vo, PairAnswer truth, DiscoveryResult result) {
        for (ServiceOfTargets service : truth.targets().keySet()) {
            List<ServiceEnded> ended = result.log().services().stream()
                    .filter(each -> each.service().accessUrl().equals(service.accessUrl()))
                    .toList();
            assertThat(ended).as(service.accessUrl()).hasSize(1);
            Fault fault = vo.universe().services().get(service.service()).fault();
            boolean answered = ended.getFirst().outcome() instanceof ServiceOutcome.Answered;
            boolean gaveAll = fault == null || fault.effect() == Fault.Effect.ALL;
            if (!answered && gaveAll) {
                assertThat(ended.getFirst().outcome().word())
                        .as("%s (%s)", service.accessUrl(), fault)
                        .isEqualTo("pruned");
            }
            if (fault != null && fault.effect() == Fault.Effect.NOTHING) {
                assertThat(answered).as("%s (%s)", service.accessUrl(), fault).isFalse();
            }
        }
    }

    /** A service that uses uploaded tables wrongly is asked otherwise, or does not end as complete. */
    @Test
    void wrongAnswersToUploadsNeverMakeAWrongPair() throws Exception {
        String faults = "upload-drops=0.14,upload-doubles=0.14,upload-shifts=0.14,upload-same=0.14,"
                + "upload-crosses=0.14,upload-no-columns=0.14,upload-reorders=0.14";
        long seed = 8;
        try (SimulatedVo vo = vo(42, seed, faults);
                Skytrawl client = client(vo)) {
            List<Target> given = SimTargets.of(seed).first(400);
            TargetList targets = FoundPairs.list(given);
            PairAnswer truth = vo.truth(given, IMAGES);
            DiscoveryResult result = client.images().targets(targets).run();
            FoundPairs found = FoundPairs.of(vo, targets, result);
            isWithin(truth, found);
            Set<Pair> ofComplete = new HashSet<>(truth.matching());
            ofComplete.removeIf(pair ->
                    !truth.reachable().contains(pair) && !truth.partial().contains(pair));
            Set<Integer> lost = new HashSet<>();
            for (ServiceEnded loss : result.losses()) {
                vo.universe().services().stream()
                        .filter(service -> loss.service().accessUrl().startsWith(service.baseUrl()))
                        .flatMap(service -> service.published().stream())
                        .forEach(published -> lost.add(published.dataset().id()));
            }
            ofComplete.removeIf(pair -> lost.contains(pair.dataset()));
            ofComplete.removeAll(found.pairs());
            assertThat(some(ofComplete)).as(found.services()).isEmpty();
            assertThat(vo.universe().services())
                    .filteredOn(service -> service.protocol() == SimProtocol.OBSTAP && takesMany(service))
                    .filteredOn(service -> service.fault() != null)
                    .extracting(service -> String.valueOf(service.fault()))
                    .hasSizeGreaterThan(7);
        }
    }
}
