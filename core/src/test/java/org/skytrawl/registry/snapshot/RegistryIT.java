package org.skytrawl.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.FakeRegistry;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.regtap.RegistryReading;

/** Registries on loopback: cut answers, missing tables, mirrors, snapshots. */
@Timeout(60)
class RegistryIT {
    private static final Question CONE = new Question(new Cone(10, 41, 1), null, null, Set.of());
    private static final Question CONE_AND_TIME =
            new Question(new Cone(10, 41, 1), null, new Interval(55000, 55001), Set.of());
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
    private final Cancellation cancellation = new Cancellation();
    private FakeRegistry one;
    private FakeRegistry two;
    private SnapshotStore store;

    @BeforeEach
    void start() throws IOException {
        one = new FakeRegistry();
        two = new FakeRegistry();
        one.sia1("ivo://a/1", 1);
        two.sia1("ivo://a/2", 1);
        store = new SnapshotStore(directory.resolve("cache"));
    }

    @AfterEach
    void end() {
        fetcher.close();
        one.close();
        two.close();
    }

    private Registry at(Instant now) {
        return at(now, 1_000_000);
    }

    private Registry at(Instant now, long maxRec) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Registry(new RegistryAccess.Reach(fetcher, 1 << 30, maxRec), store, clock, () -> {});
    }

    private RegistryReading read(Instant now) throws StoppedException {
        return read(now, CONE, false, one.url(), two.url());
    }

    private RegistryReading read(Instant now, Question constraints, boolean inclusive, String... urls)
            throws StoppedException {
        return at(now).read(
                        List.of(urls), constraints, inclusive, Deadline.after(Duration.ofSeconds(30)), cancellation);
    }

    private static List<String> urls(RegistryReading reading) {
        return reading.snapshot().candidates().stream()
                .map(candidate -> candidate.service().accessUrl())
                .toList();
    }

    @Test
    void fetchesKeepsAndReadsFromDiskForADay() throws Exception {
        RegistryReading first = read(NOON);
        assertThat(urls(first)).containsExactly("http://a/1/1");
        assertThat(first.fromDisk()).isFalse();
        assertThat(first.snapshot().fetched()).isEqualTo(NOON);
        assertThat(first.snapshot().onPrivateNetwork()).isTrue();
        int requests = one.requests();
        RegistryReading second = read(NOON.plus(Duration.ofHours(23)));
        assertThat(second.fromDisk()).isTrue();
        assertThat(second.stale()).isFalse();
        assertThat(second.snapshot()).isEqualTo(first.snapshot());
        assertThat(one.requests()).isEqualTo(requests);
        one.sia1("ivo://a/new", 1);
        assertThat(urls(read(NOON.plus(Duration.ofHours(25))))).hasSize(2);
        assertThat(two.requests()).isZero();
    }

    @Test
    void fetchesCutAnswersInPartsAndWhole() throws Exception {
        for (int i = 0; i < 40; i++) {
            one.sia1("ivo://a/it's " + i, 1 + i % 4);
        }
        List<String> whole = urls(read(NOON));
        assertThat(whole).hasSize(101);
        for (int limit : new int[] {9, 10, 30}) {
            one.limit = limit;
            one.queries.clear();
            RegistryReading parts = at(NOON).update(List.of(one.url()), Deadline.never(), cancellation);
            assertThat(urls(parts)).isEqualTo(whole);
            assertThat(one.queries).anyMatch(query -> query.contains(" AND ivoid >= 'ivo://a/it''s "));
        }
    }

    @Test
    void asManyRowsAsMaxrecIsACutEvenIfTheRegistryDoesNotSaySo() throws Exception {
        for (int i = 0; i < 20; i++) {
            one.sia1("ivo://a/x" + i, 2);
        }
        one.limit = 9;
        one.saysOverflow = false;
        RegistryReading parts = at(NOON, 9).update(List.of(one.url()), Deadline.never(), cancellation);
        assertThat(urls(parts)).hasSize(41);
    }

    @Test
    void aRegistryThatGivesTooFewRowsForOneResourceIsPassedOver() throws Exception {
        one.sia1("ivo://a/big", 20);
        one.limit = 10;
        RegistryReading reading = read(NOON);
        assertThat(urls(reading)).containsExactly("http://a/2/1");
        assertThat(reading.tried())
                .singleElement()
                .asString()
                .startsWith(one.url())
                .contains("one resource");
    }

    @Test
    void aCutAnswerWithoutOrderIsNotUsed() throws Exception {
        one.sia1("ivo://a/0", 3);
        one.sia1("ivo://a/1", 3);
        one.sia1("ivo://a/0", 3);
        one.unordered = true;
        one.limit = 8;
        RegistryReading reading = read(NOON);
        assertThat(urls(reading)).containsExactly("http://a/2/1");
        assertThat(reading.tried()).hasSize(1);
    }

    @Test
    void asksOnlyForColumnsThatAreThere() throws Exception {
        one.without("rr.interface", "authenticated_only");
        one.without("rr.stc_spatial", "ref_system_name");
        assertThat(urls(read(NOON))).containsExactly("http://a/1/1");
        assertThat(one.queries).noneMatch(q -> q.contains("authenticated_only") || q.contains("ref_system_name"));
    }

    @Test
    void aServiceThatIsNoRegistryIsPassedOver() throws Exception {
        one.without("rr.relationship");
        RegistryReading reading = read(NOON);
        assertThat(reading.snapshot().source()).isEqualTo(two.url());
        assertThat(reading.tried()).containsExactly(one.url() + ": it has no table rr.relationship");
    }

    @Test
    void aMirrorWithoutANeededCoverageTableIsPassedOver() throws Exception {
        one.without("rr.stc_temporal");
        assertThat(read(NOON).snapshot().source()).isEqualTo(one.url());
        RegistryReading timed = read(NOON, CONE_AND_TIME, false, one.url(), two.url());
        assertThat(timed.snapshot().source()).isEqualTo(two.url());
        assertThat(timed.tried()).containsExactly(one.url() + ": it has no rr.stc_temporal");
        assertThat(read(NOON, CONE_AND_TIME, true, one.url(), two.url())
                        .snapshot()
                        .source())
                .isEqualTo(two.url());
    }

    @Test
    void whereNoMirrorHasATheTableOnlyAnInclusiveRunGoesOn() throws Exception {
        one.without("rr.stc_temporal", "time_end");
        two.without("rr.stc_temporal");
        assertThatThrownBy(() -> read(NOON, CONE_AND_TIME, false, one.url(), two.url()))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(one.url() + ": it has no rr.stc_temporal")
                .hasMessageContaining(two.url() + ": it has no rr.stc_temporal")
                .hasMessageContaining("--registry");
        int requests = one.requests() + two.requests();
        RegistryReading inclusive = read(NOON, CONE_AND_TIME, true, one.url(), two.url());
        assertThat(inclusive.snapshot().coverageAxes()).containsExactlyInAnyOrder(Axis.SPACE, Axis.SPECTRUM);
        assertThat(inclusive.notes()).anyMatch(note -> note.contains("rr.stc_temporal"));
        assertThat(one.requests() + two.requests())
                .as("what is known of today is not asked again")
                .isEqualTo(requests);
    }

    @Test
    void triesMirrorsInOrderAndSaysWhy() throws Exception {
        one.brokenStatus = 503;
        RegistryReading reading = read(NOON);
        assertThat(urls(reading)).containsExactly("http://a/2/1");
        assertThat(reading.tried())
                .singleElement()
                .asString()
                .startsWith(one.url() + ": ")
                .contains("503");
    }

    @Test
    void oneTableThatHangsDoesNotEatTheTimeOfTheNextMirror() throws Exception {
        one.hangsOn = "rr.stc_spatial";
        RegistryReading reading = at(NOON).read(
                        List.of(one.url(), two.url()),
                        CONE,
                        false,
                        Deadline.after(Duration.ofSeconds(12)),
                        cancellation);
        assertThat(urls(reading)).containsExactly("http://a/2/1");
        assertThat(reading.tried()).singleElement().asString().contains("rr.stc_spatial: timed out");
    }

    @Test
    void usesTheYoungestStaleSnapshotWhenNoRegistryAnswers() throws Exception {
        read(NOON, CONE, false, one.url());
        read(NOON.plusSeconds(3600), CONE, false, two.url());
        one.brokenStatus = 500;
        two.brokenStatus = 500;
        RegistryReading reading = read(NOON.plus(Duration.ofDays(9)));
        assertThat(reading.stale()).isTrue();
        assertThat(reading.snapshot().source()).isEqualTo(two.url());
        assertThat(reading.tried()).hasSize(2);
    }

    @Test
    void failsInOneLineWhenThereIsNothing() {
        one.brokenStatus = 500;
        assertThatThrownBy(() -> read(NOON, CONE, true, one.url(), "http://127.0.0.1:1/tap", "no url"))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContainingAll(one.url(), "127.0.0.1:1", "no url: ", "list of services")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void setsADamagedSnapshotAsideAndFetchesAnew() throws Exception {
        read(NOON);
        Path file = store.file(one.url());
        byte[] whole = Files.readAllBytes(file);
        for (byte[] damaged : List.of(
                java.util.Arrays.copyOf(whole, whole.length - 9),
                new byte[0],
                "not gzip".getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, damaged);
            RegistryReading reading = read(NOON);
            assertThat(reading.fromDisk()).isFalse();
            assertThat(reading.notes()).anyMatch(note -> note.contains("set aside"));
            assertThat(Files.readAllBytes(Path.of(file + ".damaged"))).isEqualTo(damaged);
            assertThat(read(NOON).fromDisk()).isTrue();
        }
    }

    @Test
    void aSnapshotOfAnotherVersionIsFetchedAnew() throws Exception {
        read(NOON);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(store.file(one.url())))) {
            out.write(("{\"version\":99,\"source\":\"" + one.url() + "\",\"fetched\":\"" + NOON + "\"}\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        RegistryReading reading = read(NOON);
        assertThat(reading.fromDisk()).isFalse();
        assertThat(reading.notes()).anyMatch(note -> note.contains("another version"));
    }

    @Test
    void updatesAtTheSameTimeLeaveAWholeSnapshot() throws Exception {
        for (int i = 0; i < 50; i++) {
            one.sia1("ivo://a/x" + i, 1);
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RegistryReading>> updates = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                updates.add(executor.submit(() -> at(NOON).update(List.of(one.url()), Deadline.never(), cancellation)));
            }
            for (Future<RegistryReading> update : updates) {
                assertThat(urls(update.get())).hasSize(51);
            }
        }
        assertThat(read(NOON).fromDisk()).isTrue();
        try (var files = Files.list(directory.resolve("cache"))) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            store.file(one.url()),
                            store.lockFile(one.url()),
                            store.folder().mirrorsFile(),
                            store.folder().mirrorsFile().resolveSibling("mirrors.lock"));
        }
    }

    @Test
    void aRunGoesOnWhereTheSnapshotCannotBeKept() throws Exception {
        Path file = Files.createFile(directory.resolve("no-directory"));
        store = new SnapshotStore(file);
        RegistryReading reading = read(NOON);
        assertThat(urls(reading)).hasSize(1);
        assertThat(reading.notes())
                .containsExactly(
                        "the cache folder " + file + " cannot be written (it is not a folder): nothing is cached");
    }

    @Test
    void cancellingEndsTheFetchAtOnce() throws Exception {
        one.hangsOn = "rr.resource";
        Thread canceller = Thread.ofVirtual().start(() -> {
            while (one.queries.stream().noneMatch(query -> query.contains("FROM rr.resource"))) {
                Thread.onSpinWait();
            }
            cancellation.cancel();
        });
        long begun = System.nanoTime();
        assertThatThrownBy(() -> read(NOON))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.stopCause()).isEqualTo(StopCause.CANCELLED));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        canceller.join();
        assertThat(two.requests()).isZero();
    }

    @Test
    void registriesHaveSnapshotsOfTheirOwn() throws Exception {
        read(NOON, CONE, false, one.url());
        read(NOON, CONE, false, two.url());
        List<SnapshotStatus> status = at(NOON.plus(Duration.ofDays(2)))
                .status(List.of(one.url(), two.url() + "/", "http://nowhere.test/tap"));
        assertThat(status).extracting(SnapshotStatus::fetched).containsExactly(NOON, NOON, null);
        assertThat(status.getFirst().stale()).isTrue();
        assertThat(at(NOON).status(List.of(two.url())).getFirst().stale()).isFalse();
    }

    @Test
    void refusesAnEmptyListOfRegistries() {
        assertThatThrownBy(() -> read(NOON, CONE, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
