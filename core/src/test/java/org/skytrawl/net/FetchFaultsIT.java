package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.fetchFailure;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.gzip;
import static org.skytrawl.net.Fetching.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

@Timeout(90)
class FetchFaultsIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n";

    private final HttpFetcher fetcher = Fetching.fetcher();
    private final FetchContext context = ample();

    @AfterEach
    void leavesNothingRegistered() {
        fetcher.close();
        assertThat(context.cancellation().listenerCount()).isZero();
    }

    @Test
    void saysThatAPortRefuses() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        FetchException failure = fail("http://127.0.0.1:" + port + "/");
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_REFUSED);
        assertThat(failure).hasMessage("127.0.0.1:" + port + " refuses connections");
        assertThat(failure.httpStatus()).isNull();
        assertThat(context.attempts()).isEqualTo(1);
    }

    @Test
    void saysThatANameDoesNotResolve() {
        FetchException failure = fail("http://nowhere.invalid/");
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_HOST);
        assertThat(failure).hasMessage("the name nowhere.invalid does not resolve");
    }

    @Test
    void saysThatAUrlIsNone() {
        FetchException failure = fail("ftp://vo.test/\n\u001b[31m");
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_URL);
        assertThat(failure).hasMessage("not an http or https URL: ftp://vo.test/ [31m");
    }

    @Test
    void saysThatTheConnectionWasReset() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readHead(socket);
            socket.setSoLinger(true, 0);
        })) {
            assertThat(fail(server.url()).code()).isEqualTo(FailureCode.CONNECTION_RESET);
            assertThat(server.connections()).as("nothing is repeated in secret").isEqualTo(1);
        }
    }

    @Test
    void saysThatTheConnectionWasClosedWithoutAnswer() throws Exception {
        try (RawServer server = RawServer.answering()) {
            FetchException failure = fail(server.url());
            assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_RESET);
            assertThat(failure).hasMessage("127.0.0.1:" + server.port() + " closed the connection without an answer");
        }
    }

    @Test
    void saysThatTheServerSpeaksNoTls() throws Exception {
        try (RawServer server = new RawServer(socket -> RawServer.send(socket, "SSH-2.0-OpenSSH\r\n"))) {
            assertThat(fail("https://127.0.0.1:" + server.port() + "/").code()).isEqualTo(FailureCode.TLS);
        }
    }

    @Test
    void saysThatTheServerSpeaksNoHttp() throws Exception {
        try (RawServer server = RawServer.answering("SSH-2.0-OpenSSH\r\n\r\n")) {
            assertThat(fail(server.url()).code()).isEqualTo(FailureCode.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 20\r\n\r\nhalf of it",
                "Transfer-Encoding: chunked\r\n\r\na\r\nhalf of it\r\n",
                "Transfer-Encoding: chunked\r\n\r\n14\r\nhalf of it",
                "Transfer-Encoding: chunked\r\n\r\na\r\nhalf of it\r\n5",
            })
    void neverTakesACutForTheEnd(String cut) throws Exception {
        try (RawServer server = RawServer.answering(OK, cut);
                FetchAnswer answer = fetcher.fetch(get(server.url()), context)) {
            assertThat(answer.body().readNBytes(10)).asString().isEqualTo("half of it");
            FetchException failure = fetchFailure(() -> answer.body().read());
            assertThat(failure.code()).isEqualTo(FailureCode.TRUNCATED);
            assertThat(failure).hasMessage("the answer of 127.0.0.1 broke off after 10 bytes");
            assertThat(failure.httpStatus()).isEqualTo(200);
            assertThat(fetchFailure(() -> answer.body().read()))
                    .as("it keeps saying so")
                    .isSameAs(failure);
            assertThat(context.bytes()).isEqualTo(10);
        }
    }

    @Test
    void saysThatABodyWithoutLengthWasReset() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, OK + "\r\nhalf of it");
            // Only when the client has it: a reset may overtake what was sent before.
            Fetching.waitUntil(() -> context.bytes() == 10);
            socket.setSoLinger(true, 0);
        })) {
            assertThat(fail(server.url()).code()).isEqualTo(FailureCode.TRUNCATED);
        }
    }

    @Test
    void readsABodyWithoutLengthToItsEnd() throws Exception {
        try (RawServer server = RawServer.answering(OK, "\r\nall of it")) {
            assertThat(text(fetcher, get(server.url()), context)).isEqualTo("all of it");
        }
    }

    @Test
    void endsAnEndlessBodyAtTheBound() throws Exception {
        try (RawServer server = new RawServer(socket -> {
                    RawServer.readHead(socket);
                    RawServer.send(socket, OK + "\r\n");
                    while (true) {
                        RawServer.send(socket, "more and more ".repeat(1000));
                    }
                });
                FetchAnswer answer = fetcher.fetch(get(server.url()).atMostBytes(1 << 20), context)) {
            assertThat(answer.body().readNBytes(1 << 20)).hasSize(1 << 20);
            FetchException failure = fetchFailure(() -> answer.body().read());
            assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
            assertThat(failure).hasMessage("the answer of 127.0.0.1 is larger than 1 MiB");
            assertThat(context.bytes()).isEqualTo(1 << 20);
        }
    }

    @Test
    void acceptsABodyThatJustFits() throws Exception {
        try (RawServer server = RawServer.answering(OK, "Content-Length: 5\r\n\r\nexact")) {
            assertThat(text(fetcher, get(server.url()).atMostBytes(5), context)).isEqualTo("exact");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZip"})
    void endsAGzipBombAtTheDecodedBound(String encoding) throws Exception {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(60_000);
        try (RawServer server = answeringGzip(encoding, bomb);
                FetchAnswer answer = fetcher.fetch(get(server.url()).atMostBytes(1_000_000), context)) {
            FetchException failure = fetchFailure(() -> answer.body().readAllBytes());
            assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
            assertThat(context.bytes()).isEqualTo(1_000_000);
        }
    }

    @Test
    void tellsDamagedGzipFromCutGzip() throws Exception {
        byte[] good = gzip("x".repeat(100_000).getBytes());
        byte[] cut = Arrays.copyOf(good, good.length - 20);
        byte[] damagedSum = good.clone();
        damagedSum[good.length - 6]++;
        byte[] damagedData = good.clone();
        damagedData[12] ^= (byte) 0xff;
        assertThat(failReadingGzip(cut).code()).isEqualTo(FailureCode.TRUNCATED);
        assertThat(failReadingGzip(damagedSum).code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(failReadingGzip(damagedData).code()).isEqualTo(FailureCode.MALFORMED);
    }

    @Test
    void boundsTheHeaders() throws Exception {
        try (RawServer server = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, OK);
            while (true) {
                RawServer.send(socket, "X-More: and more\r\n".repeat(1000));
            }
        })) {
            FetchException failure = fail(server.url());
            assertThat(failure.code()).isEqualTo(FailureCode.TRUNCATED);
            assertThat(failure).hasMessageContaining("longer than 256 KiB");
        }
    }

    @Test
    void usesNoStaleConnectionTwice() throws Exception {
        // Serves one request per connection but promises to keep it: what servers do whose patience is short.
        try (RawServer server = RawServer.answering(OK, "Content-Length: 2\r\nConnection: keep-alive\r\n\r\nok")) {
            for (int i = 0; i < 20; i++) {
                assertThat(text(fetcher, get(server.url()), context)).isEqualTo("ok");
            }
            assertThat(context.attempts()).isEqualTo(20);
        }
    }

    @Test
    void cannotBeUsedWhenClosed() {
        fetcher.close();
        assertThat(Fetching.failure(() -> fetcher.fetch(get("http://a.test/"), context)))
                .isInstanceOf(IllegalStateException.class);
    }

    private FetchException fail(String url) {
        return fetchFailure(() -> text(fetcher, get(url), context));
    }

    private FetchException failReadingGzip(byte[] content) throws Exception {
        try (RawServer server = answeringGzip("gzip", content)) {
            return fail(server.url());
        }
    }

    private static RawServer answeringGzip(String encoding, byte[] content) throws IOException {
        return new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, OK + "Content-Encoding: " + encoding + "\r\n\r\n");
            socket.getOutputStream().write(content);
        });
    }
}
