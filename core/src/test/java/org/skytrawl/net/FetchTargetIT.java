package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.fetchFailure;
import static org.skytrawl.net.Fetching.get;
import static org.skytrawl.net.Fetching.text;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.provenance.FailureCode;

/** Which machine is connected to: private addresses and proxies. */
@Timeout(90)
class FetchTargetIT {
    private final MockWebServer server = new MockWebServer();
    private HttpFetcher fetcher = Fetching.fetcher();
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
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost.test:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://user:word@127.0.0.1:%d/"
            })
    void refusesPrivateAddressesUnlessAllowed(String url) {
        FetchException failure = fail(FetchRequest.get(url.formatted(server.getPort())));
        assertThat(failure.code()).isEqualTo(FailureCode.PRIVATE_ADDRESS);
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://%s/", "%s", "/%s"})
    void doesNotFollowALocationOfAtSigns(String location) {
        server.enqueue(answer(302)
                .addHeader("Location", location.formatted("@".repeat(200_000)))
                .build());
        assertThat(fail(get(base() + "/"))).isNotNull();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void refusesAHostOfWhichOnlyOneAddressIsPrivate() throws Exception {
        List<InetAddress> addresses = List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1"));
        fetcher.close();
        fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), host -> addresses);
        assertThat(fail(FetchRequest.get("http://mixed.test/")).code()).isEqualTo(FailureCode.PRIVATE_ADDRESS);
    }

    @Test
    void refusesAPrivateAddressOnAConnectionOpenedForWhoMay() throws Exception {
        server.enqueue(answer(200).body("kept alive").build());
        text(fetcher, get(base() + "/"), context);
        assertThat(fail(FetchRequest.get(base() + "/")).code()).isEqualTo(FailureCode.PRIVATE_ADDRESS);
    }

    /** A service that the user names may be private; a public one that is named does not lead into the private network. */
    @Test
    void aPublicHostRedirectsIntoNoPrivateNetworkThoughPrivateAddressesAreAllowed() throws Exception {
        useProxy(Map.of("http_proxy", "http://127.0.0.1:" + server.getPort()));
        server.enqueue(answer(302).addHeader("Location", base() + "/secret").build());
        FetchException failure = fail(get("http://public.example/"));
        assertThat(failure.code()).isEqualTo(FailureCode.PRIVATE_ADDRESS);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(context.reachedPrivateAddress()).isFalse();
    }

    @Test
    void aPrivateHostRedirectsWithinThePrivateNetwork() throws Exception {
        server.enqueue(answer(302)
                .addHeader("Location", "http://localhost.test:" + server.getPort() + "/b")
                .build());
        server.enqueue(answer(200).body("there").build());
        assertThat(text(fetcher, get(base() + "/a"), context)).isEqualTo("there");
        assertThat(context.reachedPrivateAddress()).isTrue();
    }

    @Test
    void refusesToBeSentFromAPublicProxiedHostToAPrivateOne() throws Exception {
        useProxy(Map.of("http_proxy", "http://127.0.0.1:" + server.getPort()));
        server.enqueue(answer(302).addHeader("Location", base() + "/secret").build());
        FetchException failure = fail(FetchRequest.get("http://public.example/"));
        assertThat(failure.code()).isEqualTo(FailureCode.PRIVATE_ADDRESS);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost.",
                "LOCALHOST.",
                "a.localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "017700000001",
                "0x7f.1",
                "0.0.0.0",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:0:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "10.0.0.1",
                "[64:ff9b:1::a00:1]",
                "[2002:7f00:1::]"
            })
    void asksNoProxyForPrivateAddressesInWhateverWayTheyAreWritten(String host) throws Exception {
        useProxy(Map.of("http_proxy", "http://127.0.0.1:" + server.getPort()));
        FetchException direct = fail(FetchRequest.get("http://" + host + ":" + server.getPort() + "/secret"));
        assertThat(direct.code()).isIn(FailureCode.PRIVATE_ADDRESS, FailureCode.BAD_URL, FailureCode.UNKNOWN_HOST);
        assertThat(server.getRequestCount()).isZero();
        server.enqueue(answer(302)
                .addHeader("Location", "http://" + host + ":" + server.getPort() + "/secret")
                .build());
        FetchException redirected = fail(FetchRequest.get("http://public.example/"));
        assertThat(redirected.code()).isEqualTo(direct.code());
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void asksThroughTheProxyWithoutResolvingTheHost() throws Exception {
        useProxy(Map.of("http_proxy", "http://us%20er:word@proxy.test:" + server.getPort()));
        server.enqueue(answer(407).build());
        server.enqueue(answer(200).body("by proxy").build());
        String answer = text(fetcher, FetchRequest.get("http://vo.unknown/sia?q=|"), context);
        assertThat(answer).isEqualTo("by proxy");
        assertThat(server.takeRequest().getRequestLine()).isEqualTo("GET http://vo.unknown/sia?q=| HTTP/1.1");
        assertThat(server.takeRequest().getHeaders().get("Proxy-Authorization")).isEqualTo("Basic dXMgZXI6d29yZA==");
    }

    @Test
    void saysThatTheProxyRefusesATunnel() throws Exception {
        useProxy(Map.of("https_proxy", "127.0.0.1:" + server.getPort()));
        server.enqueue(answer(403).build());
        FetchException failure = fail(FetchRequest.get("https://vo.unknown/"));
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_FAILED);
        assertThat(failure).hasMessageContaining("403");
        assertThat(server.takeRequest().getRequestLine()).isEqualTo("CONNECT vo.unknown:443 HTTP/1.1");
    }

    @Test
    void tellsADeadProxyFromADeadServer() throws Exception {
        useProxy(Map.of("http_proxy", "127.0.0.1:" + server.getPort(), "https_proxy", "unknown.proxy:81"));
        server.close();
        FetchException refused = fail(FetchRequest.get("http://vo.unknown/"));
        assertThat(refused.code()).isEqualTo(FailureCode.CONNECTION_FAILED);
        assertThat(refused).hasMessage("the proxy 127.0.0.1:" + server.getPort() + " refuses connections");
        FetchException unknown = fail(FetchRequest.get("https://vo.unknown/"));
        assertThat(unknown.code()).isEqualTo(FailureCode.CONNECTION_FAILED);
        assertThat(unknown).hasMessage("the name of the proxy, unknown.proxy, does not resolve");
    }

    private void useProxy(Map<String, String> environment) {
        fetcher.close();
        // Of loopback the proxies keep away, except to reach the proxy itself.
        fetcher = new HttpFetcher("skytrawl/test", EnvironmentProxies.of(environment), Fetching.TEST_NAMES);
    }

    private FetchException fail(FetchRequest request) {
        return fetchFailure(() -> text(fetcher, request, context));
    }

    private String base() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static MockResponse.Builder answer(int status) {
        return new MockResponse.Builder().code(status);
    }
}
