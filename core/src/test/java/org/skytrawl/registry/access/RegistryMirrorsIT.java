package org.skytrawl.registry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Axis;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;

/** Registries that hang, break and truncate: the next one is asked, and what happened is remembered. */
@Timeout(60)
class RegistryMirrorsIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CAPABILITIES = """
            <capabilities><capability standardID="ivo://ivoa.net/std/TAP"><language><name>ADQL</name>
            <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-udf"><feature>
            <form>ivo_hasword(a TEXT, b TEXT) -> INTEGER</form></feature></languageFeatures>
            <languageFeatures type="ivo://ivoa.net/std/TAPRegExt#features-adql-sets"><feature>
            <form>UNION</form></feature></languageFeatures>
            <languageFeatures type="ivo://org.gavo.dc/std/exts#extra-adql-keywords"><feature>
            <form>MOC</form></feature></languageFeatures></language></capability></capabilities>
            """;
    private static final String QUERY = "SELECT ivoid, res_title FROM rr.resource WHERE (1=1) ORDER BY ivoid";
    private static final RegistryQuestion<List<String>> TITLES =
            access -> access.rows(QUERY, "res_title", "ivoid").stream()
                    .map(row -> row.text(0))
                    .toList();

    @TempDir
    Path directory;

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
    private final Cancellation cancellation = new Cancellation();
    private List<FakeRegistry> fakes = List.of();
    private CacheFolder store;

    @BeforeEach
    void start() throws IOException {
        fakes = List.of(new FakeRegistry(), new FakeRegistry(), new FakeRegistry(), new FakeRegistry());
        for (int i = 0; i < fakes.size(); i++) {
            for (int j = 0; j < 4; j++) {
                fakes.get(i).sia1("ivo://a/" + i + "-" + j, 1);
            }
        }
        store = new CacheFolder(directory.resolve("cache"));
    }

    @AfterEach
    void end() {
        fetcher.close();
        fakes.forEach(FakeRegistry::close);
    }

    private RegistryMirrors at(Instant now) {
        return new RegistryMirrors(
                new RegistryAccess.Reach(fetcher, 1 << 20, 1000),
                urls(0, 1, 2, 3),
                store,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> urls(int... which) {
        return IntStream.of(which).mapToObj(i -> fakes.get(i).url()).toList();
    }

    private <T> RegistryReply<T> ask(Instant now, RegistryQuestion<T> question) throws StoppedException {
        return at(now).ask(question, Deadline.after(Duration.ofSeconds(12)), cancellation);
    }

    private List<String> order(Instant now) {
        return at(now).status().stream().map(MirrorStatus::url).toList();
    }

    @Test
    void goesOnUntilOneAnswersAndTellsWhatTheOthersSaid() throws Exception {
        fakes.get(0).hangsOn = "rr.resource";
        fakes.get(1).brokenStatus = 500;
        fakes.get(2).limit = 3;
        RegistryReply<List<String>> told = ask(NOON, TITLES);
        assertThat(told.answer()).hasSize(4).contains("Images ivo://a/3-0");
        assertThat(told.url()).isEqualTo(fakes.get(3).url());
        assertThat(told.tried()).hasSize(3);
        assertThat(told.tried().get(0)).startsWith(urls(0).getFirst() + ": ").contains("timed out");
        assertThat(told.tried().get(1)).startsWith(urls(1).getFirst() + ": ").contains("HTTP 500");
        assertThat(told.tried().get(2)).startsWith(urls(2).getFirst() + ": ").contains("cut off");
    }

    @Test
    void whoFailedLatelyComesAfterTheOthersForTenMinutes() throws Exception {
        fakes.get(0).brokenStatus = 500;
        fakes.get(2).brokenStatus = 500;
        assertThat(ask(NOON, TITLES).url()).isEqualTo(fakes.get(1).url());
        assertThat(order(NOON.plusSeconds(500))).isEqualTo(urls(1, 2, 3, 0));
        assertThat(order(NOON.plusSeconds(601))).isEqualTo(urls(0, 1, 2, 3));
        int before = fakes.get(0).requests();
        assertThat(ask(NOON.plusSeconds(500), TITLES).tried()).isEmpty();
        assertThat(fakes.get(0).requests()).isEqualTo(before);
        fakes.get(0).brokenStatus = 0;
        assertThat(ask(NOON.plusSeconds(601), TITLES).url())
                .isEqualTo(fakes.get(0).url());
        MirrorStatus first = at(NOON.plusSeconds(602)).status().getFirst();
        assertThat(first.answered()).isEqualTo(NOON.plusSeconds(601));
        assertThat(first.failed()).isEqualTo(NOON);
        assertThat(first.why()).contains("500");
        assertThat(first.isFailing()).isFalse();
        assertThat(first.seconds()).isNotNegative();
    }

    @Test
    void whoOnlyLacksSomethingKeepsItsPlace() throws Exception {
        RegistryReply<String> told = ask(NOON, access -> {
            if (access.url().equals(fakes.get(0).url())) {
                throw RegistryFailure.lacks("it has no rr.stc_spatial");
            }
            return access.url();
        });
        assertThat(told.tried()).containsExactly(fakes.get(0).url() + ": it has no rr.stc_spatial");
        assertThat(order(NOON)).isEqualTo(urls(0, 1, 2, 3));
    }

    @Test
    void knowsForADayWhatARegistryCanDo() throws Exception {
        FakeRegistry first = fakes.get(0);
        first.capabilities = CAPABILITIES;
        first.without("rr.stc_temporal");
        RegistryFeatures features = ask(NOON, RegistryAccess::features).answer();
        assertThat(features.hasUnion()).isTrue();
        assertThat(features.hasMoc()).isTrue();
        assertThat(features.hasGeometry()).isFalse();
        assertThat(features.hasFunction("IVO_hasword")).isTrue();
        assertThat(features.hasFunction("ivo_nocasematch")).isFalse();
        assertThat(features.hasTable("RR.stc_spatial")).isTrue();
        assertThat(features.hasTable("rr.stc_temporal")).isFalse();
        assertThat(features.hasColumn("rr.stc_spatial", "Coverage")).isTrue();
        int requests = first.requests();
        assertThat(ask(NOON.plusSeconds(80_000), RegistryAccess::features).answer())
                .isEqualTo(features);
        assertThat(first.requests()).isEqualTo(requests);
        ask(NOON.plusSeconds(90_000), RegistryAccess::features);
        assertThat(first.requests()).isGreaterThan(requests);
    }

    @Test
    void withoutCapabilitiesItsTablesAreKnownAndTheRestIsSaidToBeUnknown() throws Exception {
        RegistryReply<List<String>> told = ask(NOON, access -> {
            assertThat(access.features().hasTable("rr.resource")).isTrue();
            assertThat(access.features().hasUnion()).isFalse();
            return access.notes();
        });
        assertThat(told.answer())
                .singleElement()
                .asString()
                .contains(fakes.get(0).url())
                .contains("404");
        fakes.get(0).capabilities = CAPABILITIES;
        assertThat(ask(NOON, RegistryAccess::features).answer().hasUnion())
                .as("what could not be asked is not remembered")
                .isTrue();
    }

    @Test
    void capabilitiesThatHangCostNoRegistryItsAnswer() throws Exception {
        fakes.get(0).capabilitiesHang = true;
        RegistryReply<List<String>> told = ask(NOON, access -> {
            assertThat(access.features().hasTable("rr.resource")).isTrue();
            return TITLES.ask(access);
        });
        assertThat(told.tried()).isEmpty();
        assertThat(told.url()).isEqualTo(fakes.get(0).url());
    }

    @Test
    void ofARegistryThatHangsIsSaidWhereItDoes() throws Exception {
        fakes.get(0).capabilitiesHang = true;
        fakes.get(0).hangsOn = "TAP_SCHEMA.columns";
        assertThat(ask(NOON, RegistryAccess::features).tried())
                .containsExactly(fakes.get(0).url() + ": TAP_SCHEMA.columns: timed out while waiting");
    }

    @Test
    void aRegistryWithoutTapSchemaIsAskedForItsVosiTables() throws Exception {
        fakes.get(0).refuses = "TAP_SCHEMA|mirror_url|stc_spectral";
        fakes.get(0).vosiTables = """
                <vosi:tableset xmlns:vosi="http://www.ivoa.net/xml/VOSITables/v1.0">
                  <schema><name>ivoa</name><table><name>ivoa.obscore</name><column><name>s_ra</name></column></table></schema>
                  <schema><name>rr</name>
                    <table><name>rr.resource</name>
                      <column><name>IVOID</name></column><column><name>"updated"</name></column></table>
                    <table><name>interface</name></table>
                    <table><name>relationship</name></table>
                    <table><name>rr.stc_spectral</name></table>
                    <table><name>rr.stc_temporal</name></table>
                    <table><name>rr.stc_spatial</name>
                      <column><name>ivoid</name></column><column><name>coverage</name></column></table>
                  </schema>
                </vosi:tableset>""";
        RegistryReply<RegistryTables> told = ask(NOON, RegistryAccess::tables);
        assertThat(told.tried()).isEmpty();
        RegistryTables tables = told.answer();
        assertThat(tables.has("rr.resource", "updated")).isTrue();
        assertThat(tables.has("rr.resource", "res_title")).isFalse();
        assertThat(tables.has("rr.relationship", "related_id"))
                .as("a table without columns has the standard ones")
                .isTrue();
        assertThat(tables.has("rr.interface", "authenticated_only")).isTrue();
        assertThat(tables.has("rr.interface", "mirror_url"))
                .as("unless it refuses them")
                .isFalse();
        assertThat(tables.has("ivoa.obscore", "s_ra")).isFalse();
        assertThat(tables.coverageAxes()).containsExactly(Axis.SPACE, Axis.TIME);
        assertThat(fakes.get(0).queries)
                .as("TAP_SCHEMA, two of rr.interface, and those of the coverage without columns")
                .hasSize(5);
    }

    /** An empty TAP_SCHEMA is none, and VOSI tables that do not come are none either. */
    @ParameterizedTest
    @CsvSource({"true,404", "false,403", "false,503"})
    void aRegistryWithoutAnyReadableListOfTablesIsARegistry(boolean hasEmptySchema, int vosiStatus) throws Exception {
        fakes.get(0).vosiStatus = vosiStatus;
        if (hasEmptySchema) {
            fakes.get(0).tables.get("TAP_SCHEMA.columns").clear();
        } else {
            fakes.get(0).refuses = "TAP_SCHEMA";
        }
        RegistryReply<RegistryTables> told = ask(NOON, RegistryAccess::tables);
        assertThat(told.tried()).isEmpty();
        told.answer().checkComplete();
        assertThat(told.answer().coverageAxes()).containsExactly(Axis.SPACE, Axis.SPECTRUM, Axis.TIME);
    }

    @Test
    void ofARegistryWithoutListsOfTablesRefusalsShowWhatIsMissing() throws Exception {
        fakes.get(0).capabilities = CAPABILITIES;
        fakes.get(0).refuses = "TAP_SCHEMA|updated|mirror_url|ref_system_name|stc_temporal";
        RegistryReply<RegistryTables> told = ask(NOON, access -> {
            assertThat(TITLES.ask(access)).hasSize(4);
            assertThat(access.features().hasColumn("rr.table_column", "ucd")).isTrue();
            assertThat(access.notes()).singleElement().asString().contains("no such table or column");
            return access.tables();
        });
        assertThat(told.tried()).isEmpty();
        RegistryTables tables = told.answer();
        tables.checkComplete();
        assertThat(tables.has("rr.resource", "updated")).isFalse();
        assertThat(tables.has("rr.interface", "authenticated_only")).isTrue();
        assertThat(tables.has("rr.interface", "mirror_url")).isFalse();
        assertThat(tables.has("rr.stc_spatial", "coverage")).isTrue();
        assertThat(tables.has("rr.stc_spatial", "ref_system_name")).isFalse();
        assertThat(tables.coverageAxes()).containsExactly(Axis.SPACE, Axis.SPECTRUM);
        assertThat(at(NOON).status().getFirst().freshFeatures(NOON))
                .as("not remembered")
                .isNull();
    }

    @Test
    void whatRefusesEverythingIsNoRegistry() throws Exception {
        fakes.get(0).refuses = "";
        assertThat(ask(NOON, RegistryAccess::tables).tried())
                .singleElement()
                .asString()
                .contains("TAP_SCHEMA.columns: ")
                .contains("no such table or column");
        assertThat(fakes.get(0).queries).hasSize(3);
    }

    @Test
    void aRegistryThatListsNoTablesNowIsAskedAgainTheNextTime() throws Exception {
        fakes.get(0).capabilities = CAPABILITIES;
        fakes.get(0).without("rr.resource");
        assertThat(ask(NOON, RegistryAccess::features).answer().hasTable("rr.resource"))
                .isFalse();
        fakes.get(0).row("TAP_SCHEMA.columns", "table_name", "rr.resource", "column_name", "ivoid");
        assertThat(ask(NOON, RegistryAccess::features).answer().hasTable("rr.resource"))
                .isTrue();
    }

    @Test
    void saysThatAnAnswerIsCutWhereThatIsAllowed() throws Exception {
        fakes.get(0).limit = 3;
        RegistryAnswer answer =
                ask(NOON, access -> access.answer(QUERY, 500, "ivoid")).answer();
        assertThat(answer.rows()).hasSize(3);
        assertThat(answer.overflow()).contains("OVERFLOW");
    }

    @Test
    void fetchesBulkQueriesWholeAlsoFromARegistryThatCuts() throws Exception {
        fakes.get(0).limit = 3;
        List<List<RegistryRow>> rows = ask(
                        NOON,
                        access -> access.whole(
                                List.of(RegTapQuery.RESOURCES, RegTapQuery.RESOURCES.among(List.of("ivo://a/0-2")))))
                .answer();
        assertThat(rows.get(0)).hasSize(4);
        assertThat(rows.get(1))
                .singleElement()
                .satisfies(row -> assertThat(row.text(0)).isEqualTo("ivo://a/0-2"));
    }

    @Test
    void failsInOneLineWhereNoneAnswers() {
        fakes.forEach(fake -> fake.brokenStatus = 500);
        assertThatThrownBy(() -> ask(NOON, TITLES))
                .isInstanceOf(DiscoveryException.class)
                .message()
                .contains(urls(0, 1, 2, 3))
                .doesNotContain("\n");
    }

    @Test
    void aDeadlineThatIsOverAsksNobody() throws Exception {
        assertThatThrownBy(() -> at(NOON).ask(TITLES, Deadline.after(Duration.ZERO), cancellation))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("no time was left");
        assertThat(at(NOON).status()).noneMatch(MirrorStatus::isFailing);
    }

    @Test
    void cancellingEndsItWithoutAskingOthers() throws Exception {
        fakes.get(0).hangsOn = "rr.resource";
        Thread canceller = Thread.ofVirtual().start(() -> {
            while (fakes.get(0).queries.isEmpty()) {
                Thread.onSpinWait();
            }
            cancellation.cancel();
        });
        assertThatThrownBy(() -> ask(NOON, TITLES))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.stopCause()).isEqualTo(StopCause.CANCELLED));
        canceller.join();
        assertThat(fakes.get(1).requests()).isZero();
        assertThat(at(NOON).status()).noneMatch(MirrorStatus::isFailing);
    }

    @Test
    void checksAllAtOnceWithinItsTime() throws Exception {
        fakes.get(0).hangsOn = "TAP_SCHEMA.columns";
        fakes.get(1).brokenStatus = 500;
        fakes.get(2).without("rr.relationship");
        fakes.get(3).capabilities = CAPABILITIES;
        List<MirrorStatus> checked = at(NOON).check(Deadline.after(Duration.ofSeconds(4)), cancellation);
        assertThat(checked).extracting(MirrorStatus::url).isEqualTo(urls(0, 1, 2, 3));
        assertThat(checked.get(0).why()).contains("timed out");
        assertThat(checked.get(1).why()).contains("500");
        assertThat(checked.get(2).why()).contains("it has no table rr.relationship");
        assertThat(checked.get(3).isFailing()).isFalse();
        assertThat(checked.get(3).features()).isNotNull();
        assertThat(order(NOON)).isEqualTo(urls(3, 0, 1, 2));
    }

    @Test
    void aDamagedMemoryIsSetAsideAndSaid() throws Exception {
        ask(NOON, TITLES);
        for (String damaged : List.of("", "{", "[]", "{\"version\":9}", "{\"version\":1,\"mirrors\":[{}]}")) {
            Files.writeString(store.mirrorsFile(), damaged);
            RegistryMirrors mirrors = at(NOON);
            assertThat(mirrors.status()).allMatch(mirror -> mirror.answered() == null);
            assertThat(mirrors.problems()).singleElement().asString().contains("set aside");
            assertThat(mirrors.ask(TITLES, Deadline.never(), cancellation).answer())
                    .hasSize(4);
            assertThat(at(NOON).status().getFirst().answered()).isEqualTo(NOON);
        }
    }

    @Test
    void aMemoryThatCannotBeKeptIsSaidAndNoReasonToStop() throws Exception {
        store = new CacheFolder(Files.createFile(directory.resolve("no-directory")));
        RegistryMirrors mirrors = at(NOON);
        assertThat(mirrors.ask(TITLES, Deadline.never(), cancellation).answer()).hasSize(4);
        assertThat(mirrors.problems())
                .singleElement()
                .asString()
                .contains("the cache folder ", "cannot be written (it is not a folder)");
    }

    @Test
    void manyRememberAtOnceAndNothingIsLost() throws Exception {
        MirrorMemory memory = new MirrorMemory(store);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> changes = Stream.iterate(0, i -> i + 1)
                    .limit(12)
                    .<Future<?>>map(i -> executor.submit(
                            () -> memory.change("http://r" + i + ".test/tap", known -> known.withFailure(NOON, "x"))))
                    .toList();
            for (Future<?> change : changes) {
                assertThat(change.get()).isNull();
            }
        }
        assertThat(memory.read().mirrors()).hasSize(12);
    }
}
