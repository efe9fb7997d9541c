package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

class HostileIT {
    private static final String QUESTION = "{\"cone\": \"150,2,1\"}";
    private static final String TOKEN = "0123456789abcdef";
    private static final Duration IDLE = Duration.ofSeconds(2);

    @TempDir
    static Path folder;

    private static SimulatedVo slow;
    private static TestServer server;
    private static TestServer bound;
    private static SimulatedVo many;
    private static TestServer impatient;

    @BeforeAll
    static void start() throws IOException {
        slow = SimulatedVo.start(SimOptions.of(10, 1)
                .withLayout(SimOptions.Layout.PLAIN)
                .withLatency(new Latency.Fixed(Duration.ofSeconds(300))));
        many = SimulatedVo.start(SimOptions.of(300, 1)
                .withLayout(SimOptions.Layout.PLAIN)
                .withLatency(new Latency.Fixed(Duration.ofSeconds(300))));
        server = TestServer.start(slow.registryUrl(), folder, null, RunLimits.DEFAULTS, Duration.ofSeconds(20));
        bound = TestServer.start(slow.registryUrl(), folder, TOKEN, RunLimits.DEFAULTS, Duration.ofSeconds(20));
        impatient = TestServer.start(many.registryUrl(), folder, null, RunLimits.DEFAULTS, IDLE);
    }

    @AfterAll
    static void end() {
        server.close();
        bound.close();
        impatient.close();
        slow.close();
        many.close();
    }

