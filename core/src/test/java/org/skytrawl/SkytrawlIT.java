package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.list.ServiceList;

/** One client, several runs. */
class SkytrawlIT extends LoopbackRuns {
    private static final int LIMIT = 2;

    @TempDir
    private Path cache;

    private Skytrawl client() {
        return Skytrawl.builder().cacheDirectory(cache).limits(LIMIT, 100).open();
    }

    private static Discovery asking(Discovery discovery, List<Service> services) {
        return discovery
                .cone(10.68, 41.27, 0.2)
                .services(ServiceList.of("a test", services))
                .options(QUICK);
    }

    /** Counts requests from their arrival until just before their last byte: until then no client can have done with them. */
    private static final class Counted {
        final AtomicInteger arrived = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final CountDownLatch tooMany = new CountDownLatch(1);
        private final AtomicInteger open = new AtomicInteger();

        void answer(HttpExchange exchange) throws IOException, InterruptedException {
            arrived.incrementAndGet();
            int now = open.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            if (now > LIMIT) {
                tooMany.countDown();
            }
            // long enough for all that may come to come
            var unused = tooMany.await(150, TimeUnit.MILLISECONDS);
            byte[] bytes = LoopbackVo.table(List.of("a"), "OK").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length - 1);
            exchange.getResponseBody().flush();
            open.decrementAndGet();
            exchange.getResponseBody().write(bytes, bytes.length - 1, 1);
        }
    }

    @Test
    void twoRunsOfOneClientTogetherKeepTheLimitOfAHost() throws Exception {
        Counted counted = new Counted();
        for (int i = 0; i < 6; i++) {
            vo.add("s" + i, counted::answer);
        }
        try (Skytrawl client = client()) {
            DiscoveryRun one = asking(client.images(), vo.services()).start();
            DiscoveryRun other = asking(client.images(), vo.services()).start();
            assertThat(one.await().isComplete()).isTrue();
            assertThat(other.await().isComplete()).isTrue();
        }
        assertThat(counted.arrived).hasValue(12);
        assertThat(counted.most).hasValue(LIMIT);
    }

    /** So the test above can fail. */
    @Test
    void twoClientsDoNotKnowOfEachOther() throws Exception {
        Counted counted = new Counted();
        for (int i = 0; i < 6; i++) {
            vo.add("s" + i, counted::answer);
        }
        try (Skytrawl client = client();
                Skytrawl second = client()) {
            DiscoveryRun one = asking(client.images(), vo.services()).start();
            DiscoveryRun other = asking(second.images(), vo.services()).start();
            one.await();
            other.await();
        }
        assertThat(counted.most.get()).isBetween(LIMIT + 1, 2 * LIMIT);
    }

    @Test
    void eachQuestionHasItsProductTypes() throws Exception {
        try (Skytrawl client = client()) {
            assertThat(types(client.images())).containsExactly("image");
            assertThat(types(client.spectra())).containsExactly("spectrum");
            assertThat(types(client.timeSeries())).containsExactly("timeseries");
            assertThat(types(client.datasets())).isEmpty();
            assertThat(types(client.datasets("Visibility", "event", "visibility")))
                    .containsExactly("visibility", "event");
        }
        assertThat(types(Discovery.images())).containsExactly("image");
        assertThat(types(Discovery.spectra())).containsExactly("spectrum");
        assertThat(types(Discovery.timeSeries())).containsExactly("timeseries");
        assertThat(types(Discovery.datasets())).isEmpty();
        assertThat(types(Discovery.datasets("cube", "sed"))).containsExactly("cube", "sed");
        assertThat(types(Discovery.spectra().productTypes("sed", "cube"))).containsExactly("sed", "cube");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Discovery.datasets("image' OR 1=1"))
                .withMessageContaining("'image' OR 1=1' is not a word");
        assertThatIllegalArgumentException().isThrownBy(() -> Discovery.images().productTypes(""));
    }

    private static Set<String> types(Discovery discovery) throws Exception {
        return Objects.requireNonNull(asking(discovery, List.of()).run().log().question())
                .productTypes();
    }

    @Test
    void aHostThatWasDownIsAskedAgainInALaterRun() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        Service service = service("http://127.0.0.1:" + port + "/sia?", "late");
        Service same = service("http://127.0.0.1:" + port + "/other?", "too");
        try (Skytrawl client = client()) {
            DiscoveryResult down =
                    asking(client.images(), List.of(service, same)).run();
            assertThat(outcomes(down).values())
                    .anyMatch(outcome -> outcome instanceof ServiceOutcome.Failed failed
                            && failed.code() == FailureCode.CONNECTION_REFUSED);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 10);
            server.createContext("/", exchange -> {
                try (exchange) {
                    LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("a"), "OK"));
                }
            });
            server.start();
            try {
                DiscoveryResult up =
                        asking(client.images(), List.of(service, same)).run();
                assertThat(outcomes(up).values()).hasOnlyElementsOfType(ServiceOutcome.Answered.class);
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void closingItCancelsItsRuns() throws Exception {
        vo.hanging("hanging");
        vo.answering("good", "a");
        Skytrawl client = client();
        CountDownLatch ended = new CountDownLatch(1);
        DiscoveryRun run = asking(client.images(), vo.services())
                .listener(event -> {
                    if (event instanceof ProvenanceEvent.ServiceEnded) {
                        ended.countDown();
                    }
                })
                .start();
        await(ended);
        client.close();
        assertThat(run.isDone()).isTrue();
        assertThat(dids(run.await())).containsExactly("ivo://data/a");
        assertThat(outcomes(run.await()).get("hanging")).isInstanceOf(ServiceOutcome.Cancelled.class);
        Discovery late = asking(client.images(), vo.services());
        assertThatIllegalStateException().isThrownBy(late::start).withMessageContaining("closed");
    }

    @Test
    void aRunCanBeWaitedForInSeveralWays() throws Exception {
        vo.hanging("hanging");
        try (Skytrawl client = client()) {
            DiscoveryRun run = asking(client.images(), vo.services()).start();
            try (run) {
                assertThat(run.await(Duration.ofMillis(20))).isNull();
                assertThat(run.future().cancel(true)).isTrue();
                assertThat(run.isDone()).isFalse();
            }
            DiscoveryResult result = run.future().get(10, TimeUnit.SECONDS);
            assertThat(run.await(Duration.ZERO)).isSameAs(result);
        }
    }

    @Test
    void takesMomentsAndDays() throws Exception {
        vo.answering("good");
        ProvenanceEvent.RunStarted day =
                started(Discovery.images().time(LocalDate.of(1995, 1, 1), LocalDate.of(1995, 1, 2)));
        assertThat(day.constraints().mjd().lo()).isEqualTo(49718);
        assertThat(day.constraints().mjd().hi()).isEqualTo(49720);
        ProvenanceEvent.RunStarted moment = started(Discovery.images().time(Instant.parse("1995-01-01T12:00:00Z")));
        assertThat(moment.constraints().mjd().lo()).isEqualTo(49718.5);
        assertThat(moment.constraints().mjd().hi()).isEqualTo(49718.5);
    }

    @Test
    void eachRunOfOneDiscoveryHasALogOfItsOwn() throws Exception {
        vo.add("a", exchange -> LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("a"), "OK")));
        Discovery discovery = asking(Discovery.images(), vo.services());
        DiscoveryResult first = discovery.run();
        DiscoveryResult second = discovery.run();
        assertThat(first.log()).isNotSameAs(second.log());
        assertThat(first.log().services()).hasSize(1);
        assertThat(second.log().services()).hasSize(1);

        discovery.log(ProvenanceLog.inMemory()).run();
        assertThatIllegalStateException().isThrownBy(discovery::run).withMessageContaining("set another with log(...)");
        assertThat(discovery.log(ProvenanceLog.inMemory()).run().log().services())
                .hasSize(1);
    }

    @Test
    void aRefusedQuestionDoesNotUseUpTheLog() throws Exception {
        vo.add("a", exchange -> LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("a"), "OK")));
        Discovery discovery = Discovery.images().log(ProvenanceLog.inMemory());
        assertThatIllegalArgumentException().isThrownBy(discovery::run);
        assertThat(asking(discovery, vo.services()).run().log().services()).hasSize(1);
    }

    private ProvenanceEvent.RunStarted started(Discovery discovery) throws InterruptedException {
        return discovery.services(ServiceList.of("a test", vo.services())).run().log().events().stream()
                .filter(ProvenanceEvent.RunStarted.class::isInstance)
                .map(ProvenanceEvent.RunStarted.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusesLimitsAndNamesThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> Skytrawl.builder().limits(0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Skytrawl.builder().userAgent("a\r\nb"));
    }
}
