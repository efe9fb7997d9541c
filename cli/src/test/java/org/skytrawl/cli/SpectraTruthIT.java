package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.command.TruthCheck;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.Question.Cone;
import org.skytrawl.simvo.truth.Question.Range;
import org.skytrawl.simvo.truth.TruthAnswer;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.ObsCoreTable;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.SimService.Published;

/** Spectra, time series and datasets of all types in a VO whose truth is known. */
@Timeout(180)
@Order(1)
class SpectraTruthIT {
    /** The types that the commands spectra, timeseries and datasets ask for. */
    private static final List<Set<String>> COMMANDS = List.of(Set.of("spectrum"), Set.of("timeseries"), Set.of());

    private static final Map<Integer, SimulatedVo> BY_SEED = new TreeMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static SimulatedVo cutting;

    @BeforeAll
    static void start() throws Exception {
        for (int seed : new int[] {3, 11}) {
            BY_SEED.put(seed, SimulatedVo.start(SimOptions.of(120, seed)));
        }
        cutting = SimulatedVo.start(SimOptions.of(60, 3).withFaults(FaultPlan.parse("row-limit=1")));
    }

    @AfterAll
    static void end() {
        BY_SEED.values().forEach(SimulatedVo::close);
        cutting.close();
    }

    private DiscoveryResult ask(SimulatedVo vo, Question question, DiscoveryOptions options)
            throws InterruptedException {
        return discovery(vo, question, options).run();
    }

    private Discovery discovery(SimulatedVo vo, Question question, DiscoveryOptions options) {
        Cone cone = question.cone();
        return Discovery.of(new org.skytrawl.model.Question(
                        cone == null
                                ? null
                                : new org.skytrawl.model.Cone(cone.raDeg(), cone.decDeg(), cone.radiusDeg()),
                        interval(question.wavelengthM()),
                        interval(question.mjd()),
                        question.productTypes()))
                .options(options.withInclusive(question.inclusive()).withTheory(question.theory()))
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(folder);
    }

    private static @Nullable Interval interval(@Nullable Range range) {
        return range == null ? null : new Interval(range.lo(), range.hi());
    }

