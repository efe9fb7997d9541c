package org.skytrawl.simvo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.simvo.fault.SmallAnswer.firstRows;
import static org.skytrawl.simvo.fault.SmallAnswer.rows;
import static org.skytrawl.simvo.fault.SmallAnswer.table;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.simvo.http.RawClient;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

class BrokenHttpTest {
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

    private RawClient asked(Fault fault) throws IOException {
        host.mount("/", table(4, false), fault.ofOneService());
        return again();
    }

    private RawClient again() throws IOException {
        return new RawClient(host.baseUrl()).get("/");
    }

    @Test
    void resetsEachTime() throws IOException {
        try (RawClient client = asked(Fault.named("reset"))) {
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
        try (RawClient client = again()) {
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void resetsOnceForEachService() throws IOException {
        host.mount("/other", table(1, false), Fault.named("reset-once").ofOneService());
        try (RawClient client = asked(Fault.named("reset-once"))) {
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
        for (int i = 0; i < 2; i++) {
            try (RawClient client = again()) {
                assertThat(rows(client.answer())).isEqualTo(firstRows(4));
            }
        }
        try (RawClient client = new RawClient(host.baseUrl()).get("/other")) {
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"http-503-once, 503 Service Unavailable", "http-429-once, 429 Too Many Requests"})
    void saysOnceWhenToComeAgain(String name, String status) throws IOException {
        try (RawClient client = asked(Fault.named(name))) {
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 " + status + "\r\n")
                    .containsIgnoringCase("\r\nRetry-After: 1\r\n");
            assertThat(rows(client.get("/").answer())).isEqualTo(firstRows(4));
        }
    }

    @Test
    void answersNotFound() throws IOException {
        try (RawClient client = asked(Fault.named("http-404"))) {
            assertThat(client.answer()).startsWith("HTTP/1.1 404 Not Found\r\n").doesNotContain("VOTABLE");
        }
    }

    @Test
    void answersNothingAtAll() throws IOException {
        try (RawClient client = asked(Fault.named("empty"))) {
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Length: 0\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void redirectsToWhereTheClientIs() throws IOException {
        try (RawClient client = asked(Fault.named("redirect-loop"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.answer())
                        .startsWith("HTTP/1.1 302 Found\r\n")
                        .contains("\r\nLocation: " + host.baseUrl() + "/\r\n");
                client.get("/");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"redirect-file, file:///etc/passwd", "redirect-ftp, ftp://127.0.0.1/pub/images.vot"})
    void redirectsOutOfHttp(String name, String target) throws IOException {
        try (RawClient client = asked(Fault.named(name))) {
            assertThat(client.answer())
                    .startsWith("HTTP/1.1 302 Found\r\n")
                    .contains("\r\nLocation: " + target + "\r\n");
        }
    }

    @Test
    void sendsMegabytesOfHeaders() throws IOException {
        try (RawClient client = asked(Fault.named("huge-headers"))) {
            String answer = client.rest();
            int head = answer.indexOf("\r\n\r\n");
            assertThat(head).isGreaterThan(4 << 20);
            assertThat(answer.substring(head)).contains("<VOTABLE", "<TABLEDATA></TABLEDATA>", "</VOTABLE>");
        }
    }
}
