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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.registry.access.FakeRegistry;
import org.skytrawl.registry.access.RegistryAccess;
import org.skytrawl.registry.access.WriteLock;
import org.skytrawl.registry.regtap.RegistryReading;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.regtap.SnapshotUpdate;

/** An update that fetches only what has changed gives exactly what one gives that fetches all, and asks for less. */
@Timeout(60)
class SnapshotUpdateIT {
    private static final Question CONE = new Question(new Cone(10, 41, 1), null, null, Set.of());
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MANY = 500;

    @TempDir
    Path directory;

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
    private final Cancellation cancellation = new Cancellation();
    private FakeRegistry fake;
    private SnapshotStore store;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
        store = new SnapshotStore(directory.resolve("cache"));
        for (int i = 0; i < MANY; i++) {
            fake.sia1(name(i), 1);
        }
        fake.row("rr.relationship", "ivoid", name(1), "related_id", "ivo://a/tap");
        fake.row("rr.res_table", "ivoid", name(1), "table_name", "ivoa.obscore");
        fake.row("rr.stc_temporal", "ivoid", name(2), "time_start", "55000.1", "time_end", "55001.7");
        fake.row("rr.stc_spectral", "ivoid", name(2), "spectral_start", "1e-19", "spectral_end", "3.3e-19");
        obsTap("ivo://a/tap", "http://tap.test/tap");
        obsTap("ivo://a/twin", "https://tap.test/tap");
        fake.dated("2026-01-01T00:00:00");
    }

    @AfterEach
    void end() {
        fetcher.close();
        fake.close();
    }

    private static String name(int i) {
        return "ivo://a/it's " + i;
    }

    /** A TAP service with {@code ivoa.obscore}; several at one URL are one candidate. */
    private void obsTap(String ivoid, String url) {
        fake.row("rr.resource", "ivoid", ivoid, "res_type", "vs:catalogservice", "res_title", "TAP " + ivoid);
        fake.row(
                "rr.capability",
                "ivoid",
                ivoid,
                "cap_index",
                "1",
                "standard_id",
                "ivo://ivoa.net/std/tap",
                "intf_type",
                "vs:paramhttp",
                "intf_role",
                "std",
                "access_url",
                url,
                "authenticated_only",
                "0");
        fake.row(
                "rr.res_detail",
                "ivoid",
                ivoid,
                "cap_index",
                "1",
                "detail_xpath",
                "/capability/dataModel/@ivo-id",
                "detail_value",
                "ivo://ivoa.net/std/ObsCore#core-1.1");
    }

    private Registry at(Instant now, SnapshotStore where) {
        return new Registry(
                new RegistryAccess.Reach(fetcher, 1 << 30, 1_000_000),
                where,
                Clock.fixed(now, ZoneOffset.UTC),
                () -> {});
    }

    private RegistryReading update(Instant now, boolean full) throws Exception {
        return at(now, store).update(List.of(fake.url()), full, Deadline.never(), cancellation);
    }

    /** What a first fetch of all gives, somewhere else. */
    private RegistrySnapshot anew(Instant now) throws Exception {
        SnapshotStore elsewhere = new SnapshotStore(Files.createTempDirectory(directory, "anew"));
        return at(now, elsewhere)
                .update(List.of(fake.url()), Deadline.never(), cancellation)
                .snapshot();
    }

    @Test
    void givesWhatAFullUpdateGivesAndAsksForLess() throws Exception {
        assertThat(update(NOON, false).update())
                .hasToString("all of 502 resources fetched: there are no rows of an earlier snapshot");
        String day = "2026-03-01T13:00:00";
        fake.change(name(3), day, "rr.capability", "access_url", "http://moved.test/sia");
        fake.change(name(2), day, "rr.stc_temporal", "time_end", "55001.8");
        fake.change("ivo://a/twin", day, "rr.resource", "res_title", "Another");
        fake.change(name(1), day, "rr.relationship", "related_id", "ivo://a/twin");
        fake.remove(name(4));
        fake.sia1("ivo://a/0new", 2);
        obsTap("ivo://a/third", "http://tap.test/tap/");
        fake.dated(day);
        Instant later = NOON.plusSeconds(7200);
        RegistrySnapshot wanted = anew(later);
        int before = fake.rowsSent.get();
        RegistryReading reading = update(later, false);
        int sent = fake.rowsSent.get() - before;
        assertThat(reading.update()).isEqualTo(new SnapshotUpdate(false, "", 503, 4, 2, 1));
        assertThat(reading.update()).hasToString("4 changed and 2 new of 503 resources fetched, 1 dropped");
        assertThat(reading.snapshot()).isEqualTo(wanted);
        assertThat(at(later, store)
                        .read(List.of(fake.url()), CONE, false, Deadline.never(), cancellation)
                        .snapshot())
                .as("from disk")
                .isEqualTo(wanted);
        assertThat(sent).as("the dates of all, but of rows only those of six").isLessThan(MANY + 100);
        assertThat(fake.queries.getLast()).contains("'ivo://a/it''s 3'");

        fake.remove("ivo://a/tap");
        fake.change(name(2), "2026-03-02T00:00:00", "rr.stc_spectral", "spectral_start", "");
        RegistrySnapshot wantedAgain = anew(later.plusSeconds(9));
        RegistryReading again = update(later.plusSeconds(9), false);
        assertThat(again.update()).isEqualTo(new SnapshotUpdate(false, "", 502, 1, 0, 1));
        assertThat(again.snapshot()).isEqualTo(wantedAgain);
        assertThat(at(later, store).status(List.of(fake.url())).getFirst().fullFetched())
                .isEqualTo(NOON);
    }

    @Test
    void aRegistryThatCutsItsAnswersGivesTheSame() throws Exception {
        fake.limit = 200;
        update(NOON, false);
        for (int i = 0; i < 230; i++) {
            fake.change(name(i), "2026-03-02T00:00:00", "rr.resource", "res_title", "Changed " + i);
        }
        Instant later = NOON.plusSeconds(60);
        RegistryReading reading = update(later, false);
        assertThat(reading.update()).isEqualTo(new SnapshotUpdate(false, "", 502, 230, 0, 0));
        assertThat(reading.snapshot()).isEqualTo(anew(later));
    }

    @Test
    void fetchesNothingMoreWhereNothingHasChanged() throws Exception {
        RegistrySnapshot first = update(NOON, false).snapshot();
        int before = fake.queries.size();
        RegistryReading reading = update(NOON.plusSeconds(5), false);
        assertThat(fake.queries.subList(before, fake.queries.size())).hasSize(2);
        assertThat(reading.snapshot().candidates()).isEqualTo(first.candidates());
        assertThat(reading.snapshot().fetched()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void fetchesAllWhereTheDatesDoNotTell() throws Exception {
        update(NOON, false);
        assertThat(why(NOON.plusSeconds(1), true)).isEqualTo("requested");
        assertThat(why(NOON.plus(Duration.ofDays(8)), false)).contains("7 days");
        for (int i = 0; i < 252; i++) {
            fake.change(name(i), "2026-03-02T00:00:00", "rr.resource", "res_title", "Changed");
        }
        assertThat(why(NOON.plusSeconds(2), false))
                .as("the last one seems to be from the future")
                .contains("7 days");
        fake.tables.get("rr.resource").forEach(row -> row.put("updated", "2026-03-03T00:00:00"));
        assertThat(why(NOON.plusSeconds(3), false)).contains("more than half");
        fake.without("rr.stc_spatial", "ref_system_name");
        assertThat(why(NOON.plusSeconds(4), false)).contains("queried columns");
        Files.writeString(store.rowsFile(fake.url()), "damaged");
        assertThat(why(NOON.plusSeconds(5), false)).contains("no rows of an earlier snapshot");
        fake.tables.get("rr.resource").getFirst().put("updated", "");
        assertThat(why(NOON.plusSeconds(6), false)).contains("does not date");
        assertThat(store.rowsFile(fake.url())).doesNotExist();
    }

    private String why(Instant now, boolean full) throws Exception {
        RegistryReading reading = update(now, full);
        assertThat(reading.snapshot().candidates()).hasSize(MANY + 1);
        SnapshotUpdate update = java.util.Objects.requireNonNull(reading.update());
        assertThat(update.full()).isTrue();
        return update.why();
    }

    @Test
    void rowsOfResourcesWithoutADateAreNotKept() throws Exception {
        fake.row("rr.stc_spatial", "ivoid", "IVO://A/TAP", "coverage", "0/1");
        update(NOON, false);
        assertThat(store.rowsFile(fake.url())).doesNotExist();
        assertThat(update(NOON.plusSeconds(1), false).update())
                .satisfies(update -> assertThat(update.full()).isTrue());
    }

    @Test
    void rowsThatBelongToAnotherSnapshotAreNotUsed() throws Exception {
        update(NOON, false);
        byte[] rows = Files.readAllBytes(store.rowsFile(fake.url()));
        update(NOON.plusSeconds(1), true);
        Files.write(store.rowsFile(fake.url()), rows);
        assertThat(why(NOON.plusSeconds(2), false)).contains("no rows of an earlier snapshot");
    }

    @ParameterizedTest
    @CsvSource({"1, it has no SSA services and no mirror URLs of services", "2, it has no SSA services"})
    void aSnapshotOfAnOlderVersionIsFetchedAnewAndServesUntilThen(int version, String lacks) throws Exception {
        Files.createDirectories(store.folder().directory());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(store.file(fake.url())))) {
            out.write(("{\"version\":" + version + ",\"source\":\"" + fake.url() + "\",\"fetched\":\"" + NOON
                            + "\",\"coverage_axes\":[\"space\"],\"on_private_network\":true}\n"
                            + "{\"ivoids\":[\"ivo://a/old\"],\"title\":\"Old\",\"protocol\":\"SIA1\","
                            + "\"access_url\":\"http://old.test/sia\",\"moc\":\"0/0-11\"}\n{\"candidates\":1}\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        fake.brokenStatus = 500;
        RegistryReading old = at(NOON, store).read(List.of(fake.url()), CONE, false, Deadline.never(), cancellation);
        assertThat(old.stale()).isTrue();
        assertThat(old.snapshot().candidates())
                .singleElement()
                .satisfies(
                        candidate -> assertThat(candidate.service().accessUrl()).isEqualTo("http://old.test/sia"));
        assertThat(old.notes()).anyMatch(note -> note.endsWith("older version of this program: " + lacks));
        fake.brokenStatus = 0;
        RegistryReading anew = at(NOON, store).read(List.of(fake.url()), CONE, false, Deadline.never(), cancellation);
        assertThat(anew.fromDisk()).isFalse();
        assertThat(anew.snapshot().candidates()).hasSize(MANY + 1);
        assertThat(anew.notes()).isEmpty();
    }

    @Test
    void whoWaitsForAnotherProgramTooLongGoesOn() throws Exception {
        WriteLock held = WriteLock.take(store.lockFile(fake.url()), Deadline.never(), cancellation, () -> {});
        try (held) {
            assertThatThrownBy(() -> at(NOON, store)
                            .update(List.of(fake.url()), Deadline.after(Duration.ofMillis(300)), cancellation))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("another program has been fetching its snapshot for 0 s");
        }
        assertThat(held.waited()).isFalse();
        assertThat(at(NOON, store).mirrors(List.of(fake.url())).status())
                .singleElement()
                .satisfies(mirror -> assertThat(mirror.isFailing()).isFalse());
        assertThat(update(NOON, false).snapshot().candidates()).hasSize(MANY + 1);
    }

    @Test
    void whoHasAFreshSnapshotWaitsForNobody() throws Exception {
        update(NOON, false);
        try (WriteLock held = WriteLock.take(store.lockFile(fake.url()), Deadline.never(), cancellation, () -> {})) {
            assertThat(held.waited()).isFalse();
            assertThat(at(NOON, store)
                            .read(List.of(fake.url()), CONE, false, Deadline.after(Duration.ofSeconds(9)), cancellation)
                            .fromDisk())
                    .isTrue();
        }
    }

    @Test
    void waitingForAnotherProgramCanBeCancelled() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Registry registry = new Registry(
                new RegistryAccess.Reach(fetcher, 1 << 30, 1_000_000), store, Clock.fixed(NOON, ZoneOffset.UTC), () -> {
                    waiting.countDown();
                    cancellation.cancel();
                });
        try (WriteLock held =
                WriteLock.take(store.lockFile(fake.url()), Deadline.never(), new Cancellation(), () -> {})) {
            assertThatThrownBy(() -> registry.update(List.of(fake.url()), Deadline.never(), cancellation))
                    .isInstanceOf(org.skytrawl.net.StoppedException.class);
            assertThat(held.waited()).isFalse();
        }
        assertThat(waiting.getCount()).isZero();
    }
}
