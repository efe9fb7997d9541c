package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.list.ServiceList;

/** One host with many services, whose limit adapts; counted at the server. */
class BigHostIT extends LoopbackRuns {
    private static final DiscoveryOptions ADAPTIVE =
            QUICK.withLimits(new DiscoveryOptions.Limits(null, 1000, QUICK.maxBytesPerAnswer()));

    private final Counted counted = new Counted();

    @TempDir
    private Path cache;

    /** Counts requests from their arrival until just before their last byte: until then no client can have done with them. */
    private static final class Counted {
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger arrived = new AtomicInteger();

        int begin() {
            arrived.incrementAndGet();
            int now = open.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            return now;
        }

        void end(HttpExchange exchange, int status) throws IOException {
            byte[] bytes = LoopbackVo.table(
                            List.of(exchange.getRequestURI().getPath().substring(1)), "OK")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-votable+xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length - 1);
            exchange.getResponseBody().flush();
            open.decrementAndGet();
            exchange.getResponseBody().write(bytes, bytes.length - 1, 1);
        }

        void answer(HttpExchange exchange, long afterMs) throws IOException, InterruptedException {
            begin();
            Thread.sleep(afterMs);
            end(exchange, 200);
        }
    }

    private void services(String name, int count, long afterMs) {
        for (int i = 0; i < count; i++) {
            vo.add(name + i, exchange -> counted.answer(exchange, afterMs));
        }
    }

    private static long answered(DiscoveryResult found) {
        return outcomes(found).values().stream()
                .filter(ServiceOutcome.Answered.class::isInstance)
                .count();
    }

    @Test
    void hangingServicesDoNotHoldUpTheHealthyOnes() throws Exception {
        for (int i = 100; i < 120; i++) {
            services("s" + i + "a", 4, 200);
            vo.hanging("s" + i + "b");
        }
        Duration timeout = Duration.ofSeconds(10);
        ConcurrentLinkedQueue<Long> answered = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        DiscoveryResult found = start(ADAPTIVE.withServiceTimeout(timeout), event -> {
                    if (event instanceof ProvenanceEvent.ServiceEnded ended
                            && ended.outcome() instanceof ServiceOutcome.Answered) {
                        answered.add(System.nanoTime() - began);
                    }
                })
                .await();
        assertThat(answered)
                .hasSize(80)
                .allSatisfy(nanos -> assertThat(Duration.ofNanos(nanos)).isLessThan(timeout));
        assertThat(outcomes(found).values())
                .filteredOn(ServiceOutcome.TimedOut.class::isInstance)
                .hasSize(20);
        assertThat(counted.most.get()).isBetween(5, 16);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(timeout.multipliedBy(7).dividedBy(4));
    }

    @Test
    void withAFixedLimitSilentOnesCount() throws Exception {
        services("first", 4, 0);
        for (int i = 0; i < 12; i++) {
            vo.hanging("hangs" + i);
        }
        services("last", 4, 0);
        DiscoveryResult found = run(QUICK.withLimits(3, 1000).withServiceTimeout(Duration.ofSeconds(3)));
        assertThat(answered(found)).isEqualTo(4);
        assertThat(outcomes(found).values())
                .filteredOn(ServiceOutcome.TimedOut.class::isInstance)
                .hasSizeBetween(3, 5);
    }

    @Test
    void aHostThatIsSlowAsAWholeGetsNoMoreThanFour() throws Exception {
        services("slow", 12, 1300);
        DiscoveryResult found = run(ADAPTIVE);
        assertThat(answered(found)).isEqualTo(12);
        assertThat(counted.most).hasValue(4);
    }

    @Test
    void promptServicesGetSixteenAtMost() throws Exception {
        services("s", 250, 60);
        DiscoveryResult found = run(ADAPTIVE);
        assertThat(answered(found)).isEqualTo(250);
        assertThat(counted.most.get()).isBetween(10, 16);
    }

    /**
     * Eight are at the host when it refuses one of them. The others stay until that one is sent again, and then for so long that
     * their answers are not prompt.
     */
    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void overloadHalvesTheLimitAtOnce(int status) throws Exception {
        AtomicReference<String> refused = new AtomicReference<>();
        CountDownLatch retried = new CountDownLatch(1);
        AtomicInteger later = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 60; i++) {
            String name = "s" + i;
            vo.add(name, exchange -> {
                int now = counted.begin();
                if (now == 8 && refused.compareAndSet(null, name)) {
                    counted.end(exchange, status);
                    return;
                }
                boolean again = name.equals(refused.get());
                boolean earlier = !again && retried.getCount() > 0;
                if (again) {
                    retried.countDown();
                } else if (!earlier && later.incrementAndGet() <= 4) {
                    most.accumulateAndGet(now, Math::max);
                }
                Thread.sleep(100);
                if (earlier && refused.get() != null) {
                    await(retried);
                    Thread.sleep(1100);
                }
                counted.end(exchange, 200);
            });
        }
        DiscoveryResult found = run(ADAPTIVE);
        assertThat(answered(found)).isEqualTo(60);
        assertThat(later.get()).isGreaterThan(8);
        assertThat(most.get()).as("four, and one that is silent").isBetween(2, 5);
    }

    @Test
    void twoRunsOfOneClientLearnAndKeepOneLimit() throws Exception {
        services("s", 60, 80);
        try (Skytrawl client = Skytrawl.builder().cacheDirectory(cache).open()) {
            List<DiscoveryRun> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(client.images()
                        .cone(10.68, 41.27, 0.2)
                        .services(ServiceList.of("a test", vo.services()))
                        .options(ADAPTIVE)
                        .start());
            }
            for (DiscoveryRun run : runs) {
                assertThat(answered(run.await())).isEqualTo(60);
            }
        }
        assertThat(counted.most.get()).isBetween(8, 16);
    }

    /** Three fall silent, and begin to answer while the others use the whole limit: they take the next places that are free. */
    @Test
    void silentOnesThatAnswerAfterAllCountAgain() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        AtomicInteger awake = new AtomicInteger();
        AtomicInteger arrivedAtWake = new AtomicInteger(Integer.MAX_VALUE);
        AtomicInteger mostAfter = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            vo.add("a" + i, exchange -> {
                Thread.sleep(1200);
                await(full);
                counted.begin();
                if (awake.incrementAndGet() == 3) {
                    arrivedAtWake.set(counted.arrived.get());
                }
                exchange.sendResponseHeaders(200, 0);
                for (int byteSent = 0; byteSent < 6; byteSent++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    Thread.sleep(250);
                }
                counted.open.decrementAndGet();
                exchange.getResponseBody()
                        .write(LoopbackVo.table(List.of("slow"), "OK").getBytes(StandardCharsets.UTF_8));
            });
        }
        for (int i = 1000; i < 1400; i++) {
            vo.add("s" + i, exchange -> {
                int now = counted.begin();
                if (counted.arrived.get() > 130) {
                    full.countDown();
                }
                if (counted.arrived.get() > arrivedAtWake.get() + 60 && counted.arrived.get() < 390) {
                    mostAfter.accumulateAndGet(now, Math::max);
                }
                Thread.sleep(80);
                counted.end(exchange, 200);
            });
        }
        DiscoveryResult found = run(ADAPTIVE);
        assertThat(answered(found)).isEqualTo(403);
        assertThat(awake).hasValue(3);
        assertThat(mostAfter.get()).isBetween(8, 16);
    }

    /** Asks services of a host that refuses connections until two of them have ended. */
    private static DiscoveryResult runAtFirstRefused(int count, HttpServer server, DiscoveryOptions options)
            throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            services.add(service("http://127.0.0.1:" + port + "/" + i + "?", "s" + i));
        }
        AtomicInteger refused = new AtomicInteger();
        DiscoveryRun run = DiscoveryRun.start(
                M31,
                options,
                org.skytrawl.provenance.RunContext.NONE,
                source(services),
                org.skytrawl.provenance.ProvenanceLog.inMemory(),
                event -> {
                    if (event instanceof ProvenanceEvent.ServiceEnded && refused.incrementAndGet() == 2) {
                        try {
                            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 10);
                            server.start();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
        try {
            return run.await();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHostThatRefusesForAMomentIsAskedAgain() throws Exception {
        HttpServer server = HttpServer.create();
        server.createContext("/", exchange -> {
            try (exchange) {
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("a"), "OK"));
            }
        });
        DiscoveryResult found = runAtFirstRefused(12, server, QUICK.withLimits(1, 1000));
        assertThat(outcomes(found).values())
                .filteredOn(ServiceOutcome.Failed.class::isInstance)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(code(outcome)).isEqualTo(FailureCode.CONNECTION_REFUSED));
        assertThat(answered(found)).isEqualTo(10);
    }

    /** Its services begin to answer at once, but none ends before four are there together. */
    @Test
    void aHostThatAnswersAfterRefusalsIsUpBeforeItsFirstServiceEnds() throws Exception {
        CountDownLatch together = new CountDownLatch(4);
        HttpServer server = HttpServer.create();
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                together.countDown();
                await(together);
                exchange.getResponseBody()
                        .write(LoopbackVo.table(List.of("a"), "OK").getBytes(StandardCharsets.UTF_8));
            }
        });
        DiscoveryResult found =
                runAtFirstRefused(10, server, QUICK.withLimits(4, 1000).withServiceTimeout(Duration.ofSeconds(4)));
        assertThat(outcomes(found).values()).noneMatch(ServiceOutcome.Skipped.class::isInstance);
        assertThat(answered(found)).isBetween(5L, 8L);
    }

    @Test
    void cancelAndDeadlineEndTheWaitForAHostThatRefuses() throws Exception {
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            services.add(service("http://127.0.0.1:1/" + i + "?", "s" + i));
        }
        DiscoveryResult found = DiscoveryRun.start(
                        M31,
                        QUICK.withLimits(1, 1000).withRunDeadline(Duration.ofMillis(700)),
                        org.skytrawl.provenance.RunContext.NONE,
                        source(services),
                        org.skytrawl.provenance.ProvenanceLog.inMemory(),
                        null)
                .await();
        assertThat(outcomes(found).values())
                .filteredOn(ServiceOutcome.TimedOut.class::isInstance)
                .hasSize(3);
        assertThat(Objects.requireNonNull(found.log().summary()).seconds()).isLessThan(1.5);
        CountDownLatch two = new CountDownLatch(2);
        DiscoveryRun run = DiscoveryRun.start(
                M31,
                QUICK.withLimits(1, 1000),
                org.skytrawl.provenance.RunContext.NONE,
                source(services),
                org.skytrawl.provenance.ProvenanceLog.inMemory(),
                event -> {
                    if (event instanceof ProvenanceEvent.ServiceEnded) {
                        two.countDown();
                    }
                });
        await(two);
        long began = System.nanoTime();
        run.cancel();
        found = run.await();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(outcomes(found).values())
                .filteredOn(ServiceOutcome.Cancelled.class::isInstance)
                .hasSize(3);
    }
}
