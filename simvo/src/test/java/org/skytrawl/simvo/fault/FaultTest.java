package org.skytrawl.simvo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.simvo.fault.SmallAnswer.firstRows;
import static org.skytrawl.simvo.fault.SmallAnswer.rows;
import static org.skytrawl.simvo.fault.SmallAnswer.table;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.http.Delayed;
import org.skytrawl.simvo.http.Eventually;
import org.skytrawl.simvo.http.RawClient;
import org.skytrawl.simvo.http.Response;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

class FaultTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private SimServer server;
    private SimHost host;

    @BeforeEach
    void open() throws IOException {
        server = SimServer.start();
        host = server.host();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** A service of this many rows, mounted at the root. */
    private RawClient asked(Fault fault, int rows) throws IOException {
        return asked(fault, rows, false);
    }

    private RawClient asked(Fault fault, int rows, boolean overflowing) throws IOException {
        host.mount("/", table(rows, overflowing), fault);
        return new RawClient(host.baseUrl()).get("/");
    }

    @Test
    void refusingServicesResetWhoAsksThemElsewhere() throws IOException {
        try (RawClient client = asked(Fault.named("refuse"), 4)) {
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
        Eventually.is(0, host::openConnections);
    }

    @Test
    void hangsBeforeHeadersUntilTheClientGoes() throws IOException {
        try (RawClient client = asked(Fault.named("hang-before-headers"), 4)) {
            assertThat(client.silentFor(SHORT)).isTrue();
            assertThat(host.openConnections()).isEqualTo(1);
        }
        Eventually.is(0, host::openConnections);
    }

    @Test
    void hangsAfterHeadersAndTheBeginningOfTheDocument() throws IOException {
        try (RawClient client = asked(Fault.named("hang-after-headers"), 4)) {
            assertThat(client.head())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/x-votable+xml", "X-Service: sim", "chunked");
            assertThat(client.readTo("<TABLEDATA>\r\n")).contains("<VOTABLE", "obs_id", "<TABLEDATA>");
            assertThat(client.silentFor(SHORT)).isTrue();
        }
        Eventually.is(0, host::openConnections);
    }

    @Test
    void dripsAByteAtATime() throws IOException {
        try (RawClient client = asked(Fault.named("drip"), 4)) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: ");
            long begin = System.nanoTime();
            assertThat(client.read(4)).isEqualTo("<?xm");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(590));
        }
        Eventually.is(0, host::openConnections);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 301})
    void cutsWithinTheRowAfterHalfOfThem(int count) throws IOException {
        try (RawClient client = asked(Fault.named("cut"), count)) {
            String head = client.head();
            String body = client.rest();
            assertThat(rows(body)).isEqualTo(firstRows(count / 2));
            assertThat(body).contains("<TABLEDATA>").doesNotContain("</TABLEDATA>");
            assertThat(body.substring(body.lastIndexOf("<TR>")))
                    .contains("<TD>")
                    .doesNotContain("</TR>");
            if (count % 2 == 0) {
                int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1"));
                assertThat(body.length()).isLessThan(length);
            } else {
                assertThat(head).contains("Transfer-Encoding: chunked");
                assertThat(body).doesNotEndWith("0\r\n\r\n").endsWith("\r\n");
            }
        }
    }

    @Test
    void cutsBeforeTheTableWhereThereAreNoRows() throws IOException {
        try (RawClient client = asked(Fault.named("cut"), 0)) {
            assertThat(client.head()).contains("Content-Length: ");
            assertThat(client.rest()).contains("<VOTABLE").doesNotContain("<TABLEDATA>");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void clientsSeeTheCut(int count) {
        host.mount("/", table(count, false), Fault.named("cut"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(host.baseUrl() + "/")).build();
            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersErrorStatus() throws IOException {
        try (RawClient client = asked(Fault.named("http-500"), 4)) {
            assertThat(client.answer()).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
        }
        host.mount("/503", table(4, false), Fault.named("http-503"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/503")) {
            assertThat(client.answer()).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
        }
    }

    @Test
    void answersWithAWebPage() throws IOException {
        try (RawClient client = asked(Fault.named("html"), 4)) {
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/html", "<title>Archive moved</title>");
        }
    }

    @Test
    void answersWithAVoTableThatSaysError() throws IOException {
        try (RawClient client = asked(Fault.named("votable-error"), 4)) {
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/x-votable+xml")
                    .containsPattern("<INFO name=\"QUERY_STATUS\" value=\"ERROR\">[^<]+</INFO>");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 300})
    void overflowsAfterHalfOfTheRows(int count) throws IOException {
        try (RawClient client = asked(Fault.named("overflow"), count)) {
            String answer = client.answer();
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("X-Service: sim");
            assertThat(rows(answer)).isEqualTo(firstRows(count / 2));
            assertThat(answer)
                    .containsOnlyOnce("<TABLEDATA>")
                    .endsWith("</TABLEDATA></DATA></TABLE>\n"
                            + "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n</RESOURCE></VOTABLE>\n");
        }
    }

    @Test
    void overflowsOnceWhereTheServiceDoesSoItself() throws IOException {
        try (RawClient client = asked(Fault.named("overflow"), 5, true)) {
            assertThat(client.answer()).containsOnlyOnce("OVERFLOW");
        }
    }

    @Test
    void leavesAnswersWithoutATableAloneWhenItOverflows() throws IOException {
        host.mount("/", request -> Response.text(400, "text/plain", "no POS"), Fault.named("overflow"));
        try (RawClient client = new RawClient(host.baseUrl()).get("/")) {
            assertThat(client.answer()).startsWith("HTTP/1.1 400 ").endsWith("no POS");
        }
    }

    @Test
    void comesAfterTheServicesLatency() throws IOException {
        host.mount("/", table(5, false), new Delayed(SHORT, Fault.named("cut")));
        try (RawClient client = new RawClient(host.baseUrl())) {
            long begin = System.nanoTime();
            assertThat(rows(client.get("/").rest())).hasSize(2);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
        }
    }

    @Test
    void everyFaultEndsWhenTheServerDoes() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (Fault fault : Fault.all()) {
            host.mount("/" + fault.name(), table(5, false), fault);
            clients.add(new RawClient(host.baseUrl()).get("/" + fault.name()));
            Eventually.is(1L, () -> host.requests("/" + fault.name()));
        }
        server.close();
        assertThat(host.openConnections()).isZero();
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void hasNamesDescriptionsAndEffects() {
        assertThat(names(fault -> true))
                .startsWith("refuse", "hang-before-headers", "hang-after-headers", "drip", "cut")
                .contains("reset-once", "external-entity", "gzip-bomb", "endless-rows", "row-limit", "no-geometry")
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9_-]+"));
        assertThat(Fault.all())
                .allMatch(fault -> Fault.named(fault.name()).equals(fault))
                .allMatch(fault -> !fault.description().isBlank())
                .hasSize(83);
        assertThat(names(Fault::isOdd)).hasSize(26).allMatch(name -> name.startsWith("odd-"));
        assertThat(names(Fault::isAskedOtherwise))
                .containsExactly(
                        "row-limit",
                        "no-intersects",
                        "no-s-region",
                        "no-frame",
                        "no-circle",
                        "no-geometry",
                        "no-polygon",
                        "no-moc");
        assertThat(names(fault -> fault.effect() == Fault.Effect.PART))
                .containsExactly("cut", "overflow", "endless-rows", "row_flood", "row_flood_same");
        assertThat(names(fault -> fault.effect() == Fault.Effect.ALL && !fault.isOdd() && !fault.isOfUploads()))
                .containsExactly(
                        "reset-once",
                        "http-503-once",
                        "http-429-once",
                        "table_refs",
                        "unit_blanks",
                        "header_blanks",
                        "strange-titles",
                        "url_slashes",
                        "url-javascript",
                        "url-file",
                        "upper-case",
                        "row-limit",
                        "no-intersects",
                        "no-s-region",
                        "no-frame",
                        "no-circle",
                        "no-geometry",
                        "no-polygon",
                        "no-moc");
        assertThat(names(Fault::isOfUploads))
                .hasSize(7)
                .allMatch(name -> name.startsWith("upload-"))
                .noneMatch(name -> Fault.named(name).keepsTruthExact());
        assertThat(names(fault -> !fault.keepsTruthExact() && !fault.isOfUploads()))
                .containsExactly("http-404-twice", "url_slashes", "url-javascript", "url-file", "no-polygon", "no-moc");
        assertThatThrownBy(() -> Fault.named("explode"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'explode'")
                .hasMessageContaining("hang-after-headers, drip, cut");
    }

    private static List<String> names(Predicate<Fault> which) {
        return Fault.all().stream().filter(which).map(Fault::name).toList();
    }
}
