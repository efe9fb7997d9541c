package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.stop;
import static org.skytrawl.net.Fetching.text;
import static org.skytrawl.net.Fetching.waitUntil;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.provenance.Phase;

/** Deadline and signal at every phase, and over every way to be slow. */
@Timeout(90)
class FetchStopIT {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration BOUND = Duration.ofMillis(2200);

    private final CountDownLatch testEnds = new CountDownLatch(1);
    private final HttpFetcher fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), host -> {
        if (host.equals("hanging.test")) {
            try {
                testEnds.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        }
        return host.startsWith("two.")
                ? List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"))
                : List.of(InetAddress.getByName("127.0.0.1"));
    });
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        testEnds.countDown();
        fetcher.close();
        threads.close();
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheDeadlineAndKnowsThePhase(Slowness slowness) throws Exception {
        try (Slowness.Slow slow = slowness.start()) {
            FetchContext context = Fetching.within(SHORT);
            Deadline bound = Deadline.after(BOUND);
            StoppedException stop = stop(() -> readAll(slow.url(), context));
            assertThat(bound.isOver()).as("ended in time").isFalse();
            assertThat(context.deadline().isOver()).as("not too early").isTrue();
            assertThat(stop.stopCause()).isEqualTo(StopCause.TIMEOUT);
            assertThat(stop.phase()).isEqualTo(slowness.phase);
            assertThat(context.cancellation().listenerCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAtOnceWhenCancelledAndKnowsThePhase(Slowness slowness) throws Exception {
        try (Slowness.Slow slow = slowness.start()) {
            FetchContext context = Fetching.ample();
            Future<StoppedException> fetch = threads.submit(() -> stop(() -> readAll(slow.url(), context)));
            waitUntil(() -> context.phase() == slowness.phase && slow.isReached());
            Deadline bound = Deadline.after(Duration.ofSeconds(1));
            context.cancellation().cancel();
            StoppedException stop = fetch.get();
            assertThat(bound.isOver()).as("ended at once").isFalse();
            assertThat(stop.stopCause()).isEqualTo(StopCause.CANCELLED);
            assertThat(stop.phase()).isEqualTo(slowness.phase);
            assertThat(context.cancellation().listenerCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Slowness.class,
            names = {"HANGS_IN_RESOLVE", "HANGS_IN_CONNECT", "HANGS_BEFORE_HEADERS", "HANGS_IN_BODY"})
    void endsWhenTheFetcherIsClosed(Slowness slowness) throws Exception {
        try (Slowness.Slow slow = slowness.start()) {
            FetchContext context = Fetching.ample();
            Future<StoppedException> fetch = threads.submit(() -> stop(() -> readAll(slow.url(), context)));
            waitUntil(() -> context.phase() == slowness.phase);
            fetcher.close();
            assertThat(fetch.get().stopCause()).isEqualTo(StopCause.CANCELLED);
        }
    }

    @Test
    void missesNoCancelWhateverItsMoment() throws Exception {
        // A cancel that falls between two steps of OkHttp must not be lost: one that is would take 10 s here.
        try (RawServer server = RawServer.silent()) {
            for (int i = 0; i < 300; i++) {
                FetchContext context = Fetching.ample();
                boolean tls = i % 2 == 0;
                String url = (tls ? "https" : "http") + "://127.0.0.1:" + server.port() + "/";
                Future<StoppedException> fetch = threads.submit(() -> stop(() -> readAll(url, context)));
                long end = System.nanoTime() + i * 5_000L;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                Deadline bound = Deadline.after(BOUND);
                context.cancellation().cancel();
                assertThat(fetch.get().stopCause()).isEqualTo(StopCause.CANCELLED);
                assertThat(bound.isOver()).isFalse();
            }
        }
    }

    @Test
    void hearsACancelThatFallsJustBeforeTheConnect() throws Exception {
        // OkHttp asks for the proxy's password after its last look at the cancel and before the connect can be ended.
        FetchContext context = Fetching.ample();
        try (FullBacklog proxy = new FullBacklog("127.0.0.1", 0);
                ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor()) {
            OkHttpClient client = HttpClients.create((route, response) -> {
                context.cancellation().cancel();
                return null;
            });
            Proxy http = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", proxy.port()));
            Request request = new Request.Builder()
                    .url("https://vo.test/")
                    .tag(Exchange.Plan.class, new Exchange.Plan(http, Dns.SYSTEM, 5_000, 5_000))
                    .build();
            Deadline bound = Deadline.after(BOUND);
            Exchange exchange = new Exchange(client, timers, request, context, new HashSet<>(), new OpenFiles());
            assertThatIOException().isThrownBy(exchange::execute);
            exchange.close();
            assertThat(bound.isOver()).isFalse();
            assertThat(stop(() -> {
                                context.check();
                                return "not stopped";
                            })
                            .stopCause())
                    .isEqualTo(StopCause.CANCELLED);
        }
    }

    @Test
    void doesNotBeginWhenItIsOver() throws Exception {
        try (RawServer server = RawServer.silent()) {
            FetchContext context = Fetching.within(Duration.ZERO);
            StoppedException stop = stop(() -> fetcher.fetch(get(server.url()), context));
            assertThat(stop.phase()).isEqualTo(Phase.QUEUED);
            assertThat(context.attempts()).isZero();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void keepsWhatWasReadBeforeTheStop() throws Exception {
        try (Slowness.Slow slow = Slowness.HANGS_IN_BODY.start();
                FetchAnswer answer = fetcher.fetch(get(slow.url()), Fetching.within(SHORT))) {
            assertThat(answer.body().readNBytes(5)).asString().isEqualTo("start");
            assertThat(stop(() -> answer.body().read()).phase()).isEqualTo(Phase.READING);
            assertThat(stop(() -> answer.body().read()).phase()).as("again").isEqualTo(Phase.READING);
        }
    }

    @Test
    void isStoppedByAnInterruptAsByACancellation() throws Exception {
        FetchContext context = Fetching.ample();
        CountDownLatch stillInterrupted = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().start(() -> {
            if (stop(() -> readAll("http://hanging.test/", context)).stopCause() == StopCause.CANCELLED
                    && Thread.currentThread().isInterrupted()) {
                stillInterrupted.countDown();
            }
        });
        waitUntil(() -> context.phase() == Phase.RESOLVING);
        thread.interrupt();
        assertThat(thread.join(BOUND)).isTrue();
        assertThat(stillInterrupted.getCount()).isZero();
    }

    @Test
    void triesTheNextAddressWhenOneIsDead() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\nalive")) {
            String answer = text(fetcher, get("http://two.test:" + server.port() + "/"), Fetching.ample());
            assertThat(answer).isEqualTo("alive");
        }
    }

    @Test
    void leavesTimeForTheNextAddressWhenOneHangs() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\nalive");
                FullBacklog hanging = new FullBacklog("127.0.0.2", server.port())) {
            FetchContext context = Fetching.within(Duration.ofSeconds(6));
            String url = "http://two.test:" + hanging.port() + "/";
            assertThat(text(fetcher, get(url), context)).isEqualTo("alive");
        }
    }

    @Test
    void isATimeoutWhenAllAddressesHang() throws Exception {
        try (FullBacklog one = new FullBacklog("127.0.0.1", 0);
                FullBacklog two = new FullBacklog("127.0.0.2", one.port())) {
            FetchContext context = Fetching.within(SHORT);
            StoppedException stop = stop(() -> readAll("http://two.test:" + two.port() + "/", context));
            assertThat(stop).hasMessage("timed out while connecting");
        }
    }

    private String readAll(String url, FetchContext context) throws Exception {
        try (FetchAnswer answer = fetcher.fetch(get(url), context)) {
            byte[] buffer = new byte[8192];
            int count = 0;
            while (count >= 0) {
                count = answer.body().read(buffer);
            }
            return "an end of the data";
        }
    }
}
