package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.net.Fetching.ample;
import static org.skytrawl.net.Fetching.failure;
import static org.skytrawl.net.Fetching.text;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy's password is for the proxy: a real tunnel to a real TLS server. */
@Timeout(90)
@Isolated("sets system properties")
class ProxyPasswordIT {
    private static final String EXPECTED = "Basic dXNlcjpzZWNyZXQ=";
    private static final String HEADER = "Proxy-Authorization";

    @TempDir
    private Path folder = Path.of("");

    private final MockWebServer origin = new MockWebServer();
    private final Queue<String> toProxy = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private RawServer proxy;

    private HttpFetcher fetcher = Fetching.fetcher();
    private boolean wantsPassword;

    @BeforeEach
    void start() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("vo.unknown")
                .build();
        origin.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        origin.start(InetAddress.getByName("127.0.0.1"), 0);
        proxy = new RawServer(this::proxy);
        fetcher.close();
        fetcher = trusting(certificate);
    }

    @AfterEach
    void end() throws IOException {
        fetcher.close();
        proxy.close();
        origin.close();
    }

    /** As a machine is set up whose administrator trusts this certificate. */
    private HttpFetcher trusting(HeldCertificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("vo", certificate.certificate());
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, "changeit".toCharArray());
        }
        Map<String, String> wanted = Map.of(
                "javax.net.ssl.trustStore", file.toString(),
                "javax.net.ssl.trustStorePassword", "changeit",
                "javax.net.ssl.trustStoreType", "PKCS12");
        wanted.forEach(System::setProperty);
        try {
            String url = "http://user:secret@127.0.0.1:" + proxy.port();
            return new HttpFetcher(
                    "skytrawl/test",
                    EnvironmentProxies.of(Map.of("https_proxy", url, "http_proxy", url, "no_proxy", "direct.test")),
                    Fetching.TEST_NAMES);
        } finally {
            wanted.keySet().forEach(System::clearProperty);
        }
    }

    /** Makes tunnels, all of them to the one server here, and answers plain requests itself. */
    private void proxy(Socket client) throws Exception {
        while (true) {
            String head = RawServer.readHead(client);
            if (head.isEmpty()) {
                return;
            }
            toProxy.add(head);
            if (wantsPassword && !head.contains(HEADER + ": " + EXPECTED)) {
                RawServer.send(
                        client,
                        "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
            } else if (head.startsWith("CONNECT ")) {
                RawServer.send(client, "HTTP/1.1 200 Connected\r\n\r\n");
                tunnel(client);
                return;
            } else {
                RawServer.send(client, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain");
            }
        }
    }

    private void tunnel(Socket client) throws IOException, InterruptedException {
        try (Socket server = new Socket(InetAddress.getByName("127.0.0.1"), origin.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of the two has gone, so the other goes too
            assertThat(to.isConnected()).isTrue();
        }
    }

    private static MockResponse.Builder asks() {
        return new MockResponse.Builder().code(407).addHeader("Proxy-Authenticate", "Basic realm=\"origin\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsThePasswordFromAServerThatAsksForItInTheTunnel(boolean byProxy) throws Exception {
        wantsPassword = byProxy;
        origin.enqueue(asks().build());
        origin.enqueue(new MockResponse.Builder().body("got it").build());
        try (FetchAnswer answer = fetcher.fetch(FetchRequest.get("https://vo.unknown/tap"), ample())) {
            assertThat(answer.status()).isEqualTo(407);
        }
        assertThat(origin.getRequestCount()).isEqualTo(1);
        assertThat(origin.takeRequest().getHeaders().get(HEADER)).isNull();
        assertThat(toProxy).allMatch(head -> head.startsWith("CONNECT vo.unknown:443 "));
    }

    @Test
    void givesItToTheProxyForTheTunnel() throws Exception {
        wantsPassword = true;
        origin.enqueue(new MockResponse.Builder().body("through").build());
        assertThat(text(fetcher, FetchRequest.get("https://vo.unknown/tap"), ample()))
                .isEqualTo("through");
        assertThat(List.copyOf(toProxy).getLast()).contains(HEADER + ": " + EXPECTED);
        assertThat(origin.takeRequest().getHeaders().get(HEADER)).isNull();
    }

    @Test
    void givesItToTheProxyThatForwardsPlainRequests() throws Exception {
        wantsPassword = true;
        assertThat(text(fetcher, FetchRequest.get("http://vo.unknown/tap"), ample()))
                .isEqualTo("plain");
    }

    @Test
    void keepsItFromServersThatAreAskedWithoutAProxy() throws Exception {
        Queue<String> heads = new ConcurrentLinkedQueue<>();
        try (RawServer server = new RawServer(socket -> {
            heads.add(RawServer.readHead(socket));
            RawServer.send(
                    socket,
                    "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        })) {
            for (String host : List.of("127.0.0.1", "direct.test", "localhost.")) {
                FetchRequest request = FetchRequest.get("http://" + host + ":" + server.port() + "/")
                        .allowingPrivateAddresses(true);
                assertThat(failure(() -> text(fetcher, request, ample()))).isInstanceOf(FetchException.class);
            }
        }
        assertThat(heads).isNotEmpty().noneMatch(head -> head.contains(HEADER));
        assertThat(toProxy).isEmpty();
    }

    @Test
    void sendsNoPasswordOfAUrlToAnybody() throws Exception {
        Queue<String> heads = new ConcurrentLinkedQueue<>();
        try (RawServer server = new RawServer(socket -> {
            String head = RawServer.readHead(socket);
            heads.add(head);
            RawServer.send(
                    socket,
                    head.startsWith("GET /first ")
                            ? "HTTP/1.1 302 Found\r\nLocation: http://other:word@direct.test:"
                                    + head.replaceFirst("(?s).*Host: [^:]*:(\\d+).*", "$1")
                                    + "/second\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndone");
        })) {
            FetchRequest request = FetchRequest.get("http://us%20er:secret@127.0.0.1:" + server.port() + "/first")
                    .allowingPrivateAddresses(true);
            try (FetchAnswer answer = fetcher.fetch(request, ample())) {
                assertThat(answer.finalUrl()).isEqualTo("http://direct.test:" + server.port() + "/second");
            }
        }
        assertThat(heads)
                .hasSize(2)
                .noneMatch(head -> head.contains("Authorization") || head.contains("@") || head.contains("Referer"));
    }
}