    private static TruthCheck check(DiscoveryResult found, SimulatedVo vo, TruthAnswer truth) {
        List<@Nullable String> urls = found.datasets().stream()
                .map(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                .toList();
        return TruthCheck.of(urls, vo, truth);
    }

    private static Question example(Set<String> types) {
        return Question.EXAMPLE.of(types.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsExactlyTheTruth(long seed) throws Exception {
        isExactlyFound(seed);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 9, 10})
    void findsExactlyTheTruthOfTheOtherSeeds(long seed) throws Exception {
        isExactlyFound(seed);
    }

    private void isExactlyFound(long seed) throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(80, seed))) {
            for (Set<String> types : COMMANDS) {
                Question question = example(types);
                TruthCheck check = check(ask(vo, question, DiscoveryOptions.DEFAULTS), vo, vo.truth(question));
                assertThat(check.isRight()).as(types + ": " + check.verdict()).isTrue();
                assertThat(check.found()).isEqualTo(check.reachable()).isPositive();
            }
        }
    }

    /** All kinds of faults mixed, 30% of 120 services: all that any healthy service has is found, nothing else. */
    @ParameterizedTest
    @ValueSource(longs = 5)
    void findsAllThatAnyHealthyServiceHas(long seed) throws Exception {
        isFoundAmongFaults(seed);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6, 7, 8, 9, 10})
    void findsAllThatAnyHealthyServiceHasOfTheOtherSeeds(long seed) throws Exception {
        isFoundAmongFaults(seed);
    }

    private void isFoundAmongFaults(long seed) throws Exception {
        SimOptions options = SimOptions.of(120, seed).withFaults(FaultPlan.parse("0.3"));
        DiscoveryOptions bounded = DiscoveryOptions.DEFAULTS
                .withServiceTimeout(Duration.ofSeconds(15))
                .withLimits(new DiscoveryOptions.Limits(4, 512, 1 << 23));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            // at once, as each waits for the services that hang
            Map<Set<String>, DiscoveryRun> runs = new LinkedHashMap<>();
            COMMANDS.forEach(types ->
                    runs.put(types, discovery(vo, example(types), bounded).start()));
            for (Set<String> types : COMMANDS) {
                Question question = example(types);
                DiscoveryResult found = Objects.requireNonNull(runs.get(types)).await();
                TruthAnswer truth = vo.truth(question);
                TruthCheck check = check(found, vo, truth);
                assertThat(check.isRight()).as(types + ": " + check.verdict()).isTrue();
                assertThat(check.reachable()).isPositive();
                assertThat(ExpectedOutcomes.unexpected(found, vo, truth))
                        .as(types.toString())
                        .isEmpty();
            }
        }
    }

    private static Stream<Question> questions() {
        Question near = new Question(new Cone(10.68, 41.27, 0.3), null, null, Set.of(), false);
        return Stream.of(
                example(Set.of("spectrum")).asInclusive(),
                example(Set.of()).asInclusive(),
                // narrower terms, broader ones, and several
                near.of("light-curve"),
                near.of("sed").asInclusive(),
                near.of("spectrally-resolved-dataset"),
                near.of("image", "spectrum", "timeseries"),
                near.of("event", "measurements"),
                near.of("spectrum").withTheory(),
                // larger than a service takes at once
                new Question(new Cone(10.68, 41.27, 2), null, null, Set.of("timeseries", "spectrum"), false),
                new Question(new Cone(10.68, 41.27, 4), null, new Range(54_000, 56_000), Set.of("spectrum"), false),
                new Question(new Cone(120, 89.7, 1.5), null, null, Set.of(), true),
                new Question(new Cone(10.68, 41.27, 1), new Range(4e-7, 5e-7), null, Set.of("spectrum"), false),
                new Question(
                        new Cone(10.68, 41.27, 1),
                        new Range(4e-7, 5e-7),
                        new Range(50_000, 55_000),
                        Set.of("timeseries"),
                        true),
                new Question(
                        null,
                        new Range(1e-6, 2e-6),
                        new Range(52_000, Double.POSITIVE_INFINITY),
                        Set.of("spectrum"),
                        false),
                new Question(null, null, new Range(50_000, 55_000), Set.of("timeseries"), true));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void findsExactlyTheTruthWhateverIsAsked(Question question) throws Exception {
        boolean any = false;
        for (Map.Entry<Integer, SimulatedVo> each : BY_SEED.entrySet()) {
            SimulatedVo vo = each.getValue();
            TruthAnswer truth = vo.truth(question);
            TruthCheck check = check(ask(vo, question, DiscoveryOptions.DEFAULTS), vo, truth);
            assertThat(check.isRight())
                    .as("seed " + each.getKey() + ": " + check.verdict())
                    .isTrue();
            any |= !truth.reachable().isEmpty();
        }
        assertThat(any).isTrue();
    }

    /** A service that takes 0.5 degrees at once would need thousands of queries: it is incomplete, and nothing else is. */
    @Test
    void aRegionMuchTooLargeForAServiceIsNeverComplete() throws Exception {
        SimulatedVo vo = BY_SEED.get(11);
        Question question =
                new Question(new Cone(10.68, 41.27, 40), null, new Range(50_000, 60_000), Set.of("spectrum"), false);
        Set<Integer> limited = vo.universe().resources().stream()
                .flatMap(resource -> resource.capabilities().stream())
                .filter(capability -> capability.kind() == Kind.SSA_SMALL)
                .map(capability -> capability.service())
                .collect(Collectors.toSet());
        DiscoveryResult found = ask(vo, question, DiscoveryOptions.DEFAULTS);
        TruthCheck check = check(found, vo, vo.truth(question));
        Set<Integer> theirs = limited.stream()
                .flatMap(service -> vo.universe().services().get(service).published().stream())
                .map(published -> published.dataset().id())
                .collect(Collectors.toSet());
        assertThat(theirs).containsAll(check.missing()).isNotEmpty();
        assertThat(check.extra()).isEmpty();
        assertThat(check.doubled()).isEmpty();
        assertThat(found.losses())
                .isNotEmpty()
                .allSatisfy(ended -> assertThat(limited)
                        .anySatisfy(service -> assertThat(ended.service().accessUrl())
                                .contains(vo.universe().services().get(service).baseUrl())));
    }

    /** Every service gives 15 rows at most: nothing is lost or doubled where queries are split. */
    @ParameterizedTest
    @MethodSource("questions")
    void losesAndDoublesNothingAtTheSeamsOfSplitQueries(Question question) throws Exception {
        DiscoveryResult found = ask(cutting, question, DiscoveryOptions.DEFAULTS);
        TruthCheck check = check(found, cutting, cutting.truth(question));
        assertThat(check.isRight()).as(check.verdict()).isTrue();
        assertThat(found.losses()).isEmpty();
    }

    /** Spectra and time series are no images, and who has nothing else is not asked for any. */
    @Test
    void imagesAskNoSsaService() throws Exception {
        SimulatedVo vo = BY_SEED.get(11);
        List<SimService> services = vo.universe().services().stream()
                .filter(service -> service.protocol() == SimProtocol.SSA)
                .toList();
        List<Long> before = requests(services);
        ask(vo, Question.EXAMPLE, DiscoveryOptions.DEFAULTS);
        ask(vo, Question.EXAMPLE.of("image", "cube").asInclusive(), DiscoveryOptions.DEFAULTS);
        assertThat(requests(services)).isEqualTo(before);
        ask(vo, Question.EXAMPLE.of("spectrum"), DiscoveryOptions.DEFAULTS);
        assertThat(requests(services)).isNotEqualTo(before);
    }

    private static List<Long> requests(List<SimService> services) {
        return services.stream()
                .map(service -> service.host().requests(service.path()))
                .toList();
    }

    @Test
    void theorySaysSo() throws Exception {
        DiscoveryResult found = ask(BY_SEED.get(11), example(Set.of("spectrum")), DiscoveryOptions.DEFAULTS);
        assertThat(found.log().services())
                .filteredOn(ended -> ended.outcome() instanceof ServiceOutcome.Skipped skipped
                        && skipped.why() == ServiceOutcome.Skipped.Why.THEORY)
                .isNotEmpty()
                .allMatch(ended -> ended.service().accessUrl().contains("/spectra/ssa"));
    }

    /** Each of forty services writes in a way of its own; the values are those of ObsCore. */
    @Test
    void everyDialectGivesTheSameValues() throws Exception {
        SimOptions options = SimOptions.of(40, 7).withLayout(Layout.SPECTRA);
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = ask(vo, example(Set.of("spectrum")), DiscoveryOptions.DEFAULTS);
            assertThat(found.datasets()).hasSize(240);
            assertThat(wrongValues(found, vo)).isEmpty();
            assertThat(found.log().services())
                    .extracting(ServiceEnded::facts)
                    .allSatisfy(facts ->
                            assertThat(Objects.requireNonNull(facts).badCells()).isZero());
        }
        List<String> wrong = new ArrayList<>();
        Set<SimProtocol> protocols = new HashSet<>();
        for (SimulatedVo vo : BY_SEED.values()) {
            DiscoveryResult found = ask(vo, example(Set.of("spectrum", "timeseries")), DiscoveryOptions.DEFAULTS);
            found.datasets()
                    .forEach(dataset -> protocols.add(
                            SimProtocol.valueOf(dataset.origin().protocol().name())));
            wrong.addAll(wrongValues(found, vo));
        }
        assertThat(protocols).containsExactlyInAnyOrder(SimProtocol.OBSTAP, SimProtocol.SSA);
        assertThat(wrong).isEmpty();
    }

    private static final Set<ObsCoreColumn> NOT_IN_SSA = Set.of(
            ObsCoreColumn.calib_level,
            ObsCoreColumn.obs_id,
            ObsCoreColumn.s_region,
            ObsCoreColumn.s_resolution,
            ObsCoreColumn.t_exptime,
            ObsCoreColumn.t_xel,
            ObsCoreColumn.em_xel,
            ObsCoreColumn.facility_name);

    private static List<String> wrongValues(DiscoveryResult found, SimulatedVo vo) {
        List<String> wrong = new ArrayList<>();
        for (FoundDataset dataset : found.datasets()) {
            boolean ssa = dataset.origin().protocol().name().equals("SSA");
            String url = Objects.requireNonNull(dataset.record().text(ObsCoreColumn.access_url));
            Published published = vo.universe().services().stream()
                    .flatMap(service -> service.published().stream())
                    .filter(each -> Objects.equals(vo.fileId(each.accessUrl()), vo.fileId(url)))
                    .findFirst()
                    .orElseThrow();
            @Nullable Object[] row = ObsCoreTable.row(published);
            for (int i = 0; i < row.length; i++) {
                ObsCoreColumn column =
                        ObsCoreColumn.valueOf(ObsCoreTable.COLUMNS.get(i).name());
                boolean compared = column != ObsCoreColumn.access_url && !(ssa && NOT_IN_SSA.contains(column));
                @Nullable Object value = dataset.record().value(column);
                if (compared && !isSame(value, row[i])) {
                    wrong.add(url + " " + column + " by " + dataset.origin() + ": " + value + ", not " + row[i]);
                }
            }
        }
        return wrong;
    }

    private static boolean isSame(@Nullable Object value, @Nullable Object expected) {
        if (value instanceof Number number && expected instanceof Number other) {
            double difference = Math.abs(number.doubleValue() - other.doubleValue());
            // a JD has a tenth of a millisecond
            return difference <= 1e-9 * Math.abs(other.doubleValue()) + 1e-8;
        }
        return value instanceof String text && expected instanceof String other
                ? text.equalsIgnoreCase(other)
                : Objects.equals(value, expected);
    }

    /** The types that ObsTAP writes in upper case too, and all the files of a dataset. */
    @Test
    void whatTheUniverseHas() {
        Dataset formats = BY_SEED.values().stream()
                .flatMap(vo -> vo.universe().datasets().stream())
                .filter(dataset -> !dataset.formats().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(formats.publishedFormats()).hasSize(4);
        assertThat(BY_SEED.values().stream()
                        .flatMap(vo -> vo.universe().services().stream())
                        .flatMap(service -> service.published().stream())
                        .map(Published::productType)
                        .collect(Collectors.toSet()))
                .contains("SPECTRUM", "Spectrum", "slit-spectrum", "light-curve", "sed");
    }
}
