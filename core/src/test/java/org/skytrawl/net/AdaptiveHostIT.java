package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.text;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests show about a host, as its limit sees it. */
@Timeout(90)
class AdaptiveHostIT {
    private final HttpFetcher fetcher = Fetching.fetcher();
    private final HostLimiter limiter = new HostLimiter(null, 100);
    private final Cancellation cancellation = new Cancellation();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        cancellation.cancel();
        fetcher.close();
        threads.close();
    }

    private HostLimiter.Permit acquire(String url) throws Exception {
        return limiter.acquire(HostKey.of(url), Deadline.never(), cancellation);
    }

    private FetchContext context(HostLimiter.Permit permit) {
        return new FetchContext(Deadline.after(Duration.ofSeconds(10)), cancellation).under(permit);
    }

    private int limitAfter(String url) throws Exception {
        try (HostLimiter.Permit permit = acquire(url)) {
            try {
                text(fetcher, get(url), context(permit));
            } catch (FetchException | BodyFailedException e) {
                // what it shows about the host is asserted
            }
        }
        return limiter.limit(HostKey.of(url));
    }

    @ParameterizedTest
    @CsvSource({"200,4", "400,4", "500,4", "429,2", "503,2"})
    void overloadHalvesTheLimit(int status, int limit) throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 " + status + " x\r\nContent-Length: 2\r\n\r\nab")) {
            assertThat(limitAfter(server.url())).isEqualTo(limit);
        }
    }

    @Test
    void refusedConnectionsHalveTheLimit() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        assertThat(limitAfter("http://127.0.0.1:" + port + "/")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"''", "'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nab'"})
    void resetsBeforeAndWithinAnAnswerHalveTheLimit(String sent) throws Exception {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, sent);
            Thread.sleep(50);
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(limitAfter(server.url())).isEqualTo(2);
        }
    }

    /** The time counts from the request, not from the last redirect. */
    @Test
    void aRedirectIsNoAnswer() throws Exception {
        try (RawServer slow = new RawServer(socket -> {
                    RawServer.readHead(socket);
                    Thread.sleep(1100);
                    RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
                });
                RawServer moved = RawServer.answering(
                        "HTTP/1.1 303 See Other\r\nLocation: " + slow.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> limitAfter(moved.url())));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(4);
            }
        }
    }

    /** A waiter gets its permit although nothing ends. */
    @Test
    void aSilentRequestMakesRoomAfterASecond() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            if (RawServer.readHead(socket).contains("hang")) {
                Thread.sleep(5_000);
            }
            RawServer.send(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nab");
        })) {
            List<HostLimiter.Permit> hanging = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                HostLimiter.Permit permit = acquire(server.url());
                hanging.add(permit);
                threads.submit(() -> text(fetcher, get(server.url() + "hang"), context(permit)));
            }
            HostKey host = HostKey.of(server.url());
            for (int i = 0; i < 4; i++) {
                limitAfter(server.url());
            }
            assertThat(limiter.limit(host)).isEqualTo(5);
            HostLimiter.Permit idle = acquire(server.url());
            acquire(server.url());
            assertThat(limiter.running(host)).isEqualTo(5);
            assertThat(hanging).noneMatch(HostLimiter.Permit::isSilent);
            long began = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                acquire(server.url());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(hanging).allMatch(HostLimiter.Permit::isSilent);
            assertThat(idle.isSilent()).as("it has not asked").isFalse();
        }
    }
}