    private static String get(TestServer of, String path, String... headers) throws IOException {
        return of.raw("GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example:PORT, 403",
        "evil.example, 403",
        "127.0.0.1, 403",
        "127.0.0.1:1, 403",
        "127.0.0.1.evil.example:PORT, 403",
        "localhost.evil.example:PORT, 403",
        "127.0.0.1:PORT, 200",
        "127.9.8.7:PORT, 200",
        "localhost.:PORT, 403",
        "127.0.0.1:PORT., 400",
        "127.0.0.1:0PORT, 403",
        "user@127.0.0.1:PORT, 400",
        "[::ffff:127.0.0.1]:PORT, 403",
        "[::1%25lo]:PORT, 400",
        "0x7f000001:PORT, 403",
        "127.1:PORT, 403",
        "localhost:PORT, 200",
        "LOCALHOST:PORT, 200",
        "[::1]:PORT, 200"
    })
    void answersToItsOwnNamesOnly(String host, int status) throws Exception {
        String answer = get(server, "/api/ping", "Host: " + host.replace("PORT", "" + server.port()));
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer.contains("forbidden_host")).isEqualTo(status == 403);
    }

    /** The name that has been checked is the only one that counts. */
    @Test
    void twoNamesInOneRequestAreNotAnswered() throws Exception {
        String own = "Host: 127.0.0.1:" + server.port();
        for (String answer : List.of(
                get(server, "/capabilities", own, "Host: evil.example"),
                get(server, "/capabilities", "Host: evil.example", own),
                get(server, "http://evil.example/capabilities", own),
                get(server, "http://127.0.0.1:" + server.port() + "/capabilities", "Host: evil.example"),
                get(server, "/capabilities", own, " folded: line"),
                get(
                        server,
                        "/capabilities",
                        own + "\r\nX-Forwarded-Host: evil.example",
                        "Forwarded: host=evil.example"))) {
            assertThat(answer).doesNotContain("evil.example");
        }
    }

    @Test
    void aFormThatIsTooLongIsRefusedBeforeItIsRead() throws Exception {
        String answer = server.raw("POST /sia2 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000000\r\n\r\nPOS=");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("<VOTABLE").contains("UsageFault");
        String broken = server.raw("POST /sia2 HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n"
                + "Connection: close\r\n\r\nPOS=%q");
        assertThat(broken).startsWith("HTTP/1.1 400").contains("<VOTABLE").contains("wrong escape");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Origin: https://127.0.0.1:PORT, 403",
        "Origin: http://127.0.0.1:1, 403",
        "Origin: http://localhost:PORT, 403",
        "Origin: http://127.0.0.2:PORT, 403",
        "Origin: http://127.0.0.1:PORT/, 403",
        "Origin: http://127.0.0.1:PORT http://evil.example, 403",
        "Origin: http://127.0.0.1:PORT, 200",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: same-origin, 200",
        "Sec-Fetch-Site: none, 200"
    })
    void pagesOfOtherSitesAreRefused(String header, int status) throws Exception {
        String port = "" + server.port();
        String answer = get(server, "/api/ping", "Host: 127.0.0.1:" + port, header.replace("PORT", port));
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer).doesNotContain("Access-Control-");
    }

    @Test
    void aLinkToThePageMayBeFollowedFromElsewhere() throws Exception {
        String host = "Host: 127.0.0.1:" + server.port();
        assertThat(get(server, "/?target=M31", host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 200");
        assertThat(get(server, "/api/runs", host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/js/..%2f..%2fetc/passwd",
                "/js/%252e%252e/style.css",
                "//etc/passwd",
                "/js\\..\\style.css",
                "/style.css%00.js",
                "/style.css;a=b.js",
                "/api/runs/../../x",
                "/api/runs/%2e%2e",
                "/META-INF/MANIFEST.MF",
                "/vendor/",
                "/js",
                "/api/runs/..%2f..%2flock"
            })
    void pathTricksFindNothing(String path) throws Exception {
        String answer = get(server, path, "Host: 127.0.0.1:" + server.port());
        assertThat(answer).matches("(?s)HTTP/1.1 40[034] .*");
        assertThat(answer).contains("{\"error\":").doesNotContain("Exception").doesNotContain("root:");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/ping, 405",
        "PUT, /api/runs, 405",
        "TRACE, /, 405",
        "FOO, /api/ping, 405",
        "OPTIONS, /api/runs, 405",
        "POST, /nothing, 405",
        "GET, /api/nothing, 404",
        "GET, /api/runs/nothing, 404"
    })
    void errorsAreJson(String method, String path, int status) throws Exception {
        String answer = server.raw(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("{\"error\":{");
    }

    @Test
    void whatIsNoHttpGetsJsonToo() throws Exception {
        assertThat(server.raw("GET / HTTP/1.1\r\n\r\n")).contains("{\"error\":{");
        assertThat(server.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nX: " + "a".repeat(100_000)
                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("{\"error\":{");
    }

    @Test
    void onlyDataMayBePosted() throws Exception {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            HttpResponse<byte[]> answer = TestServer.send(server.request("api/runs")
                    .header("Content-Type", type)
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(QUESTION))
                    .build());
            assertThat(answer.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void longBodiesAreRefusedBeforeTheyAreRead() throws Exception {
        String answer = server.raw("POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large");
        String chunked = server.raw("POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("10000\r\n" + "a".repeat(0x10000) + "\r\n").repeat(17));
        assertThat(chunked).startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatDoesNotEndIsGivenUp() throws Exception {
        long start = System.nanoTime();
        String answer = impatient.raw("POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:" + impatient.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{");
        assertThat(answer).doesNotContain("HTTP/1.1 20").doesNotContain("HTTP/1.1 500");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IDLE.multipliedBy(10));
    }

    @Test
    void withATokenNothingIsAnsweredWithoutIt() throws Exception {
        String host = "Host: 127.0.0.1:" + bound.port();
        for (String path : List.of("/", "/api/ping", "/style.css", "/api/runs", "/nothing", "/?token=wrong")) {
            assertThat(get(bound, path, host)).startsWith("HTTP/1.1 401").contains("token_needed");
        }
        assertThat(get(bound, "/api/ping?token=" + TOKEN, host)).startsWith("HTTP/1.1 401");
        assertThat(get(bound, "/api/ping", host, "Authorization: Bearer " + TOKEN))
                .startsWith("HTTP/1.1 200");
        assertThat(get(bound, "/api/ping", host, "Authorization: Bearer " + TOKEN + "x"))
                .startsWith("HTTP/1.1 401");
        String visit = get(bound, "/?token=" + TOKEN + "&target=M+31&radius=0.2", host);
        assertThat(visit).startsWith("HTTP/1.1 303").contains("Location: /?target=M+31&radius=0.2\r\n");
        String cookie = visit.lines()
                .filter(line -> line.startsWith("Set-Cookie: "))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        String pair = cookie.substring("Set-Cookie: ".length(), cookie.indexOf(';'));
        assertThat(get(bound, "/api/ping", host, "Cookie: " + pair)).startsWith("HTTP/1.1 200");
        String earlier = "Cookie: skytrawl-" + bound.port() + "=tokenOfAnEarlierServer";
        assertThat(get(bound, "/?token=" + TOKEN, host, earlier)).startsWith("HTTP/1.1 303");
        assertThat(get(bound, "/?token=wrong", host, "Cookie: " + pair)).startsWith("HTTP/1.1 401");
    }

    @Test
    void aThousandRunsAtOnceAreTwentyAndRefusals() throws Exception {
        List<Future<HttpResponse<byte[]>>> answers = new ArrayList<>();
        try (ExecutorService all = Executors.newFixedThreadPool(50)) {
            Callable<HttpResponse<byte[]>> ask = () -> server.post("api/runs", QUESTION);
            for (int i = 0; i < 1000; i++) {
                answers.add(all.submit(ask));
            }
        }
        Set<String> ids = new TreeSet<>();
        for (Future<HttpResponse<byte[]>> each : answers) {
            HttpResponse<byte[]> answer = each.get();
            assertThat(answer.statusCode()).isIn(201, 429);
            if (answer.statusCode() == 201) {
                ids.add(TestServer.json(answer).get("id").asString());
            }
        }
        assertThat(ids).hasSize(20);
        JsonNode counts = server.json("api/server").get("runs");
        assertThat(counts.get("running").asInt()).isEqualTo(4);
        assertThat(counts.get("queued").asInt()).isEqualTo(16);
        for (String id : ids) {
            TestServer.send(server.request("api/runs/" + id).DELETE().build());
        }
        assertThat(server.json("api/runs").get("runs").size()).isZero();
    }

    @Test
    void aThousandQuestionsOfToolsAtOnceAreFortyAndRefusals() throws Exception {
        RunLimits.AtOnce most = RunLimits.DEFAULTS.facade().atOnce();
        int accepted = most.running() + most.queued();
        AtomicInteger refused = new AtomicInteger();
        Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        try (ExecutorService all = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 1000; i++) {
                String path = "/sia2?POS=CIRCLE+150+2+" + (1 + i * 0.001);
                all.submit(() -> {
                    Socket socket = new Socket("127.0.0.1", server.port());
                    sockets.add(socket);
                    socket.getOutputStream()
                            .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                            + "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    if (answer.startsWith("HTTP/1.1 503") && answer.contains("Retry-After: 5\r\n")) {
                        refused.incrementAndGet();
                    }
                    return null;
                });
            }
            await(() -> refused.get() == 1000 - accepted);
            JsonNode counts = server.json("api/server").get("runs");
            assertThat(counts.get("facade").get("running").asInt()).isEqualTo(most.running());
            assertThat(counts.get("facade").get("queued").asInt()).isEqualTo(most.queued());
            String own = server.run(QUESTION);
            assertThat(server.await(own, "running").get("state").asString()).isEqualTo("running");
            TestServer.send(server.request("api/runs/" + own).DELETE().build());
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        // nobody waits for them any more
        await(() -> server.server.runs().counts().facade().atOnce().equals(new RunLimits.AtOnce(0, 0)));
        for (ServedRun each : server.server.runs().all()) {
            server.server.runs().delete(each);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            Thread.sleep(20);
        }
    }

    @Test
    void sixHundredStreamsAreServedAtOnce() throws Exception {
        String id = server.run(QUESTION);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                Socket socket = new Socket();
                if (i >= 300) {
                    // these are not read
                    socket.setReceiveBufferSize(1024);
                }
                socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
                OutputStream out = socket.getOutputStream();
                out.write(("GET /api/runs/" + id + "/events HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
                sockets.add(socket);
            }
            for (Socket socket : sockets) {
                byte[] head = socket.getInputStream().readNBytes(12);
                assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            }
            long start = System.nanoTime();
            assertThat(server.get("api/ping").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            server.post("api/runs/" + id + "/cancel", "{}");
            // those that read get all
            for (int i = 0; i < 300; i++) {
                InputStream in = sockets.get(i).getInputStream();
                StringBuilder all = new StringBuilder();
                byte[] piece = new byte[1 << 16];
                while (all.indexOf("event: over") < 0) {
                    int read = in.read(piece);
                    assertThat(read).isPositive();
                    all.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
                }
                sockets.get(i).close();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            TestServer.send(server.request("api/runs/" + id).DELETE().build());
        }
    }

    @Test
    void aStreamThatNobodyReadsIsClosed() throws Exception {
        String id = impatient.run(QUESTION);
        impatient.await(id, "running");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(1024);
                socket.connect(new java.net.InetSocketAddress("127.0.0.1", impatient.port()));
                socket.getOutputStream()
                        .write(("GET /api/runs/" + id + "/events HTTP/1.1\r\nHost: 127.0.0.1:" + impatient.port()
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            awaitStreams(streams -> streams == 50);
            impatient.post("api/runs/" + id + "/cancel", "{}");
            awaitStreams(streams -> streams == 0);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            TestServer.send(impatient.request("api/runs/" + id).DELETE().build());
        }
    }

    private static void awaitStreams(java.util.function.IntPredicate wanted) throws InterruptedException {
        long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
        while (!wanted.test(impatient.server.streams())) {
            assertThat(System.nanoTime() - end)
                    .as("open streams: " + impatient.server.streams())
                    .isNegative();
            Thread.sleep(20);
        }
    }
}
