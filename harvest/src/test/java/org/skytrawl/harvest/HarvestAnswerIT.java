package org.skytrawl.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.harvest.answer.HarvestAnswers;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueBuild;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.HarvestQuestion;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.harvest.take.HarvestListener;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.net.Cancellation;
import org.skytrawl.protocol.obstap.ObsTapConditions;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.Tally;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.stored.StoredAnswers;

/** Questions to a harvest have the answers that its services give. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HarvestAnswerIT {
    private static final int ROWS = 4_000;
    private static final int ROWS_OF_A_FILE = 300;

    @TempDir
    private static Path temporary;

    private SimulatedVo vo;
    private List<Service> services;
    private Path dir;

    @BeforeAll
    void harvest() throws IOException, InterruptedException {
        vo = SimulatedVo.start(SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(ROWS));
        services = vo.universe().services().stream()
                .filter(sim -> !table(sim).is(Oddity.GROWS))
                .map(HarvestAnswerIT::service)
                .toList();
        dir = temporary.resolve("harvest");
        take(dir, services);
    }

    @AfterAll
    void end() {
        vo.close();
    }

    private static void take(Path into, List<Service> of) throws InterruptedException {
        try (HarvestFolder folder = HarvestFolder.open(into)) {
            var unused = Harvest.begin(
                    folder, new HarvestFolder.About(Instant.now(), "everything", List.of(List.of()), true), of);
        }
        HarvestProcess.run(into, new HarvestListener() {});
        build(into);
    }

    private static void build(Path into) {
        try (HarvestFolder folder = HarvestFolder.open(into)) {
            var unused = new CatalogueBuild(folder, ROWS_OF_A_FILE, new Cancellation(), (step, rows, of) -> {})
                    .build(CatalogueState.of(folder));
        }
    }

    private static HarvestTable table(SimService sim) {
        return Objects.requireNonNull(sim.harvest());
    }

    private static Service service(SimService sim) {
        Service service = Service.of(
                List.of(new Ivoid("ivo://sim.example/harvest/" + sim.number())),
                "Service " + sim.number(),
                Protocol.named("OBSTAP"),
                sim.baseUrl(),
                "ivoa.obscore");
        return table(sim).limits().declared()
                ? service.withMaxRecords((long) table(sim).limits().hard())
                : service;
    }

    private long requests() {
        return vo.hosts().stream().mapToLong(host -> host.requests()).sum();
    }

    private static Question question(@Nullable Region region, @Nullable Interval mjd, String... types) {
        return new Question(region, null, mjd, Set.of(types));
    }

    private static TargetList targets() {
        List<Target> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            all.add(new Target("t" + i, i * 15.1, Math.sin(i) * 89, 0.5 + i % 7));
        }
        for (int i = 0; i < 8; i++) {
            all.add(new Target("m" + i, 10.68 + i * 0.05, 41.27 + i * 0.03, 0.05));
        }
        return TargetList.of(all);
    }

    static Stream<Arguments> questions() {
        Cone dense = new Cone(10.68, 41.27, 1);
        Interval time = new Interval(56_000, 58_000);
        return Stream.of(
                Arguments.of("a cone where there is much", question(dense, null), false),
                Arguments.of("a cone elsewhere", question(new Cone(120, 40, 8), null), false),
                Arguments.of("a cone at the north pole", question(new Cone(0, 90, 2), null), false),
                Arguments.of("a cone over the south pole", question(new Cone(200, -89.5, 1), null), false),
                Arguments.of("a cone over the meridian", question(new Cone(0.1, 5, 9), null), false),
                Arguments.of("a point", question(new Cone(10.7, 41.3, 1e-6), null), false),
                Arguments.of("images of a time", question(dense, time, "image"), false),
                Arguments.of("inclusive", question(dense, time, "image"), true),
                Arguments.of("inclusive elsewhere", question(new Cone(330, -20, 6), time), true),
                Arguments.of(
                        "a polygon",
                        question(PolygonRegion.ofDegrees(350, -10, 10, -12, 15, 9, 2, 14, 352, 8), null),
                        false),
                Arguments.of("a MOC", question(MocRegion.parse("4/100-120 130 2000 3/5"), null), false),
                Arguments.of("a MOC, inclusive", question(MocRegion.parse("5/1000-1020 3/40"), null), true),
                Arguments.of("spectra of a time anywhere", question(null, time, "spectrum"), false),
                Arguments.of("a band", new Question(dense, new Interval(5e-7, 6e-7), null, Set.of()), false),
                Arguments.of(
                        "a band anywhere, inclusive",
                        new Question(null, new Interval(2e-2, 3e-2), null, Set.of("timeseries")),
                        true),
                Arguments.of("targets", question(TargetRegion.of(targets()), null), false),
                Arguments.of("targets, inclusive", question(TargetRegion.of(targets()), time), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void isAnsweredAsByTheServices(String name, Question question, boolean inclusive) throws InterruptedException {
        DiscoveryOptions options = DiscoveryOptions.DEFAULTS.withInclusive(inclusive);
        DiscoveryResult live = Discovery.of(question)
                .options(options)
                .services(ServiceList.of("all", services))
                .run();
        assertThat(live.isComplete()).as("%s", live.log().services()).isTrue();
        long before = requests();
        DiscoveryResult read = Discovery.of(question)
                .options(options)
                .stored(HarvestAnswers.open(dir), false)
                .run();
        assertThat(requests()).isEqualTo(before);
        assertThat(read.isComplete()).as("%s", read.log().services()).isTrue();
        List<String> wanted = lines(live);
        List<String> found = lines(read);
        assertThat(minus(wanted, found)).as("missing of %s", wanted.size()).isEmpty();
        assertThat(minus(found, wanted)).as("too many of %s", found.size()).isEmpty();
        assertThat(found).isEqualTo(wanted).isNotEmpty();
    }

    /** The first few, for a message that can be read. */
    private static List<String> minus(List<String> some, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return some.stream().filter(line -> !known.contains(line)).limit(3).toList();
    }

    private static List<String> lines(DiscoveryResult result) {
        return result.datasets().stream().map(HarvestAnswerIT::line).toList();
    }

    private static String line(FoundDataset dataset) {
        StringBuilder line = new StringBuilder();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            line.append(dataset.record().value(column)).append('|');
        }
        line.append(dataset.record().overlap()).append('|').append(dataset.origins());
        TargetMatches matches = dataset.record().matches();
        for (int i = 0; matches != null && i < matches.size(); i++) {
            line.append('|').append(matches.number(i)).append(matches.overlap(i));
        }
        return line.toString();
    }

    private List<SimService> harvested() {
        return vo.universe().services().stream()
                .filter(sim -> !table(sim).is(Oddity.GROWS))
                .toList();
    }

    private static Discovery asking(Question question, StoredAnswers answers, boolean fresh) {
        return Discovery.of(question).stored(answers, fresh);
    }

    @Test
    void asksOnlyOthersIfFreshOnesAreWanted() throws InterruptedException {
        Question question = question(new Cone(10.68, 41.27, 2), null);
        Path some = temporary.resolve("some");
        List<SimService> all = harvested();
        take(some, services.subList(0, 4));
        DiscoveryResult live =
                Discovery.of(question).services(ServiceList.of("all", services)).run();
        List<Map<Tally.Kind, Long>> before =
                all.subList(0, 4).stream().map(vo::requests).toList();
        DiscoveryResult both = asking(question, HarvestAnswers.open(some), true)
                .services(ServiceList.of("all", services))
                .run();
        assertThat(lines(both)).isEqualTo(lines(live)).isNotEmpty();
        assertThat(both.isComplete()).isTrue();
        assertThat(all.subList(0, 4).stream().map(vo::requests)).isEqualTo(before);
        assertThat(both.log().services().stream()
                        .filter(ended -> facts(ended).harvested() != null)
                        .map(ended -> ended.service().key()))
                .containsExactlyInAnyOrderElementsOf(
                        services.subList(0, 4).stream().map(Service::key).toList());
    }

    private static QueryFacts facts(ServiceEnded ended) {
        return Objects.requireNonNull(ended.facts(), String.valueOf(ended));
    }

    @Test
    void aServiceWithAGapIsIncomplete() throws InterruptedException {
        Question question = question(new Cone(10.68, 41.27, 2), null);
        Path gaps = temporary.resolve("gaps");
        take(gaps, services.subList(0, 2));
        long rows;
        try (HarvestFolder folder = HarvestFolder.open(gaps)) {
            ServiceStore store = folder.store(services.getFirst());
            rows = store.state().rows();
            store.append(new Entry.Gap(Instant.now(), Entry.Gap.TABLE, 7L, "it broke off"));
            store.append(new Entry.Done(Instant.now(), rows, rows + 7, false));
        }
        StoredAnswers changed = HarvestAnswers.open(gaps);
        assertThat(changed.notes())
                .singleElement()
                .asString()
                .startsWith("the harvest has changed since its catalogue was made, at ")
                .endsWith(": skytrawl harvest -d " + gaps + " makes a new one");
        build(gaps);
        StoredAnswers answers = HarvestAnswers.open(gaps);
        assertThat(answers.notes()).isEmpty();
        DiscoveryResult found = asking(question, answers, false).run();
        assertThat(found.isComplete()).isFalse();
        assertThat(found.log().services().stream().map(ServiceEnded::outcome))
                .containsExactlyInAnyOrder(
                        new ServiceOutcome.Incomplete(
                                FailureCode.NOT_HARVESTED,
                                null,
                                String.format(
                                        Locale.ROOT, "the harvest has %,d of %,d rows, with 1 gap", rows, rows + 7)),
                        new ServiceOutcome.Answered());
        DiscoveryResult live = Discovery.of(question)
                .services(ServiceList.of("two", services.subList(0, 2)))
                .run();
        assertThat(lines(found)).isEqualTo(lines(live));
    }

    @Test
    void saysIfTheQuestionIsOutsideTheHarvest() throws InterruptedException {
        Path part = temporary.resolve("part");
        Question harvested = question(new Cone(10.68, 41.27, 3), null);
        try (HarvestFolder folder = HarvestFolder.open(part)) {
            var unused = Harvest.begin(
                    folder,
                    new HarvestFolder.About(
                            Instant.now(),
                            "a cone",
                            ObsTapConditions.forms(harvested, false),
                            true,
                            new HarvestQuestion(harvested, false)),
                    services);
        }
        HarvestProcess.run(part, new HarvestListener() {});
        build(part);
        Question inside = question(new Cone(10.5, 41, 0.9), null);
        DiscoveryResult read = asking(inside, HarvestAnswers.open(part), false).run();
        DiscoveryResult live =
                Discovery.of(inside).services(ServiceList.of("all", services)).run();
        assertThat(lines(read)).isEqualTo(lines(live)).isNotEmpty();
        assertThat(read.isComplete()).isTrue();

        DiscoveryResult outside = asking(question(new Cone(14, 41, 2), null), HarvestAnswers.open(part), false)
                .run();
        assertThat(outside.log().services())
                .hasSize(services.size())
                .allMatch(ended -> ended.outcome()
                        .equals(new ServiceOutcome.Incomplete(
                                FailureCode.NOT_HARVESTED,
                                null,
                                "the question asks for places outside the harvest, which has only a cone")));
    }

    @Test
    void namesAFileThatIsDamagedOrMissing() throws IOException, InterruptedException {
        Path damaged = temporary.resolve("damaged");
        assertThatThrownBy(() -> HarvestAnswers.open(damaged))
                .hasMessage(damaged + " does not exist: is it the right path? skytrawl harvest -d makes a harvest");
        take(damaged, services.subList(0, 1));
        StoredAnswers answers = HarvestAnswers.open(damaged);
        Path file = Catalogue.open(damaged).files().getFirst().path();
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(file, flipped);
        DiscoveryResult found = asking(question(null, new Interval(51_000, 62_000)), answers, false)
                .run();
        assertThat(found.log().services())
                .singleElement()
                .satisfies(ended -> assertThat(ended.outcome().isLoss()).isTrue())
                .asString()
                .contains(file + " does not have the checksum with which it was written: it was damaged;"
                        + " skytrawl harvest status --check says what to do");
        Files.delete(file);
        assertThatThrownBy(() -> HarvestAnswers.open(damaged))
                .isInstanceOf(HarvestException.class)
                .hasMessageStartingWith(file + " is missing: remove ");
    }

    @Test
    void aListOfTargetsTellsWhichAreAnswered() throws InterruptedException {
        DiscoveryResult read = asking(question(TargetRegion.of(targets()), null), HarvestAnswers.open(dir), false)
                .run();
        assertThat(read.log().services())
                .hasSize(services.size())
                .allSatisfy(ended -> assertThat(
                                Objects.requireNonNull(facts(ended).targets()).answered())
                        .isEqualTo(targets().size()));
        assertThat(read.log().services())
                .allSatisfy(ended -> assertThat(facts(ended).attempts()).isZero());
    }

    @Test
    void endsSoonAfterACancel() throws InterruptedException {
        DiscoveryRun run = asking(question(null, new Interval(51_000, 62_000)), HarvestAnswers.open(dir), false)
                .start();
        run.cancel();
        DiscoveryResult found = Objects.requireNonNull(run.await(Duration.ofSeconds(20)));
        assertThat(found.isComplete()
                        || found.log().services().stream()
                                .anyMatch(ended -> ended.outcome() instanceof ServiceOutcome.Cancelled))
                .isTrue();
    }
}
