package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestTest {
    private SimServer server;
    private SimHost host;

    @BeforeEach
    void open() throws IOException {
        server = SimServer.start();
        host = server.host();
        host.mount("/", request -> Response.text(200, "text/plain", "ok"), Behaviour.HEALTHY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String answer(String text) throws IOException {
        try (RawClient client = new RawClient(host.baseUrl())) {
            return client.sendText(text).rest();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: s\r\n\r\n",
                "GET / HTTX/1.1\r\nHost: s\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: s\r\nHost: t\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: s\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: s\r\nName : value\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: s\r\nX: a\u0000b\r\n\r\n",
                "GET relative HTTP/1.1\r\nHost: s\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: s\r\n\r\n",
                "GET /?a=%4 HTTP/1.1\r\nHost: s\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nContent-Type: multipart/form-data\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: s\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                        + "Content-Length: 15\r\n\r\n--b\r\nno\r\n--b--\r\n"
            })
    void refusesWhatIsMalformed(String request) throws IOException {
        assertThat(answer(request)).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close");
    }

    @Test
    void refusesOtherVersions() throws IOException {
        assertThat(answer("PRI * HTTP/2.0\r\n\r\n")).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void refusesHeadsThatAreTooLong() throws IOException {
        assertThat(answer("GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: s\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(answer("GET / HTTP/1.1\r\nHost: s\r\n" + "X: y\r\n".repeat(12_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void refusesBodiesThatAreTooLongBeforeTheyAreSent() throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: s\r\nExpect: 100-continue\r\n";
        assertThat(answer(head + "Content-Length: 70000000\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(answer("POST / HTTP/1.1\r\nHost: s\r\nTransfer-Encoding: chunked\r\n\r\n5000000\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void tellsWhoIsStillSendingWhatIsWrong() throws IOException {
        // More than the buffers between the two hold: without reading on, closing would reset the connection.
        String endless = "POST / HTTP/1.1\r\nHost: s\r\nContent-Length: 99999999\r\n\r\n" + "x".repeat(20_000_000);
        assertThat(answer(endless)).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void toleratesEmptyLinesBeforeARequest() throws IOException {
        assertThat(answer("\r\n\nGET / HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK");
    }
}
