package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts threads")
class SimServerTest {
    private static final Handler HELLO = request -> Response.text(200, "text/plain", "hello");
    private static final Behaviour HANGING = (request, healthy, wire) -> wire.hang();

    @Test
    void opensAHostForEachAddress() throws IOException {
        try (SimServer server = SimServer.start()) {
            assumeThat(Acceptor.canListen("127.1.0.1")).isTrue();
            assertThat(server.host().baseUrl()).matches("http://127\\.1\\.0\\.1:[0-9]+");
            assertThat(server.host().baseUrl()).matches("http://127\\.1\\.0\\.2:[0-9]+");
            assertThat(server.host().deadBaseUrl()).isEqualTo("http://127.1.0.3:1");
        }
    }

    @Test
    void nobodyListensAtTheDeadBaseUrl() throws IOException {
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            assertThatThrownBy(() -> new RawClient(host.deadBaseUrl())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void servesFiveHundredHostsAtOnceAndClosesThemAll() throws IOException {
        List<SimHost> hosts = new ArrayList<>();
        List<RawClient> clients = new ArrayList<>();
        Set<String> urls = new HashSet<>();
        try (SimServer server = SimServer.start()) {
            for (int i = 0; i < 500; i++) {
                SimHost host = server.host();
                host.mount("/", request -> Response.text(200, "text/plain", request.baseUrl()), Behaviour.HEALTHY);
                hosts.add(host);
                urls.add(host.baseUrl());
            }
            for (SimHost host : hosts) {
                clients.add(new RawClient(host.baseUrl()).get("/"));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(clients.get(i).answer()).endsWith(hosts.get(i).baseUrl());
            }
            assertThat(urls).hasSize(500);
            assertThat(hosts).allMatch(host -> host.openConnections() == 1);
        }
        for (int i = 0; i < 500; i++) {
            String url = hosts.get(i).baseUrl();
            assertThat(hosts.get(i).openConnections()).isZero();
            assertThat(clients.get(i).rest()).isEmpty();
            clients.get(i).close();
            assertThatThrownBy(() -> new RawClient(url)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void leavesNothingBehindWhenItCloses(@TempDir Path folder) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        SimServer server = SimServer.start();
        SimHost host = server.host();
        CountDownLatch never = new CountDownLatch(1);
        host.mount("/hangs", HELLO, HANGING);
        host.mount("/waits", HELLO, new Delayed(Duration.ofMinutes(5)));
        host.mount(
                "/computes",
                request -> {
                    never.await();
                    return Response.seeOther("/");
                },
                Behaviour.HEALTHY);
        // More than the client's and the server's buffers hold, and the client does not read.
        host.mount("/sends", request -> Response.text(200, "text/plain", "x".repeat(20_000_000)), Behaviour.HEALTHY);
        host.mount("/idles", HELLO, Behaviour.HEALTHY);
        for (String path : List.of("/hangs", "/waits", "/computes", "/sends", "/idles")) {
            clients.add(new RawClient(host.baseUrl()).get(path));
        }
        clients.add(new RawClient(host.baseUrl()).sendText("GET / HT"));
        Eventually.is(5L, host::requests);
        assertThat(threads(folder.resolve("before"))).hasSize(7);

        long begin = System.nanoTime();
        server.close();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(threads(folder.resolve("after"))).isEmpty();
        assertThat(host.openConnections()).isZero();
        assertThatThrownBy(() -> new RawClient(host.baseUrl())).isInstanceOf(ConnectException.class);
        assertThatThrownBy(server::host).isInstanceOf(IllegalStateException.class);
        for (RawClient client : clients) {
            client.close();
        }
    }

    /** The names of all threads of simulated servers, virtual ones too. */
    private static List<String> threads(Path dump) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(dump).stream()
                .filter(line -> line.contains("\"simvo-"))
                .toList();
    }

    @Test
    void countsConnectionsAndRequests() throws IOException {
        try (SimServer server = SimServer.start()) {
            SimHost host = mounted(server);
            for (int round = 0; round < 2; round++) {
                try (RawClient one = new RawClient(host.baseUrl());
                        RawClient two = new RawClient(host.baseUrl())) {
                    one.get("/").answer();
                    two.get("/").answer();
                    assertThat(host.openConnections()).isEqualTo(2);
                }
                Eventually.is(0, host::openConnections);
            }
            assertThat(host.mostConnections()).isEqualTo(2);
            assertThat(host.connections()).isEqualTo(4);
            assertThat(host.requests()).isEqualTo(4);
            assertThat(server.host().connections()).isZero();
        }
    }

    @Test
    void countsRequestsAtOnceButNotThoseThatWereGivenUp() throws IOException {
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            host.mount(
                    "/", request -> Response.text(200, "text/plain", "hello"), (request, healthy, wire) -> wire.hang());
            for (int i = 1; i <= 100; i++) {
                try (RawClient client = new RawClient(host.baseUrl())) {
                    client.get("/");
                    int asked = i;
                    Eventually.is(asked, () -> (int) host.requests());
                }
            }
            Eventually.is(1, host::mostRequests);
            try (RawClient one = new RawClient(host.baseUrl());
                    RawClient two = new RawClient(host.baseUrl())) {
                one.get("/");
                two.get("/");
                Eventually.is(2, host::mostRequests);
                Eventually.is(102, () -> (int) host.requests());
            }
        }
        try (SimServer server = SimServer.start()) {
            SimHost host = server.host();
            CountDownLatch both = new CountDownLatch(2);
            host.mount(
                    "/",
                    request -> {
                        both.countDown();
                        both.await();
                        return Response.text(200, "text/plain", "hello");
                    },
                    Behaviour.HEALTHY);
            try (RawClient one = new RawClient(host.baseUrl());
                    RawClient two = new RawClient(host.baseUrl())) {
                one.get("/");
                two.get("/").answer();
                one.answer();
            }
            assertThat(host.mostRequests()).isEqualTo(2);
        }
    }

    @Test
    void neverCountsAConnectionThatItEndsBesideTheNext() throws IOException {
        try (SimServer server = SimServer.start()) {
            SimHost host = mounted(server);
            for (int i = 0; i < 200; i++) {
                try (RawClient client = new RawClient(host.baseUrl())) {
                    client.send("GET / HTTP/1.1", "Host: sim", "Connection: close", "");
                    // One sees the end of the answer, another the end of the connection.
                    assertThat(i % 2 == 0 ? client.answer() : client.rest()).endsWith("hello");
                }
            }
            assertThat(host.mostConnections()).isEqualTo(1);
            assertThat(host.mostRequests()).isEqualTo(1);
        }
    }

    @Test
    void closesConnectionsThatIdle() throws IOException {
        SimServer.Patience patience = new SimServer.Patience(Duration.ofMillis(200), Duration.ofMinutes(1));
        try (SimServer server = SimServer.start(patience);
                RawClient client = new RawClient(mounted(server).baseUrl())) {
            assertThat(client.get("/").answer()).endsWith("hello");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void refusesRequestsThatAreNeverSentWhole() throws IOException {
        SimServer.Patience patience = new SimServer.Patience(Duration.ofMinutes(1), Duration.ofMillis(200));
        try (SimServer server = SimServer.start(patience);
                RawClient client = new RawClient(mounted(server).baseUrl())) {
            assertThat(client.sendText("GET / HTTP/1.1\r\nHo").rest()).startsWith("HTTP/1.1 408 ");
        }
    }

    private static SimHost mounted(SimServer server) throws IOException {
        SimHost host = server.host();
        host.mount("/", HELLO, Behaviour.HEALTHY);
        return host;
    }
}
