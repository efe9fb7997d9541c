package org.skytrawl.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.CacheFolder;

/** Names resolved over HTTP on loopback. */
@Timeout(60)
class NameResolverIT {
    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final String M31 = """
            <Sesame><Target option="SNV"><name>M31</name><Resolver name="S=Simbad (CDS, via client/server)">
            <jradeg>10.68470833</jradeg><jdedeg>41.26875</jdedeg></Resolver></Target></Sesame>
            """;
    private static final String UNKNOWN = "<Sesame><Target><name>x</name></Target></Sesame>";

    @TempDir
    private Path folder;

    private final List<MockWebServer> servers = new ArrayList<>();
    private final HttpFetcher fetcher = new HttpFetcher("test", EnvironmentProxies.of(Map.of()), HostLookup.system());

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < 2; i++) {
            MockWebServer server = new MockWebServer();
            server.start(InetAddress.getByName("127.0.0.1"), 0);
            servers.add(server);
        }
    }

    @AfterEach
    void stop() {
        fetcher.close();
        servers.forEach(MockWebServer::close);
    }

    @Test
    void asksTheNextOneWhenOneFails() throws Exception {
        answers(0, new MockResponse(500, okhttp3.Headers.of(), "oh"));
        answers(1, body(M31));
        NameResolver.Resolution answer = resolve(NOW, "  M31 ");
        assertThat(answer.note()).isNull();
        assertThat(answer.target().name()).isEqualTo("M31");
        assertThat(answer.target().raDeg()).isEqualTo(10.68470833);
        assertThat(answer.target().source()).isEqualTo("Simbad");
        assertThat(answer.target().service()).isEqualTo(url(1));
        assertThat(answer.target().answered()).isEqualTo(NOW);
        assertThat(answer.target().cached()).isFalse();
        assertThat(answer.target().passedOver()).containsExactly(url(0) + ": HTTP 500");
        assertThat(servers.get(1).takeRequest().getTarget()).isEqualTo("/nph-sesame/-oxp/SNV?M31");
    }

    @Test
    void aServerThatHangsHasItsShareOfTheTimeOnly() throws Exception {
        answers(
                0,
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
        answers(1, body(M31));
        NameResolver.Resolution answer = resolver(NOW).resolve("M31", in(2), new Cancellation());
        assertThat(answer.target().passedOver()).containsExactly(url(0) + ": timed out while waiting");
    }

    @Test
    void anAnswerIsKeptForAMonth() throws Exception {
        answers(0, body(M31));
        var unused = resolve(NOW, "M31");
        NameResolver.Resolution kept = resolve(NOW.plus(Duration.ofDays(29)), "M31");
        assertThat(kept.target().cached()).isTrue();
        assertThat(kept.target().answered()).isEqualTo(NOW);
        assertThat(kept.target().decDeg()).isEqualTo(41.26875);
        assertThat(servers.get(0).getRequestCount()).isEqualTo(1);
        answers(0, body(M31.replace("41.26875", "41.5")));
        assertThat(resolve(NOW.plus(Duration.ofDays(31)), "M31").target().decDeg())
                .isEqualTo(41.5);
    }

    @Test
    void anOldOneServesWhenNobodyCanBeAskedAndItIsSaid() throws Exception {
        answers(0, body(M31));
        var unused = resolve(NOW, "M31");
        answers(0, new MockResponse(503, okhttp3.Headers.of(), ""));
        answers(1, body("<html/>"));
        NameResolver.Resolution old = resolve(NOW.plus(Duration.ofDays(31)), "M31");
        assertThat(old.target().cached()).isTrue();
        assertThat(old.note())
                .isEqualTo("no name resolver can be reached (" + url(0) + ": HTTP 503; " + url(1)
                        + ": it did not answer as Sesame does): using the cached position");
    }

    @Test
    void aDamagedFileIsAskedAnew() throws Exception {
        for (String damage : List.of("", "{", "{\"name\":\"M31\",\"ra_deg\":\"400\"}", "[]", "{\"name\":\"M32\"}")) {
            answers(0, body(M31));
            var unused = resolve(NOW, "M31");
            try (Stream<Path> files = Files.list(folder.resolve("names"))) {
                Files.writeString(files.findFirst().orElseThrow(), damage);
            }
            answers(0, body(M31));
            assertThat(resolve(NOW, "M31").target().cached()).as(damage).isFalse();
        }
    }

    @Test
    void namesThatNobodyKnowsAreAClearErrorAndNotKept() throws Exception {
        answers(0, body(UNKNOWN));
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> resolve(NOW, "M\u001b31x"))
                .withMessage("Simbad, NED and VizieR do not know the name 'M31x' (answer of " + url(0)
                        + "); check the spelling, or give a position with --cone");
        assertThat(folder).isEmptyDirectory();
        assertThatIllegalArgumentException().isThrownBy(() -> resolve(NOW, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> resolve(NOW, "x".repeat(201)));
    }

    @Test
    void offlineItSaysWhoWasTriedAndWhatToDo() {
        List<String> urls = List.of(url(0), url(1));
        servers.forEach(MockWebServer::close);
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> new NameResolver(fetcher, new Sesame(urls, true), new CacheFolder(folder))
                        .resolve("M31", in(20), new Cancellation()))
                .withMessageContaining(urls.get(0) + ": ")
                .withMessageContaining(urls.get(1) + ": ")
                .withMessageEndingWith("; give a position with --cone instead");
    }

    @Test
    void publicResolversMustNotSendUsToPrivateOnes() {
        answers(0, body(M31));
        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> new NameResolver(fetcher, new Sesame(List.of(url(0)), false), new CacheFolder(folder))
                        .resolve("M31", in(20), new Cancellation()))
                .withMessageContaining("private network");
    }

    @Test
    void endsAtOnceWhenCancelled() throws Exception {
        answers(
                0,
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
        Cancellation cancellation = new Cancellation();
        Thread.ofVirtual().start(() -> {
            try {
                var unused = servers.get(0).takeRequest();
                cancellation.cancel();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> resolver(NOW).resolve("M31", in(50), cancellation));
        assertThat(servers.get(1).getRequestCount()).isZero();
    }

    @Test
    void aCacheFolderThatCannotBeWrittenIsANoteWithoutJavaWords() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        answers(0, body(M31));
        NameResolver.Resolution answer = new NameResolver(
                        fetcher, new Sesame(List.of(url(0)), true), new CacheFolder(file))
                .resolve("M31", in(20), new Cancellation());
        assertThat(answer.target().raDeg()).isEqualTo(10.68470833);
        assertThat(answer.note())
                .isEqualTo("the cache folder " + file + " cannot be written (it is not a folder): nothing is cached");
    }

    @Test
    void theCacheIsBounded() throws Exception {
        Files.createDirectory(folder.resolve("names"));
        for (int i = 0; i < NameCache.MAX_FILES + 5; i++) {
            Files.writeString(folder.resolve("names").resolve("name-%032x.json".formatted(i)), "{}");
        }
        Files.writeString(folder.resolve("names").resolve("other.json"), "{}");
        answers(0, body(M31));
        assertThat(resolve(NOW, "M31").note()).isNull();
        try (Stream<Path> files = Files.list(folder.resolve("names"))) {
            assertThat(files.count()).isEqualTo(NameCache.MAX_FILES + 1);
        }
        assertThat(resolve(NOW, "M31").target().cached()).isTrue();
    }

    private void answers(int server, MockResponse response) {
        servers.get(server).enqueue(response);
    }

    private static MockResponse body(String xml) {
        return new MockResponse(200, okhttp3.Headers.of("Content-Type", "text/plain"), xml);
    }

    private String url(int server) {
        return "http://127.0.0.1:" + servers.get(server).getPort() + "/nph-sesame";
    }

    private NameResolver.Resolution resolve(Instant now, String name) throws StoppedException {
        return resolver(now).resolve(name, in(20), new Cancellation());
    }

    private NameResolver resolver(Instant now) {
        return new NameResolver(
                fetcher,
                new Sesame(List.of(url(0), url(1)), true),
                new CacheFolder(folder),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Deadline in(int seconds) {
        return Deadline.after(Duration.ofSeconds(seconds));
    }
}
