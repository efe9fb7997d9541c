package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.download.PreviewException.Why;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;

class PreviewImageTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n and more".getBytes(StandardCharsets.ISO_8859_1);
    private static final String PUBLIC = "http://public.example/sia2?";

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch ending = new CountDownLatch(1);
    private HttpServer server;
    private Network network;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        HttpFetcher fetcher = new HttpFetcher("test", EnvironmentProxies.of(Map.of()), PreviewImageTest::addresses);
        network = Network.over(fetcher, null, 10);
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        return switch (host) {
            case "public.example" -> List.of(InetAddress.getByName("8.8.8.8"));
            case "localhost" -> List.of(InetAddress.getByName("127.0.0.1"));
            default -> throw new UnknownHostException(host);
        };
    }

    @AfterEach
    void stop() {
        ending.countDown();
        network.close();
        server.stop(0);
    }

    private String serve(String path, byte... body) {
        server.createContext("/" + path, exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        return url(path);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** The service of {@link #PUBLIC} was public. */
    private PreviewImage fetch(FoundDataset... rows) throws PreviewException {
        return PreviewImage.fetch(List.of(rows), origin -> !origin.url().startsWith(PUBLIC), network, LIMIT);
    }

    private String refused(Why why, FoundDataset... rows) {
        PreviewException refused = catchThrowableOfType(PreviewException.class, () -> fetch(rows));
        assertThat(refused.why()).as(refused.getMessage()).isEqualTo(why);
        return String.valueOf(refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0089PNG\r\n\u001a\n',     image/png",
        "'\u00ff\u00d8\u00ff\u00e0', image/jpeg",
        "GIF89a,                     image/gif",
        "RIFF1234WEBPVP8,            image/webp"
    })
    void theFirstBytesSayWhatItIs(String head, String mediaType) throws PreviewException {
        byte[] bytes = (head + " rest").getBytes(StandardCharsets.ISO_8859_1);
        PreviewImage image = fetch(Datasets.of(serve("a", bytes), "access_format", "image/png"));
        assertThat(image.mediaType()).isEqualTo(mediaType);
        assertThat(image.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<!DOCTYPE html><html><script>alert(1)</script></html>",
                "<?xml version='1.0'?><svg/>",
                "SIMPLE  =                    T",
                "plain"
            })
    void whatIsNoImageIsRefused(String content) {
        String url = serve("a", content.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(Why.NO_IMAGE, Datasets.of(url, "access_format", "image/png")))
                .contains("not a JPEG, PNG, GIF or WebP image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:image/png;base64,AAAA",
                "ftp://127.0.0.1/a",
                ""
            })
    void onlyHttpUrlsCount(String url) {
        refused(Why.NONE, Datasets.of(url, "access_format", "image/png"));
        assertThat(PreviewImage.isOffered(Datasets.of(url, "access_format", "image/png")))
                .isFalse();
    }

    @Test
    void aPublicServiceCannotSendUsToThisMachine() {
        FoundDataset row = Datasets.foundBy(PUBLIC, serve("a", PNG), "access_format", "image/png");
        assertThat(refused(Why.NOT_FETCHED, row)).contains("private network");
        assertThat(requests).hasValue(0);
    }

    @Test
    void theLinksOfAPrivateServiceLeadToItsPreview() throws PreviewException {
        String image = serve("image", PNG);
        String links = serve(
                "links",
                ("<VOTABLE><RESOURCE type='results'><TABLE>"
                                + "<FIELD name='ID' datatype='char' arraysize='*'/>"
                                + "<FIELD name='access_url' datatype='char' arraysize='*'/>"
                                + "<FIELD name='semantics' datatype='char' arraysize='*'/>"
                                + "<FIELD name='content_type' datatype='char' arraysize='*'/><DATA><TABLEDATA>"
                                + "<TR><TD>a</TD><TD>" + url("data") + "</TD><TD>#this</TD><TD>image/fits</TD></TR>"
                                + "<TR><TD>a</TD><TD>" + image + "</TD><TD>#preview</TD><TD>image/png</TD></TR>"
                                + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>")
                        .getBytes(StandardCharsets.UTF_8));
        FoundDataset fits = Datasets.of(url("fits"), "access_format", "image/fits");
        FoundDataset linked = Datasets.of(links, "access_format", "application/x-votable+xml;content=datalink");
        assertThat(fetch(fits, linked).bytes()).isEqualTo(PNG);
        refused(Why.NONE, fits);
    }

    @Test
    void aBombOfZerosIsCutOff() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(PNG);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
        }
        FoundDataset row = Datasets.of(serve("a", packed.toByteArray()), "access_format", "image/png");
        assertThat(refused(Why.NOT_FETCHED, row)).contains("10000000");
    }

    @Test
    void anImageThatNeverEndsIsGivenUp() {
        server.createContext("/drip", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(PNG);
                exchange.getResponseBody().flush();
                ending.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        FoundDataset row = Datasets.of(url("drip"), "access_format", "image/png");
        PreviewException refused = catchThrowableOfType(
                PreviewException.class,
                () -> PreviewImage.fetch(List.of(row), any -> true, network, Duration.ofMillis(300)));
        assertThat(refused.why()).isEqualTo(Why.NOT_FETCHED);
    }

    /** The look-up of a name says who has it now, not who answered the run. */
    @Test
    void aServiceWhoseNameMovesToThisMachineCannotSendUsThere() {
        FoundDataset row = Datasets.foundBy("http://localhost/sia2?", serve("a", PNG), "access_format", "image/png");
        PreviewException refused = catchThrowableOfType(
                PreviewException.class, () -> PreviewImage.fetch(List.of(row), origin -> false, network, LIMIT));
        assertThat(refused).hasMessageContaining("private network");
        assertThat(requests).hasValue(0);
    }

    @Test
    void aPrivateServiceMayNameAPublicAddress() {
        FoundDataset row = Datasets.foundBy(
                "http://127.0.0.1/sia2?", "http://unknown.example/a.png", "access_format", "image/png");
        assertThat(refused(Why.NOT_FETCHED, row)).contains("does not resolve");
    }
}
