package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Each error of the facade is a VOTable that says ERROR, with the status that fits (DALI 1.1 section 4.2). */
class FacadeErrorsIT {
    private static final String TOKEN = "0123456789abcdef";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final Duration IDLE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static SimulatedVo slow;
    private static TestServer server;
    private static TestServer bound;
    private static TestServer impatient;

    @BeforeAll
    static void start() throws IOException {
        slow = SimulatedVo.start(SimOptions.of(10, 1)
                .withLayout(SimOptions.Layout.PLAIN)
                .withLatency(new Latency.Fixed(Duration.ofSeconds(300))));
        server = TestServer.start(slow.registryUrl(), folder, null, RunLimits.DEFAULTS, IDLE);
        bound = TestServer.start(slow.registryUrl(), folder, TOKEN, RunLimits.DEFAULTS, IDLE);
        impatient = TestServer.start(slow.registryUrl(), folder, null, RunLimits.DEFAULTS, Duration.ofSeconds(1));
    }

    @AfterAll
    static void end() {
        server.close();
        bound.close();
        impatient.close();
        slow.close();
    }

    private static String raw(TestServer of, String firstLine, String host, String body, String... headers)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of(firstLine + " HTTP/1.1", "Host: " + host, "Connection: close"));
        lines.addAll(List.of(headers));
        return of.raw(String.join("\r\n", lines) + "\r\n\r\n" + body);
    }

    private static String get(String path, String... headers) throws IOException {
        return raw(server, "GET " + path, "127.0.0.1:" + server.port(), "", headers);
    }

    private static String post(String path, String body, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + body.length());
        return raw(server, "POST " + path, "127.0.0.1:" + server.port(), body, all.toArray(String[]::new));
    }

    private static void assertError(String answer, int status, String message) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.lines().map(line -> line.toLowerCase(Locale.ROOT)))
                .contains("content-type: application/x-votable+xml;serialization=tabledata");
        int body = answer.indexOf("<?xml");
        assertThat(body).isPositive();
        Document xml = DalAnswer.parse(
                answer.substring(body, answer.lastIndexOf('>') + 1).replaceAll("\r\n[0-9a-fA-F]+\r\n", ""));
        Element resource = (Element) xml.getElementsByTagName("RESOURCE").item(0);
        assertThat(resource.getAttribute("type")).isEqualTo("results");
        Element info = (Element) resource.getElementsByTagName("INFO").item(0);
        assertThat(info.getAttribute("name")).isEqualTo("QUERY_STATUS");
        assertThat(info.getAttribute("value")).isEqualTo("ERROR");
        assertThat(info.getTextContent()).contains(message).containsPattern("^(Usage|Transient|Fatal)Fault: ");
        assertThat(xml.getElementsByTagName("TABLE").getLength()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sia2", "/ssa"})
    void ofTheParameters(String path) throws Exception {
        assertError(get(path + "?POS=x"), 400, "UsageFault: POS: ");
        assertError(get(path + "?POS=%zz"), 400, "UsageFault: ");
        assertError(get(path + "?MAXREC=x"), 400, "UsageFault: MAXREC: ");
        assertError(get(path), 400, "UsageFault: the request needs a place");
        // the path of an address that is too long is not known
        assertThat(get(path + "?POS=" + "1".repeat(20_000))).startsWith("HTTP/1.1 414 ");
        assertError(get(path + "?MAXREC=0", "X: " + "a".repeat(100_000)), 431, "UsageFault: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sia2", "/ssa"})
    void ofAForm(String path) throws Exception {
        assertError(post(path, "POS=x", FORM), 400, "UsageFault: POS: ");
        assertError(post(path, "POS=%zz", FORM), 400, "UsageFault: '%zz' has a wrong escape");
        assertError(post(path, "POS=1%2", FORM), 400, "UsageFault: ");
        assertError(post(path, "{}", "Content-Type: application/json"), 415, "UsageFault: send the parameters as ");
        assertError(post(path, "POS=1,2"), 415, "UsageFault: the Content-Type of a form is ");
        assertError(post(path, "", "Content-Type: multipart/form-data; boundary=x"), 415, "takes no uploads");
        assertError(post(path, "X=" + "a".repeat(2 << 20), FORM), 413, "UsageFault: the body is longer than");
        String chunked = raw(
                server,
                "POST " + path,
                "127.0.0.1:" + server.port(),
                ("10000\r\n" + "a".repeat(0x10000) + "\r\n").repeat(17),
                FORM,
                "Transfer-Encoding: chunked");
        assertError(chunked, 413, "UsageFault: the body is longer than");
        assertThat(raw(
                        impatient,
                        "POST " + path,
                        "127.0.0.1:" + impatient.port(),
                        "POS=",
                        FORM,
                        "Content-Length: 5000"))
                .doesNotContain("HTTP/1.1 20")
                .doesNotContain("HTTP/1.1 500");
    }

    @Test
    void ofManyValues() throws Exception {
        assertError(post("/sia2", "POS=CIRCLE+1+2+3&".repeat(1001), FORM), 400, "UsageFault: POS: at most 1000 values");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sia2/x, 404",
        "GET, /ssa/x, 404",
        "GET, /sia2/capabilities/x, 404",
        "POST, /sia2/capabilities, 405",
        "PUT, /sia2, 405",
        "DELETE, /ssa, 405",
        "OPTIONS, /sia2, 405",
        "POST, /tables, 405"
    })
    void ofAnAddressOrMethod(String method, String path, int status) throws Exception {
        String answer = raw(server, method + " " + path, "127.0.0.1:" + server.port(), "", FORM, "Content-Length: 0");
        assertError(answer, status, "UsageFault: ");
        assertThat(answer.contains("\r\nAllow: GET, HEAD")).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sia2?POS=CIRCLE+1+2+3", "/ssa?POS=1,2"})
    void headAsksNobody(String path) throws Exception {
        String answer = raw(server, "HEAD " + path, "127.0.0.1:" + server.port(), "");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("\r\nContent-Type: application/x-votable+xml;serialization=tabledata\r\n");
        assertThat(server.server.runs().all()).isEmpty();
    }

    @Test
    void ofTheGuard() throws Exception {
        assertError(raw(server, "GET /sia2?MAXREC=0", "evil.example", ""), 403, "UsageFault: ");
        assertError(get("/sia2?MAXREC=0", "Origin: http://evil.example"), 403, "UsageFault: ");
        assertError(raw(bound, "GET /sia2?MAXREC=0", "127.0.0.1:" + bound.port(), ""), 401, "give the token");
        assertThat(raw(bound, "GET /sia2?MAXREC=0", "127.0.0.1:" + bound.port(), "", "Authorization: Bearer " + TOKEN))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void ofTooManyRuns() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
        try (TestServer full = TestServer.start(slow.registryUrl(), folder)) {
            long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
            CompletableFuture<HttpResponse<byte[]>> last;
            do {
                int before = waiting.size();
                last = TestServer.sendAsync(
                        full.request("sia2?POS=CIRCLE+" + before + "+2+1").build());
                waiting.add(last);
                while (!last.isDone() && full.server.runs().all().size() == before) {
                    assertThat(System.nanoTime() - end).isNegative();
                    Thread.onSpinWait();
                }
            } while (!last.isDone());
            String answer = raw(full, "GET /sia2?POS=CIRCLE+359+2+1", "127.0.0.1:" + full.port(), "");
            assertError(answer, 503, "TransientFault: ");
            assertThat(answer).containsPattern("\r\nRetry-After: [0-9]+\r\n");
            waiting.forEach(each -> each.cancel(true));
        }
    }
}
