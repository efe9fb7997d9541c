package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
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
import org.skytrawl.cli.command.TruthCheck;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.Question.Cone;
import org.skytrawl.simvo.truth.Question.Range;
import org.skytrawl.simvo.truth.TruthAnswer;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;

/** The command against a whole VO whose truth is known. */
@Timeout(180)
@Order(1)
class SimulatedVoIT {
    private static final Pattern ACCESS_URL = Pattern.compile("\"access_url\":\"([^\"]*)\"");
    private static final String[] EXAMPLE = {"--cone", "10.68,41.27,0.2", "--time", "2009-01-01..2020-12-31"};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** For tests that ask one question each: a run leaves nothing behind in them. */
    private static final Map<Integer, SimulatedVo> BY_SEED = new TreeMap<>();

    private static SimulatedVo cutting;

    @BeforeAll
    static void start() throws Exception {
        for (int seed : new int[] {3, 11}) {
            BY_SEED.put(seed, SimulatedVo.start(SimOptions.of(120, seed)));
        }
        cutting = SimulatedVo.start(SimOptions.of(60, 3).withFaults(FaultPlan.parse("row-limit=1")));
    }

    /** Else the end of this JVM waits for commands that ended long ago. */
    @AfterAll
    static void end() {
        Interruption.finished();
        BY_SEED.values().forEach(SimulatedVo::close);
        cutting.close();
    }

    /** A question as the command takes it, and as the truth does. */
    private record Asked(Question question, String... options) {
        @Override
        public String toString() {
            return String.join(" ", options);
        }
    }

    private static Stream<Asked> questions() {
        return Stream.of(
                new Asked(Question.EXAMPLE.asInclusive(), with(EXAMPLE, "--inclusive")),
                new Asked(
                        new Question(new Cone(10.68, 41.27, 1), new Range(4e-7, 7e-7), null, Set.of("image"), false),
                        "--cone",
                        "10.68,41.27,1",
                        "--spectrum",
                        "400nm..700nm"),
                new Asked(
                        new Question(new Cone(0.1, 0, 40), null, null, Set.of("image", "cube"), false),
                        "--cone",
                        "0.1,0,40",
                        "--type",
                        "image,cube"),
                new Asked(
                        new Question(new Cone(120, 89.7, 1.5), null, null, Set.of("image"), true),
                        "--cone",
                        "120,89.7,1.5",
                        "--inclusive"),
                new Asked(
                        new Question(new Cone(10, -89.9, 0.8), null, new Range(50_000, 55_000), Set.of("image"), true),
                        "--cone",
                        "10,-89.9,0.8",
                        "--time",
                        "50000..55000",
                        "--inclusive"),
                new Asked(
                        new Question(new Cone(10.68, 41.27, 2), null, new Range(54_832, 55_378), Set.of("image"), true),
                        "--cone",
                        "10.68,41.27,2",
                        "--time",
                        "2009..2010-06",
                        "--inclusive"),
                new Asked(
                        new Question(
                                null,
                                new Range(1e-10, 1e-9),
                                new Range(50_000, Double.POSITIVE_INFINITY),
                                Set.of("image"),
                                false),
                        "--spectrum",
                        "1e-10m..1e-9m",
                        "--time",
                        "50000.."),
                new Asked(
                        new Question(new Cone(10.68, 41.27, 2), null, null, Set.of("spectrum"), false),
                        "--cone",
                        "10.68,41.27,2",
                        "--type",
                        "spectrum"));
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private TruthCheck check(SimulatedVo vo, Question question, String... options) throws Exception {
        Path file = folder.resolve("found-" + System.nanoTime() + ".jsonl");
        List<String> arguments =
                new ArrayList<>(List.of("images", "-o", file.toString(), "--registry", vo.registryUrl()));
        arguments.addAll(List.of(options));
        Cli run = Cli.run(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        List<@Nullable String> urls = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher url = ACCESS_URL.matcher(line);
            urls.add(url.find() ? url.group(1).replace("\\/", "/") : null);
        }
        return TruthCheck.of(urls, vo, vo.truth(question));
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
            TruthCheck check = check(vo, Question.EXAMPLE, EXAMPLE);
            assertThat(check.isRight()).as(check.verdict()).isTrue();
            assertThat(check.found()).isEqualTo(check.reachable()).isPositive();
        }
    }

