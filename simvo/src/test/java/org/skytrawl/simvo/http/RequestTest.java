package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestTest {
    private final AtomicReference<Request> received = new AtomicReference<>();
    private SimServer server;
    private SimHost host;

    @BeforeEach
    void open() throws IOException {
        server = SimServer.start();
        host = server.host();
        host.mount(
                "/",
                request -> {
                    received.set(request);
                    return Response.text(200, "text/plain", "ok");
                },
                Behaviour.HEALTHY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Request received(String... lines) throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            assertThat(client.send(lines).answer()).startsWith("HTTP/1.1 200 OK");
        }
        return received.get();
    }

    @Test
    void decodesPathAndQuery() throws IOException {
        Request request = received(
                "get /a%20b+c/%C3%A9?POS=CIRCLE+10%2E5+-1&band=1e-7%2B&Band=2&flag&empty=&&q=a=b HTTP/1.1",
                "Host: sim", "X-Two: 1", "x-two:  2 ", "");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.baseUrl()).isEqualTo(host.baseUrl());
        assertThat(request.path()).isEqualTo("/a b+c/é");
        assertThat(request.parameter("pos")).isEqualTo("CIRCLE 10.5 -1");
        assertThat(request.all("BAND")).containsExactly("1e-7+", "2");
        assertThat(request.parameter("flag")).isEmpty();
        assertThat(request.parameter("EMPTY")).isEmpty();
        assertThat(request.parameter("q")).isEqualTo("a=b");
        assertThat(request.parameter("other")).isNull();
        assertThat(request.headers()).containsEntry("x-two", "1, 2");
    }

    @Test
    void toleratesTheAbsoluteForm() throws IOException {
        assertThat(received("GET http://127.1.0.1:80/sia?x=1 HTTP/1.1", "Host: sim", "")
                        .path())
                .isEqualTo("/sia");
        assertThat(received("GET HTTP://sim?x=2#part HTTP/1.1", "Host: sim", "").parameter("X"))
                .isEqualTo("2");
    }

    @Test
    void readsFormsAfterTheQuery() throws IOException {
        Request request = received(
                "POST /sync?LANG=ADQL&x=1 HTTP/1.1",
                "Host: sim",
                "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
                "Content-Length: 31",
                "",
                "QUERY=SELECT+*+FROM+%22a%22&X=2");
        assertThat(request.parameter("query")).isEqualTo("SELECT * FROM \"a\"");
        assertThat(request.parameter("lang")).isEqualTo("ADQL");
        assertThat(request.all("x")).isEqualTo(List.of("1", "2"));
    }

    @Test
    void readsChunkedBodies() throws IOException {
        Request request = received(
                "POST /sync HTTP/1.1",
                "Host: sim",
                "Content-Type: application/x-www-form-urlencoded",
                "Transfer-Encoding: Chunked",
                "",
                "6;name=value",
                "QUERY=",
                "A",
                "SELECT+TOP",
                "0",
                "X-Trailer: 1",
                "");
        assertThat(request.parameter("QUERY")).isEqualTo("SELECT TOP");
    }

    @Test
    void tellsWhoAsksToGoOnSending() throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            client.send(
                    "POST /sync HTTP/1.1",
                    "Host: sim",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 3",
                    "Expect: 100-continue",
                    "");
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.sendText("a=b").answer()).startsWith("HTTP/1.1 200 OK");
            assertThat(received.get().parameter("A")).isEqualTo("b");
        }
    }

    @Test
    void takesFilesAndParametersOfMultipartForms() throws Exception {
        String votable = "<VOTABLE/>\r\n--almost\r\n\u00e9";
        String form = "preamble\r\n--b0 \r\nContent-Disposition: form-data; name=\"Query\"\r\n\r\nSELECT 1\r\n"
                + "--b0\r\ncontent-disposition: form-data; name=UPLOAD\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                + "up,param:table\r\n"
                + "--b0\r\nContent-Disposition: form-data; filename=\"a\\\"b.vot\"; name=\"Table\"\r\n"
                + "Content-Type: application/x-votable+xml\r\n\r\n" + votable + "\r\n"
                + "--b0\r\nContent-Disposition: form-data; name=\"bare\"\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n"
                + "--b0--\r\nepilogue";
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(host.baseUrl() + "/sync"))
                    .header("Content-Type", "multipart/form-data; boundary=\"b0\"")
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString(form))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        Request request = received.get();
        assertThat(request.parameter("QUERY")).isEqualTo("SELECT 1");
        assertThat(request.parameter("UPLOAD")).isEqualTo("up,param:table");
        assertThat(request.parts()).containsOnlyKeys("table", "bare");
        assertThat(new String(request.parts().get("table"), "UTF-8")).isEqualTo(votable);
    }
}
