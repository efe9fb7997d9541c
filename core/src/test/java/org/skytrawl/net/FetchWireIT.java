package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.fetchFailure;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.text;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.net.FetchRequest.FileType;
import org.skytrawl.provenance.FailureCode;

/** What goes over the wire, and what becomes of well-formed answers. */
@Timeout(90)
class FetchWireIT {
    private final MockWebServer server = new MockWebServer();
    private final HttpFetcher fetcher = Fetching.fetcher();
    private final FetchContext context = ample();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void end() {
        fetcher.close();
        server.close();
        assertThat(context.cancellation().listenerCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                // As registered, to the byte.
                "/sia?a=+&b=%2B&c=%2binf        ! /sia?a=+&b=%2B&c=%2binf",
                "/sia?x=|[]{}^`\\~%7e%7E;:@,$*()  ! /sia?x=|[]{}^`\\~%7e%7E;:@,$*()",
                "/sia?&&a&=b&a=1&a=2&           ! /sia?&&a&=b&a=1&a=2&",
                "/sia?                          ! /sia?",
                "/sia??a=b/c?d                  ! /sia??a=b/c?d",
                "/sia?bad=%zz&end=%             ! /sia?bad=%zz&end=%",
                "/%7Euser/~x;v=1/a%2Fb/?q       ! /%7Euser/~x;v=1/a%2Fb/?q",
                "//double//slash/?q             ! //double//slash/?q",
                // Illegal in a URL: encoded.
                "/sia?POS=CIRCLE 1 2 3          ! /sia?POS=CIRCLE%201%202%203",
                "/sia?q=\"<a>'                  ! /sia?q=%22%3Ca%3E%27",
                "/sia?q=\u00e9                  ! /sia?q=%C3%A9",
                "/a b/{c}|\u00e9                ! /a%20b/%7Bc%7D%7C%C3%A9",
                // Left out.
                "/sia?q=1#fragment              ! /sia?q=1",
                "/a/../b/./c                    ! /b/c"
            })
    void sendsTheUrlAsRegistered(String registered, String onTheWire) throws Exception {
        server.enqueue(answer(200).build());
        text(fetcher, get(base() + registered), context);
        assertThat(server.takeRequest().getTarget()).isEqualTo(onTheWire);
    }

