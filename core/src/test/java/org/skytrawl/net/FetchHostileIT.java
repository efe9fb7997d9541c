package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.fetchFailure;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

/** Servers that mean harm, or do harm as if they did. */
@Timeout(60)
class FetchHostileIT {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final HttpFetcher fetcher = Fetching.fetcher();
    private final FetchContext context = ample();

    @AfterEach
    void end() {
        fetcher.close();
    }

    /** Sends the start, then the rest for ever. */
    private static RawServer endless(String start, String rest) throws IOException {
        String many = rest.repeat(Math.max(1, 16_384 / rest.length()));
        return new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, start);
            while (true) {
                RawServer.send(socket, many);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'', x",
        "'HTTP/1.1 200 ', x",
        "'HTTP/1.1 200 OK\r\nX-Long: ', x",
        "'HTTP/1.1 200 OK\r\n', 'X-More: and more\r\n'",
        "'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/', x"
    })
    void endsHeadersWithoutEnd(String start, String rest) throws Exception {
        try (RawServer server = endless(start.replace("\\r\\n", "\r\n"), rest.replace("\\r\\n", "\r\n"))) {
            assertThat(fetchFailure(() -> text(fetcher, get(server.url()), context))
                            .code())
                    .isIn(FailureCode.TRUNCATED, FailureCode.MALFORMED);
        }
    }

    @Test
    void endsProvisionalAnswersWithoutEnd() throws Exception {
        try (RawServer server = endless("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")) {
            assertThat(fetchFailure(() -> text(fetcher, get(server.url()), context)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5;", "5;a=\"", "00000000"})
    void endsChunkHeadsWithoutEnd(String start) throws Exception {
        String rest = start.startsWith("0") ? "0" : "x";
        try (RawServer server = endless(OK + "Transfer-Encoding: chunked\r\n\r\n" + start, rest)) {
            assertThat(fetchFailure(() -> text(fetcher, get(server.url()), context))
                            .code())
                    .isIn(FailureCode.TRUNCATED, FailureCode.MALFORMED, FailureCode.TOO_LARGE);
        }
    }

    @Test
    void endsTrailersWithoutEnd() throws Exception {
        try (RawServer server =
                endless(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n", "X-More: and more\r\n")) {
            assertThat(fetchFailure(() -> text(fetcher, get(server.url()), context))
                            .code())
                    .isIn(FailureCode.TRUNCATED, FailureCode.MALFORMED);
        }
    }

    @Test
    void doesNotReadTheBodyOfARedirect() throws Exception {
        try (RawServer target = RawServer.answering(OK, "\r\nhere");
                RawServer server =
                        endless("HTTP/1.1 302 Found\r\nLocation: " + target.url() + "\r\n\r\n", "more and more ")) {
            assertThat(text(fetcher, get(server.url()), context)).isEqualTo("here");
        }
    }

    /** We say that we know gzip only: what comes otherwise is not decoded, so that it cannot burst. */
    @ParameterizedTest
    @ValueSource(strings = {"deflate", "gzip, gzip", "br", "compress"})
    void decodesNoOtherEncodings(String encoding) throws Exception {
        byte[] zeros = new byte[50_000_000];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var out = encoding.equals("deflate") ? new DeflaterOutputStream(packed) : new GZIPOutputStream(packed)) {
            out.write(zeros);
        }
        byte[] bomb = packed.toByteArray();
        RawServer bombing = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, OK + "Content-Encoding: " + encoding + "\r\n\r\n");
            socket.getOutputStream().write(bomb);
        });
        try (bombing;
                FetchAnswer answer = fetcher.fetch(get(bombing.url()).atMostBytes(1_000_000), context)) {
            assertThat(answer.body().readAllBytes()).hasSameSizeAs(bomb);
        }
    }
}
