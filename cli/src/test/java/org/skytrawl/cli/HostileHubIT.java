package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.astrogrid.samp.xmlrpc.LockInfo;
import org.astrogrid.samp.xmlrpc.SampXmlRpcHandler;
import org.astrogrid.samp.xmlrpc.SampXmlRpcServer;
import org.astrogrid.samp.xmlrpc.StandardClientProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.cli.output.HubXml;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A program that claims to be the SAMP hub has nothing loaded from elsewhere, and gets no file of the user's. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated("sets system properties")
class HostileHubIT {
    private static final String SECRET = "the-content-of-a-file-of-the-user";

    @TempDir
    private Path folder;

    private HttpServer server;
    private String base = "";

    /** Bodies that came to the hub, and paths of all else that was asked for. */
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            heard.add("canary " + exchange.getRequestURI());
            reply(exchange, "<!ENTITY fetched 'fetched'>");
        });
        server.createContext("/hub", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            reply(exchange, answer);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void reply(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String placed(String declarations) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        return declarations
                .replace("CANARY", base + "/canary")
                .replace("FILE", secret.toUri().toString());
    }

    /** What registering answers; the key is sent back with each later call. */
    private String registered(String doctype, String key) throws IOException {
        return "<?xml version='1.0'?>" + placed(doctype) + "<methodResponse><params><param><value><struct>"
                + member("samp.private-key", key) + member("samp.hub-id", "hub") + member("samp.self-id", "self")
                + "</struct></value></param></params></methodResponse>";
    }

    private static String member(String name, String value) {
        return "<member><name>" + name + "</name><value>" + value + "</value></member>";
    }

    private Samp.Sent send() throws Exception {
        StandardClientProfile profile = new StandardClientProfile(HubXml.CLIENTS, HubXml.SERVERS) {
            @Override
            public LockInfo getLockInfo() {
                return new LockInfo("s", base + "/hub");
            }
        };
        Path table = Files.writeString(folder.resolve("t.vot"), "<VOTABLE/>");
        return new Samp(profile, Duration.ofSeconds(1)).send(table, "M 31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE m [<!ENTITY x SYSTEM 'FILE'>]>",
                "<!DOCTYPE m [<!ENTITY x SYSTEM 'CANARY'>]>",
                "<!DOCTYPE m [<!ENTITY % p SYSTEM 'CANARY'> %p;]>",
                "<!DOCTYPE m SYSTEM 'CANARY'>",
                "<!DOCTYPE m PUBLIC 'p' 'CANARY' [<!ENTITY x 'abc'>]>",
                "<!DOCTYPE m [<!ENTITY a 'aaaaaaaaaa'><!ENTITY x '&a;&a;&a;&a;&a;'>]>"
            })
    void aDoctypeIsRefused(String doctype) throws Exception {
        answer = registered(doctype, doctype.contains("ENTITY x") ? "&x;" : "key");
        Samp.Sent sent = send();
        assertThat(sent.to()).isEmpty();
        assertThat(sent.lines(true))
                .singleElement()
                .asString()
                .startsWith("not sent: ")
                .contains("DOCTYPE");
        assertNothingGot();
        assertThat(heard).hasSize(1);
    }

    private void assertNothingGot() {
        assertThat(heard).noneMatch(each -> each.contains("canary") || each.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<value>", "x"})
    void anEndlessAnswerIsRefused(String part) throws Exception {
        answer = registered("", part.repeat(5_000_000 / part.length()));
        assertThat(send().lines(true)).singleElement().asString().startsWith("not sent: ");
    }

    @Test
    void theCommandSaysSoInOneLine() throws Exception {
        answer = registered("<!DOCTYPE m [<!ENTITY x SYSTEM 'FILE'><!ENTITY y SYSTEM 'CANARY'>]>", "&x;&y;");
        Path lock = Files.writeString(
                folder.resolve("hub.lock"),
                "samp.secret=s\nsamp.hub.xmlrpc.url=" + base + "/hub\nsamp.profile.version=1.3\n");
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 3))) {
            Path file = folder.resolve("found.csv");
            Cli run = Cli.process(
                    folder,
                    Map.of("SAMP_HUB", "std-lockurl:" + lock.toUri()),
                    "images",
                    "--cone",
                    "10.68,41.27,0.3",
                    "--registry",
                    vo.registryUrl(),
                    "--send",
                    "-o",
                    file.toString());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err().lines().filter(line -> line.contains("DOCTYPE")))
                    .singleElement()
                    .asString()
                    .contains("not sent: ");
            assertThat(run.err()).doesNotContain("\tat ");
            assertThat(file).exists();
        }
        assertNothingGot();
    }

    /** A call that comes in, as replies to ours do, by whom it may be. */
    @Test
    void aCallWithADoctypeIsRefused() throws Exception {
        System.setProperty("jsamp.localhost", "127.0.0.1");
        try {
            SampXmlRpcServer own = HubXml.SERVERS.getServer();
            own.addHandler(new SampXmlRpcHandler() {
                @Override
                public boolean canHandleCall(String name) {
                    return true;
                }

                @Override
                @SuppressWarnings("rawtypes")
                public Object handleCall(String name, List parameters, Object request) {
                    heard.add("called " + parameters);
                    return String.valueOf(parameters);
                }
            });
            String call = "<methodCall><methodName>echo</methodName><params><param><value>%s</value></param></params>"
                    + "</methodCall>";
            assertThat(post(own, call.formatted("hello"))).contains("[hello]");
            String doctype = placed("<!DOCTYPE m [<!ENTITY x SYSTEM 'FILE'><!ENTITY y SYSTEM 'CANARY'>]>");
            assertThat(post(own, doctype + call.formatted("&x;&y;"))).doesNotContain(SECRET);
            post(own, placed("<!DOCTYPE m SYSTEM 'CANARY'>") + call.formatted("x"));
            assertThat(heard).containsExactly("called [hello]");
        } finally {
            System.clearProperty("jsamp.localhost");
        }
    }

    private static String post(SampXmlRpcServer server, String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(server.getEndpoint().toString()).toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "text/xml");
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return connection.getResponseCode() == 200
                ? new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                : "";
    }
}