    @Test
    void sendsAGetWithFewHeaders() throws Exception {
        server.enqueue(answer(200).build());
        text(fetcher, get(base() + "/").accepting("application/x-votable+xml"), context);
        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getRequestLine()).isEqualTo("GET / HTTP/1.1");
        assertThat(sent.getHeaders().toString().lines())
                .containsExactlyInAnyOrder(
                        "User-Agent: skytrawl/test",
                        "Accept: application/x-votable+xml",
                        "Host: 127.0.0.1:" + server.getPort(),
                        "Connection: Keep-Alive",
                        "Accept-Encoding: gzip");
    }

    @Test
    void postsAForm() throws Exception {
        server.enqueue(answer(200).build());
        text(fetcher, post("/tap/sync?x=|1"), context);
        RecordedRequest sent = server.takeRequest();
        assertThat(sent.getRequestLine()).isEqualTo("POST /tap/sync?x=|1 HTTP/1.1");
        assertThat(sent.getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(sent.getBody().utf8()).isEqualTo("QUERY=SELECT+1%2B1&A=1&A=2");
    }

    @Test
    void postsAFormWithAFileInParts() throws Exception {
        FetchRequest request = FetchRequest.post(
                        base() + "/tap/sync",
                        List.of(
                                new Field("QUERY", "SELECT 1+1 \u00e9"),
                                new Field("table", "<VOTABLE/>\u00e9", new FileType("table.vot", "text/xml"))))
                .allowingPrivateAddresses(true);
        server.enqueue(answer(303).addHeader("Location", "/done").build());
        server.enqueue(answer(200).build());
        server.enqueue(answer(307).addHeader("Location", "/other").build());
        server.enqueue(answer(200).build());
        text(fetcher, request, context);
        text(fetcher, request, context);
        RecordedRequest sent = server.takeRequest();
        assertIsInParts(sent);
        assertThat(server.takeRequest().getRequestLine()).isEqualTo("GET /done HTTP/1.1");
        server.takeRequest();
        RecordedRequest repeated = server.takeRequest();
        assertThat(repeated.getRequestLine()).isEqualTo("POST /other HTTP/1.1");
        assertIsInParts(repeated);
    }

    private static void assertIsInParts(RecordedRequest sent) {
        String type = Objects.requireNonNull(sent.getHeaders().get("Content-Type"));
        String start = "multipart/form-data; boundary=";
        assertThat(type).startsWith(start);
        String boundary = "--" + type.substring(start.length());
        assertThat(sent.getBody().utf8())
                .isEqualTo(boundary + "\r\nContent-Disposition: form-data; name=\"QUERY\"\r\n\r\nSELECT 1+1 \u00e9\r\n"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"table\"; filename=\"table.vot\"\r\nContent-Type: text/xml"
                        + "\r\n\r\n<VOTABLE/>\u00e9\r\n" + boundary + "--\r\n");
        assertThat(sent.getHeaders().get("Content-Length")).isEqualTo(Long.toString(sent.getBodySize()));
    }

    @Test
    void readsStatusTypeAndUrl() throws Exception {
        server.enqueue(answer(200)
                .addHeader("Content-Type", "text/xml; charset=x")
                .body("<a/>")
                .build());
        try (FetchAnswer answer = fetcher.fetch(get(base() + "/x?y"), context)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("text/xml; charset=x");
            assertThat(answer.finalUrl()).isEqualTo(base() + "/x?y");
            assertThat(answer.retryAfter()).isNull();
            assertThat(answer.body()).hasContent("<a/>").isSameAs(answer.body());
            assertThat(context.bytes()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 404, 408, 421, 429, 500, 503})
    void handsOutAnErrorWithItsBodyAndRepeatsNothing(int status) throws Exception {
        server.enqueue(
                answer(status).addHeader("Retry-After", "0").body("<error/>").build());
        try (FetchAnswer answer = fetcher.fetch(get(base() + "/"), context)) {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.retryAfter()).isEqualTo(Duration.ZERO);
            assertThat(answer.contentType()).isNull();
            if (status != 304) {
                assertThat(answer.body()).hasContent("<error/>");
            }
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 407})
    void saysWhatOkHttpFindsWrongWithAnAnswer(int status) {
        server.enqueue(answer(status)
                .body("no body may come with 204, and no proxy was asked")
                .build());
        FetchException failure = fail(get(base() + "/"));
        assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED);
        assertThat(failure).hasMessageContaining(Integer.toString(status));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "7,PT7S",
        "' 120 ',PT2M",
        "-1,",
        "soon,",
        "99999999999,PT277777H46M39S",
        "'Sun, 06 Nov 1994 08:49:37 GMT',PT0S"
    })
    void readsRetryAfter(String header, @Nullable Duration expected) throws Exception {
        server.enqueue(answer(503).addHeader("Retry-After", header).build());
        try (FetchAnswer answer = fetcher.fetch(get(base() + "/"), context)) {
            assertThat(answer.retryAfter()).isEqualTo(expected);
        }
    }

    @Test
    void readsRetryAfterAsADate() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(100).atOffset(ZoneOffset.UTC));
        server.enqueue(answer(429).addHeader("Retry-After", date).build());
        try (FetchAnswer answer = fetcher.fetch(get(base() + "/"), context)) {
            assertThat(answer.retryAfter()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
        }
    }

    @ParameterizedTest
    @CsvSource({"301,POST", "302,POST", "303,GET", "307,POST", "308,POST"})
    void repeatsThePostButAfter303(int status, String method) throws Exception {
        server.enqueue(
                answer(status).addHeader("Location", "next?b=|").body("moved").build());
        server.enqueue(answer(200).body("there").build());
        try (FetchAnswer answer = fetcher.fetch(post("/tap/sync"), context)) {
            assertThat(answer.body()).hasContent("there");
            assertThat(answer.finalUrl()).isEqualTo(base() + "/tap/next?b=|");
        }
        server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getRequestLine()).isEqualTo(method + " /tap/next?b=| HTTP/1.1");
        boolean posted = method.equals("POST");
        assertThat(second.getBody() == null ? "" : second.getBody().utf8())
                .isEqualTo(posted ? "QUERY=SELECT+1%2B1&A=1&A=2" : "");
        assertThat(second.getHeaders().get("Content-Type"))
                .isEqualTo(posted ? "application/x-www-form-urlencoded" : null);
        assertThat(context.attempts()).isEqualTo(1);
    }

    @Test
    void followsFiveRedirectsAndNoMore() throws Exception {
        for (int i = 1; i <= 6; i++) {
            server.enqueue(answer(302).addHeader("Location", "/" + i).build());
        }
        FetchException failure = fail(get(base() + "/"));
        assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_REDIRECTS);
        assertThat(failure.httpStatus()).isEqualTo(302);
        assertThat(server.getRequestCount()).isEqualTo(6);
    }

    @Test
    void saysThatTheUserHasNamedTheServer() throws Exception {
        server.enqueue(answer(200).build());
        server.enqueue(answer(200).build());
        text(fetcher, get(base() + "/"), ample());
        text(fetcher, get(base() + "/"), ample().named(true));
        assertThat(server.takeRequest().getHeaders().get("User-Agent")).doesNotContain("named");
        assertThat(server.takeRequest().getHeaders().get("User-Agent")).endsWith(" " + HttpFetcher.NAMED_BY_USER);
    }

    @Test
    void findsARedirectLoop() {
        server.enqueue(answer(302).addHeader("Location", "/b").build());
        server.enqueue(answer(302).addHeader("Location", "/a").build());
        FetchException failure = fail(get(base() + "/a"));
        assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_REDIRECTS);
        assertThat(failure).hasMessage("127.0.0.1 redirects in a loop: " + base() + "/a");
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://vo.test/", "javascript:alert(1)", "data:,x"})
    void refusesToLeaveHttp(String location) {
        server.enqueue(answer(302).addHeader("Location", location).build());
        FetchException failure = fail(get(base() + "/a"));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_REDIRECT);
        assertThat(failure).hasMessageContaining(location);
    }

    @Test
    void refusesARedirectWithoutTarget() {
        server.enqueue(answer(302).build());
        assertThat(fail(get(base() + "/a")).code()).isEqualTo(FailureCode.BAD_REDIRECT);
    }

    @Test
    void keepsConnectionsAlive() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(answer(200).body("x").build());
            text(fetcher, get(base() + "/"), context);
        }
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
    }

    private FetchException fail(FetchRequest request) {
        return fetchFailure(() -> text(fetcher, request, context));
    }

    private FetchRequest post(String path) {
        return FetchRequest.post(
                        base() + path,
                        List.of(new Field("QUERY", "SELECT 1+1"), new Field("A", "1"), new Field("A", "2")))
                .allowingPrivateAddresses(true);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static MockResponse.Builder answer(int status) {
        return new MockResponse.Builder().code(status);
    }
}
