package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.CacheFolder;

/** The thesaurus from the network and from disk. */
@Timeout(60)
class UatCacheIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final MockWebServer server = new MockWebServer();
    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.of(Map.of()), HostLookup.system());

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    private UatCache.Reading read(Duration time, Cancellation cancellation) throws IOException, StoppedException {
        return new UatCache(
                        fetcher,
                        new CacheFolder(folder.resolve("cache")),
                        "http://127.0.0.1:" + server.getPort() + "/rdf/uat",
                        true,
                        Clock.systemUTC())
                .read(Deadline.after(time), cancellation);
    }

    private UatCache.Reading read() throws IOException, StoppedException {
        return read(Duration.ofSeconds(20), new Cancellation());
    }

    private void answers(String body) {
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    private static String small() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(UatCacheIT.class.getResourceAsStream("/search/uat-small.desise.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void makeOld() throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("cache/uat.desise.json"),
                FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    }

    @Test
    void isFetchedOnceInItsJsonForm() throws Exception {
        answers(small());
        assertThat(read().vocabulary().size()).isEqualTo(7);
        UatCache.Reading again = read();
        assertThat(again.vocabulary().expand("sky-surveys", 1, 0)).containsExactly("sky-surveys", "surveys");
        assertThat(again.note()).isNull();
        RecordedRequest request = Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS));
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/x-desise+json");
        assertThat(server.getRequestCount()).isEqualTo(1);
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("uat.desise.json");
        }
    }

    @Test
    void isFetchedAgainWhenOldAndTheOldOneServesIfThatFails() throws Exception {
        answers(small());
        read();
        makeOld();
        server.enqueue(new MockResponse.Builder().code(500).build());
        UatCache.Reading old = read();
        assertThat(old.vocabulary().size()).isEqualTo(7);
        assertThat(old.note()).contains("HTTP 500").contains("older");
        answers("{\"terms\": {\"new-concept\": {}}}");
        assertThat(read().vocabulary().size()).isEqualTo(1);
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void withAnOldOneAtHandThereIsTimeLeftForWhatItIsWantedFor() throws Exception {
        answers(small());
        read();
        makeOld();
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());
        long begun = System.nanoTime();
        UatCache.Reading old = read(Duration.ofSeconds(6), new Cancellation());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(old.vocabulary().size()).isEqualTo(7);
        assertThat(old.note()).contains("timed out").contains("older");
    }

    @Test
    void saysWhyItCannotBeHad() {
        server.enqueue(new MockResponse.Builder().code(404).build());
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/rdf/uat")
                .hasMessageContaining("HTTP 404");
        answers("<html>");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("not JSON");
        assertThat(folder.resolve("cache/uat.desise.json")).doesNotExist();
    }

    @Test
    void aDamagedFileIsFetchedAnew() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(folder.resolve("cache/uat.desise.json"), "{\"terms\": {\"a\"");
        answers(small());
        assertThat(read().vocabulary().size()).isEqualTo(7);
    }

    @Test
    void doesNotWaitForEver() {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.MINUTES).build());
        assertThatThrownBy(() -> read(Duration.ofMillis(300), new Cancellation()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("timed out");
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        assertThatThrownBy(() -> read(Duration.ofSeconds(20), cancelled)).isInstanceOf(StoppedException.class);
    }
}
