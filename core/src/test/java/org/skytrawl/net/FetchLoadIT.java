package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.stop;
import static org.skytrawl.net.Fetching.text;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.provenance.Phase;

/** Many fetches at once. */
@Timeout(90)
@Isolated("threads are counted")
class FetchLoadIT {
    private final HttpFetcher fetcher = Fetching.fetcher();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void end() {
        fetcher.close();
        threads.close();
    }

    @Test
    void asksASlowHostFourAtATimeAndOthersMeanwhile() throws Exception {
        AtomicInteger serving = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch allAllowed = new CountDownLatch(4);
        CountDownLatch oneMore = new CountDownLatch(5);
        CountDownLatch quickIsThrough = new CountDownLatch(1);
        RawServer.Behaviour slowly = socket -> {
            while (!RawServer.readHead(socket).isEmpty()) {
                most.accumulateAndGet(serving.incrementAndGet(), Math::max);
                boolean first = allAllowed.getCount() > 0;
                allAllowed.countDown();
                oneMore.countDown();
                if (first) {
                    allAllowed.await(10, TimeUnit.SECONDS);
                    quickIsThrough.await(10, TimeUnit.SECONDS);
                    oneMore.await(500, TimeUnit.MILLISECONDS);
                }
                // before the answer leaves: its reader may ask again before this thread comes to anything else
                serving.decrementAndGet();
                RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow");
            }
        };
        try (RawServer slow = new RawServer(slowly);
                RawServer quick = RawServer.answering("HTTP/1.1 200 OK\r\n\r\nquick")) {
            HostLimiter limiter = new HostLimiter(4, 512);
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> limited(limiter, slow.url())));
            }
            assertThat(threads.submit(() -> limited(limiter, quick.url())).get())
                    .isEqualTo("quick");
            assertThat(all.stream().filter(Future::isDone).count())
                    .as("others are served meanwhile")
                    .isZero();
            quickIsThrough.countDown();
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo("slow");
            }
            assertThat(most).hasValue(4);
            assertThat(limiter.maxRunning(HostKey.of(slow.url()))).isEqualTo(4);
            assertThat(slow.connections()).as("connections are used again").isLessThan(100);
        }
    }

    /** A body that bursts never waits for the network, and a virtual thread that never waits keeps its processor. */
    @Test
    void aBodyThatNeverWaitsTakesTurns() throws Exception {
        byte[] bomb = Fetching.gzip(new byte[1 << 28]);
        try (RawServer flooding = new RawServer(socket -> {
                    RawServer.readHead(socket);
                    RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
                    socket.getOutputStream().write(bomb);
                });
                RawServer quick = RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nquick")) {
            assertThat(text(fetcher, get(quick.url()), Fetching.ample())).isEqualTo("quick");
            assertThat(fetcher.turns().taken()).isZero();
            try (FetchAnswer answer = fetcher.fetch(get(flooding.url()), Fetching.ample())) {
                assertThat(answer.body().transferTo(OutputStream.nullOutputStream()))
                        .isEqualTo(1L << 28);
            }
            assertThat(fetcher.turns().taken()).isPositive();
        }
    }

    @Test
    void endsFiveHundredHangingFetchesAtTheirDeadline() throws Exception {
        try (RawServer server = RawServer.silent()) {
            Duration time = Duration.ofSeconds(5);
            List<Future<StoppedException>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                all.add(threads.submit(() -> stop(() -> text(fetcher, get(server.url()), Fetching.within(time)))));
            }
            for (Future<StoppedException> one : all) {
                assertThat(one.get()).hasMessage("timed out while waiting");
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(taken).isBetween(time, time.multipliedBy(3));
        }
    }

    @Test
    void endsFiveHundredHangingFetchesWhenCancelled() throws Exception {
        try (RawServer server = RawServer.silent()) {
            List<FetchContext> contexts = new ArrayList<>();
            List<Future<StoppedException>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                FetchContext context = new FetchContext(Deadline.never(), cancellation);
                contexts.add(context);
                all.add(threads.submit(() -> stop(() -> text(fetcher, get(server.url()), context))));
            }
            Fetching.waitUntil(() -> contexts.stream().allMatch(c -> c.phase() == Phase.WAITING));
            Deadline bound = Deadline.after(Duration.ofSeconds(1));
            cancellation.cancel();
            for (Future<StoppedException> one : all) {
                assertThat(one.get()).hasMessage("cancelled while waiting");
            }
            assertThat(bound.isOver()).isFalse();
            assertThat(cancellation.listenerCount()).isZero();
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        int fetchers = 20;
        Semaphore ended = new Semaphore(0);
        RawServer.Behaviour keepingAlive = socket -> {
            while (!RawServer.readHead(socket).isEmpty()) {
                RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            }
            ended.release();
        };
        try (RawServer server = new RawServer(keepingAlive)) {
            Set<Thread> before = threadsOf("skytrawl-");
            Set<Thread> ofOkHttp = threadsOf("OkHttp", "Okio");
            for (int i = 0; i < fetchers; i++) {
                HttpFetcher own = Fetching.fetcher();
                assertThat(text(own, get("http://vo.test:" + server.port() + "/"), Fetching.ample()))
                        .isEqualTo("x");
                Set<Thread> begun = threadsOf("skytrawl-");
                begun.removeAll(before);
                // one looks names up, one keeps deadlines
                assertThat(begun).hasSizeGreaterThanOrEqualTo(2);
                own.close();
                for (Thread one : begun) {
                    // threads and connections that nobody ended would end five seconds later
                    assertThat(one.join(Duration.ofSeconds(3)))
                            .as(one.getName())
                            .isTrue();
                }
                assertThat(ended.tryAcquire(3, TimeUnit.SECONDS))
                        .as("its connection ends with it")
                        .isTrue();
            }
            // OkHttp's own housekeeping is one for the whole JVM, and ends a minute after its last use.
            Set<Thread> housekeeping = threadsOf("OkHttp", "Okio");
            housekeeping.removeAll(ofOkHttp);
            assertThat(housekeeping).allMatch(Thread::isDaemon).hasSizeLessThanOrEqualTo(4);
        }
    }

    private String limited(HostLimiter limiter, String url) throws Exception {
        HostLimiter.Permit permit = limiter.acquire(HostKey.of(url), Deadline.never(), cancellation);
        try {
            return text(fetcher, get(url), Fetching.ample());
        } finally {
            permit.close();
        }
    }

    private static Set<Thread> threadsOf(String... prefixes) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> List.of(prefixes).stream().anyMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }
}
