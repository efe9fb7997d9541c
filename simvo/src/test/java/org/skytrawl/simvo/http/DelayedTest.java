package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelayedTest {
    private SimServer server;
    private SimHost host;

    @BeforeEach
    void open() throws IOException {
        server = SimServer.start();
        host = server.host();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void computesTheWholeAnswerBeforeItWaits() throws Exception {
        CountDownLatch computed = new CountDownLatch(1);
        host.mount(
                "/",
                request -> new Response(200, "text/plain", Map.of(), out -> computed.countDown()),
                new Delayed(Duration.ofMinutes(5)));
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.get("/");
            assertThat(computed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void answersAfterTheLatency() throws IOException {
        host.mount("/", request -> Response.text(200, "text/plain", "slow"), new Delayed(Duration.ofMillis(150)));
        try (RawClient client = new RawClient(host.baseUrl())) {
            long begin = System.nanoTime();
            assertThat(client.get("/").answer()).endsWith("slow");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(145));
        }
    }

    @Test
    void delaysErrorsAndOtherBehavioursToo() throws IOException {
        Handler throwing = request -> {
            throw new IllegalArgumentException("POS is missing");
        };
        host.mount("/throws", throwing, new Delayed(Duration.ofMillis(150)));
        host.mount("/down", throwing, new Delayed(Duration.ofMillis(150), (request, healthy, wire) -> {
            wire.send(Response.text(503, "text/plain", "down"));
        }));
        for (String path : new String[] {"/throws", "/down"}) {
            try (RawClient client = new RawClient(host.baseUrl())) {
                long begin = System.nanoTime();
                assertThat(client.get(path).answer()).endsWith(path.equals("/throws") ? "POS is missing\n" : "down");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(145));
            }
        }
    }

    @Test
    void seesThatTheClientHasGone() throws IOException {
        host.mount("/", request -> Response.text(200, "text/plain", ""), new Delayed(Duration.ofMinutes(5)));
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.get("/");
            Eventually.is(1L, host::requests);
            assertThat(host.openConnections()).isEqualTo(1);
        }
        Eventually.is(0, host::openConnections);
    }

    @Test
    void keepsWhatIsSentMeanwhile() throws IOException {
        host.mount(
                "/", request -> Response.text(200, "text/plain", request.path()), new Delayed(Duration.ofMillis(100)));
        String large = "GET /large HTTP/1.1\r\nHost: sim\r\nX: " + "y".repeat(20_000) + "\r\n\r\n";
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.get("/one").sendText(large).get("/three");
            assertThat(client.answer()).endsWith("/one");
            assertThat(client.answer()).endsWith("/large");
            assertThat(client.answer()).endsWith("/three");
        }
    }
}
