package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServingTest {
    private SimServer server;
    private SimHost host;

    @BeforeEach
    void open() throws IOException {
        server = SimServer.start();
        host = server.host();
        host.mount("/hello", request -> Response.text(200, "text/plain", "hello"), Behaviour.HEALTHY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWithLengthAndKeepsTheConnection() throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/hello").answer())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/plain\r\n", "Content-Length: 5\r\n")
                    .doesNotContain("Connection: close")
                    .endsWith("\r\n\r\nhello");
            assertThat(client.get("/hello").answer()).endsWith("hello");
        }
        assertThat(host.connections()).isEqualTo(1);
        assertThat(host.requests("/hello")).isEqualTo(2);
    }

    @Test
    void answersRequestsThatCameTogetherInTheirOrder() throws IOException {
        host.mount("/two", request -> Response.text(200, "text/plain", "two"), Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.send("GET /hello HTTP/1.1", "Host: sim", "", "GET /two HTTP/1.1", "Host: sim", "");
            assertThat(client.answer()).endsWith("hello");
            assertThat(client.answer()).endsWith("two");
        }
    }

    @Test
    void closesWhenAskedTo() throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.send("GET /hello HTTP/1.1", "Host: sim", "Connection: foo, Close", "");
            assertThat(client.rest()).contains("Connection: close\r\n").endsWith("hello");
        }
    }

    @Test
    void sendsLongAnswersInChunksToHttp11AndPlainToHttp10() throws IOException {
        String text = "0123456789abcde\n".repeat(20_000);
        host.mount("/long", request -> Response.text(200, "text/plain", text), Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.send("GET /long HTTP/1.1", "Host: sim", "Connection: close", "");
            String head = client.head();
            assertThat(head).contains("Transfer-Encoding: chunked").doesNotContain("Content-Length");
            StringBuilder body = new StringBuilder();
            for (int size = size(client); size > 0; size = size(client)) {
                body.append(client.read(size));
                assertThat(client.read(2)).isEqualTo("\r\n");
            }
            assertThat(client.rest()).isEqualTo("\r\n");
            assertThat(body).hasToString(text);
        }
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.send("GET /long HTTP/1.0", "");
            assertThat(client.head()).doesNotContain("Transfer-Encoding").contains("Connection: close");
            assertThat(client.rest()).isEqualTo(text);
        }
    }

    private static int size(RawClient client) throws IOException {
        return Integer.parseInt(client.readTo("\r\n").strip(), 16);
    }

    @Test
    void streamsRowByRowInLargeChunks() throws Exception {
        host.mount(
                "/rows",
                request -> new Response(200, "text/plain", Map.of(), out -> {
                    for (int i = 0; i < 100_000; i++) {
                        out.write("row\n".getBytes());
                        out.flush();
                    }
                }),
                Behaviour.HEALTHY);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(host.baseUrl() + "/rows")).build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).hasSize(400_000);
        }
    }

    @Test
    void sendsNoContentToHead() throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.send("HEAD /hello HTTP/1.1", "Host: sim", "");
            assertThat(client.head()).contains("Content-Length: 5");
            assertThat(client.get("/hello").answer())
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("hello");
        }
    }

    @Test
    void redirectsWithoutContent() throws IOException {
        host.mount("/old", request -> Response.seeOther(request.baseUrl() + "/hello"), Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/old").answer())
                    .startsWith("HTTP/1.1 303 See Other")
                    .contains("Location: " + host.baseUrl() + "/hello\r\n", "Content-Length: 0");
        }
    }

    @Test
    void answers500WithTheMessageOfWhatIsThrown() throws IOException {
        host.mount(
                "/throws",
                request -> {
                    throw new IllegalStateException("no such column: s_rax");
                },
                Behaviour.HEALTHY);
        host.mount(
                "/overflows",
                request -> {
                    throw new StackOverflowError();
                },
                Behaviour.HEALTHY);
        host.mount(
                "/late",
                request -> new Response(200, "text/plain", Map.of(), out -> {
                    out.write('x');
                    throw new IOException("disk gone");
                }),
                Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/throws").answer())
                    .startsWith("HTTP/1.1 500 ")
                    .contains("text/plain")
                    .endsWith("\r\n\r\nno such column: s_rax\n");
            assertThat(client.get("/overflows").answer()).endsWith("\r\n\r\nStackOverflowError\n");
            assertThat(client.get("/late").answer()).endsWith("\r\n\r\ndisk gone\n");
            assertThat(client.get("/hello").answer()).endsWith("hello");
        }
    }

    @Test
    void breaksOffWhenALongAnswerFails() throws IOException {
        host.mount(
                "/fails",
                request -> new Response(200, "text/plain", Map.of(), out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk gone");
                }),
                Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            String answer = client.get("/fails").rest();
            assertThat(answer).startsWith("HTTP/1.1 200 OK").hasSizeGreaterThan(100_000);
            assertThat(answer).doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void refusesToBreakHeaders() throws IOException {
        host.mount("/split", request -> Response.seeOther("http://x/\r\nX-Evil: yes"), Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/split").head()).startsWith("HTTP/1.1 500 ").doesNotContain("X-Evil");
        }
    }

    @Test
    void servesTheLongestPathThatEndsAtASlash() throws IOException {
        host.mount("/tap", request -> Response.text(200, "text/plain", "tap"), Behaviour.HEALTHY);
        host.mount("/tap/sync/", request -> Response.text(200, "text/plain", "sync"), Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/tap").answer()).endsWith("\r\ntap");
            assertThat(client.get("/tap/").answer()).endsWith("\r\ntap");
            assertThat(client.get("/tap/tables?x=/tap/sync").answer()).endsWith("\r\ntap");
            assertThat(client.get("/tap/sync").answer()).endsWith("\r\nsync");
            assertThat(client.get("/tap/sync/more").answer()).endsWith("\r\nsync");
            assertThat(client.get("/tap/synchrony").answer()).endsWith("\r\ntap");
            assertThat(client.get("/tapestry").answer())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("text/plain")
                    .contains("/tapestry");
        }
        assertThat(host.requests("/tap")).isEqualTo(4);
        assertThat(host.requests("/tap/sync")).isEqualTo(2);
        assertThat(host.requests()).isEqualTo(7);
    }

    @Test
    void servesEverythingWhereTheRootIsMounted() throws IOException {
        host.mount("/", request -> Response.text(200, "text/plain", "root of " + request.path()), Behaviour.HEALTHY);
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.get("/any/where").answer()).endsWith("root of /any/where");
            assertThat(client.get("/").answer()).endsWith("root of /");
            assertThat(client.get("/hello").answer()).endsWith("hello");
        }
    }

    @Test
    void refusesWrongMounts() {
        Handler handler = request -> Response.text(200, "text/plain", "");
        assertThatThrownBy(() -> host.mount("hello", handler, Behaviour.HEALTHY))
                .hasMessageContaining("'hello'");
        assertThatThrownBy(() -> host.mount("/hello/", handler, Behaviour.HEALTHY))
                .hasMessageContaining("'/hello/' is mounted already");
        assertThatThrownBy(() -> host.requests("/other")).hasMessageContaining("'/other'");
    }
}
