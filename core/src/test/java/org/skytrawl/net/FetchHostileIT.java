package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.fetchFailure;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Content-Length: -5 | that its answer has -5 bytes",
                "Content-Length: -0 | that its answer has -0 bytes",
                "Content-Length: -9223372036854775808 | that its answer has -9223372036854775808 bytes",
                "Content-Length: 9223372036854775808 | that its answer has 9223372036854775808 bytes",
                "Content-Length: 99999999999999999999999 | that its answer has 99999999999999999999999 bytes",
                "Content-Length: 5\\r\\nContent-Length: 7 | 2 different lengths of its answer, the first two 5 and 7",
                "Content-Length: 5\\r\\nContent-Length: -7 | 2 different lengths of its answer, the first two 5 and -7"
            })
    void saysWhichLengthIsNone(String header, String said) throws Exception {
        for (String status : new String[] {"200 OK", "404 Not Found", "302 Found\r\nLocation: /x", "206 Partial"}) {
            String head = "HTTP/1.1 " + status + "\r\n" + header.replace("\\r\\n", "\r\n") + "\r\n\r\nhello";
            try (RawServer server = RawServer.answering(head)) {
                FetchException failure = fetchFailure(() -> text(fetcher, get(server.url()), context));
                assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED);
                assertThat(failure).hasMessageContaining(said);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: 0000000005",
                "Content-Length: five",
                "Content-Length:",
                "X-None: "
            })
    void readsWhatHasAUsableLengthOrNone(String header) throws Exception {
        try (RawServer server = RawServer.answering(OK + header + "\r\n\r\nhello")) {
            assertThat(text(fetcher, get(server.url()), context)).isEqualTo("hello");
        }
    }

    @Test
    void lengthMeansNothingWhereTheBodyIsChunked() throws Exception {
        String head = OK + "Content-Length: -5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        try (RawServer server = RawServer.answering(head)) {
            assertThat(text(fetcher, get(server.url()), context)).isEqualTo("hello");
        }
    }

    @Test
    void doesNotLookAtHeadersWithoutMeasure() throws Exception {
        String blanks = " ".repeat(60_000) + "x";
        String head = OK + "Content-Type: text/xml;content=" + blanks + "\r\nETag: \"" + "e".repeat(8_191)
                + "\"\r\nRetry-After: " + "9".repeat(8_193) + "\r\nX-Fits: " + "f".repeat(8_192)
                + "\r\nContent-Length: 5\r\n\r\nhello";
        try (RawServer server = RawServer.answering(head);
                FetchAnswer answer = fetcher.fetch(get(server.url()), context)) {
            assertThat(answer.contentType()).isNull();
            assertThat(answer.header("content-type")).isNull();
            assertThat(answer.header("ETag")).isNull();
            assertThat(answer.retryAfter()).isNull();
            assertThat(answer.header("X-Fits")).hasSize(8_192);
            assertThat(answer.body().readAllBytes()).hasSize(5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-5, -",
                "99999999999, PT277777H46M39S",
                "999999999999999999999999999999, PT277777H46M39S",
                "3, PT3S",
                "soon, -",
                "'Thu, 01 Jan 1970 00:00:00 GMT', PT0S"
            })
    void takesNoNumberForLeaveToComeBackAtOnce(String header, @Nullable String wait) throws Exception {
        String head = "HTTP/1.1 503 Busy\r\nRetry-After: " + header + "\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(head);
                FetchAnswer answer = fetcher.fetch(get(server.url()), context)) {
            assertThat(answer.retryAfter()).isEqualTo(wait == null ? null : Duration.parse(wait));
        }
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
            assertThat(fetchFailure(() -> text(fetcher, get(server.url()), context))
                            .code())
                    .isEqualTo(FailureCode.TRUNCATED);
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

    /** The first bytes decide how a body is compressed, and the bound on its bytes holds for each layer. */
    @ParameterizedTest
    @ValueSource(strings = {"deflate", "gzip", "gzip, gzip", "br", "", "gzip, empty members"})
    void endsABombAtTheBoundHoweverItIsAnnounced(String encoding) throws Exception {
        byte[] zeros = new byte[50_000_000];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var out = encoding.equals("deflate") ? new DeflaterOutputStream(packed) : new GZIPOutputStream(packed)) {
            if (encoding.endsWith("members")) {
                // gzip that gives nothing, in gzip
                byte[] empty = Fetching.gzip(new byte[0]);
                for (int i = 0; i < 500_000; i++) {
                    out.write(empty);
                }
            } else {
                out.write(zeros);
            }
        }
        byte[] bomb = packed.toByteArray();
        RawServer bombing = new RawServer(socket -> {
            RawServer.readHead(socket);
            RawServer.send(socket, OK + "Content-Encoding: " + encoding + "\r\n\r\n");
            socket.getOutputStream().write(bomb);
        });
        try (bombing;
                FetchAnswer answer = fetcher.fetch(get(bombing.url()).atMostBytes(1_000_000), context)) {
            assertThat(Fetching.fetchFailure(() -> answer.body().readAllBytes()).code())
                    .isEqualTo(FailureCode.TOO_LARGE);
        }
    }
}