    /** All kinds of faults mixed, 30% of 300 services: what any healthy service of a collection has is found, nothing else. */
    @ParameterizedTest
    @ValueSource(longs = 5)
    void findsAllThatAnyHealthyServiceHas(long seed) throws Exception {
        isFoundAmongFaults(300, seed);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6, 7, 8, 9, 10})
    void findsAllThatAnyHealthyServiceHasOfTheOtherSeeds(long seed) throws Exception {
        isFoundAmongFaults(300, seed);
    }

    private void isFoundAmongFaults(int services, long seed) throws Exception {
        SimOptions options = SimOptions.of(services, seed).withFaults(FaultPlan.parse("0.3"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryOptions bounded = DiscoveryOptions.DEFAULTS
                    .withServiceTimeout(Duration.ofSeconds(12))
                    .withLimits(new DiscoveryOptions.Limits(4, 512, 1 << 23));
            DiscoveryResult found = run(vo, bounded);
            TruthAnswer truth = vo.truth(Question.EXAMPLE);
            List<@Nullable String> urls = found.datasets().stream()
                    .map(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                    .toList();
            TruthCheck check = TruthCheck.of(urls, vo, truth);
            assertThat(check.isRight()).as(check.verdict()).isTrue();
            assertThat(check.reachable()).isPositive();
            assertThat(ExpectedOutcomes.unexpected(found, vo, truth)).isEmpty();
        }
    }

    /** The script that accounts for what was not found says that all of it is explained by what became of services. */
    @Test
    void everyDatasetThatIsNotFoundIsAccountedForByTheLog() throws Exception {
        SimOptions options = SimOptions.of(120, 4).withFaults(FaultPlan.parse("0.4"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            Path truth = folder.resolve("truth.json");
            Path log = folder.resolve("run.jsonl");
            Path found = folder.resolve("found.jsonl");
            vo.writeTruth(truth, Question.EXAMPLE);
            Cli run = Cli.run(with(
                    EXAMPLE,
                    "images",
                    "--timeout",
                    "5s",
                    "--registry",
                    vo.registryUrl(),
                    "--log",
                    log.toString(),
                    "-o",
                    found.toString()));
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(account(truth, log, found)).contains("were not found").doesNotContain("NOT accounted");
            // a log that hides what became of a service explains nothing
            List<String> all = Files.readAllLines(log);
            Files.write(
                    log,
                    all.stream()
                            .filter(line -> !line.contains("\"event\":\"service\""))
                            .toList());
            assertThat(account(truth, log, found)).contains("NOT accounted for");
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static String account(Path truth, Path log, Path found) throws Exception {
        Assumptions.assumeTrue(hasPython(), "the script needs python3");
        Process script = new ProcessBuilder(
                        "python3",
                        Path.of(System.getProperty("basedir", "."), "..", "testbed", "simvo", "account.py")
                                .toString(),
                        truth.toString(),
                        log.toString(),
                        found.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        script.waitFor();
        return said;
    }

    @ParameterizedTest
    @MethodSource("questions")
    void findsExactlyTheTruthWhateverIsAsked(Asked asked) throws Exception {
        for (Map.Entry<Integer, SimulatedVo> each : BY_SEED.entrySet()) {
            SimulatedVo vo = each.getValue();
            TruthCheck check = check(vo, asked.question(), asked.options());
            assertThat(check.isRight())
                    .as("seed " + each.getKey() + ": " + check.verdict())
                    .isTrue();
            assertThat(vo.truth(asked.question()).matching()).isNotEmpty();
        }
    }

    /** Every service gives 15 rows at most: also over RA 0 and at poles nothing is lost or doubled where queries are split. */
    @ParameterizedTest
    @MethodSource("questions")
    void losesAndDoublesNothingAtTheSeamsOfSplitQueries(Asked asked) throws Exception {
        TruthCheck check = check(cutting, asked.question(), with(asked.options(), "--strict"));
        assertThat(check.isRight()).as(check.verdict()).isTrue();
    }

    @Test
    void tellsWhatIsWrongWithAnAnswer() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(40, 7))) {
            TruthAnswer truth = vo.truth(Question.EXAMPLE);
            List<@Nullable String> urls = new ArrayList<>();
            truth.reachable().forEach(id -> urls.add("http://127.0.0.1/data/get?id=" + id + "&fmt=fits"));
            assertThat(TruthCheck.of(urls, vo, truth).isRight()).isTrue();
            int first = truth.reachable().first();
            String lost = urls.removeFirst();
            assertThat(TruthCheck.of(urls, vo, truth).verdict())
                    .startsWith("WRONG")
                    .contains("1 missing [" + first + "]");
            urls.add(lost);
            urls.add(lost);
            assertThat(TruthCheck.of(urls, vo, truth).verdict()).contains("1 found twice [" + first + "]");
            urls.add("http://127.0.0.1/elsewhere");
            assertThat(TruthCheck.of(urls, vo, truth).verdict()).contains("1 extra [-1]");
        }
    }

    private DiscoveryResult run(SimulatedVo vo, DiscoveryOptions options) throws InterruptedException {
        return Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .time("2009-01-01", "2020-12-31")
                .options(options)
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(folder)
                .run();
    }

    @Test
    void neverOpensMoreConnectionsToAHostThanItMay() throws Exception {
        SimOptions options = SimOptions.of(200, 7).withLayout(Layout.ONE_HOST).withLatency(Latency.parse("200ms"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = run(vo, DiscoveryOptions.DEFAULTS);
            assertThat(found.isComplete()).isTrue();
            SimHost shared = vo.universe().services().stream()
                    .map(service -> service.host())
                    .filter(host -> host.requests() > 10)
                    .findFirst()
                    .orElseThrow();
            assertThat(shared.requests()).isEqualTo(180);
            // the limit grows while the host answers promptly
            assertThat(shared.mostConnections()).isBetween(5, 16);
            // the others are through long before the crowded host is
            String crowded = shared.baseUrl();
            List<ServiceEnded> ended = found.log().services();
            List<Boolean> order = ended.stream()
                    .map(one -> one.service().accessUrl().startsWith(crowded))
                    .toList();
            assertThat(order.subList(order.size() / 2, order.size())).containsOnly(true);
        }
    }

    @Test
    void paysForHangingServicesOnce() throws Exception {
        SimOptions options =
                SimOptions.of(80, 7).withLayout(Layout.PLAIN).withFaults(FaultPlan.parse("hang-before-headers=0.25"));
        Duration timeout = Duration.ofSeconds(15);
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            DiscoveryResult found = run(vo, DiscoveryOptions.DEFAULTS.withServiceTimeout(timeout));
            assertThat(found.losses()).hasSize(20);
            assertThat(found.datasets()).hasSize(60 * 6);
            double seconds =
                    java.util.Objects.requireNonNull(found.log().summary()).seconds();
            assertThat(seconds).as("of which the registry is a part").isLessThan(2 * timeout.toSeconds());
        }
    }
}
