package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.server.http.SkytrawlRequest;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers that a registry lists, under whatever name: none asks itself, and no loop goes through two. */
class NeverAsksItselfIT {
    private static final String QUESTION = "sia2?POS=CIRCLE+10.68+41.27+0.2";
    private static final String RECORD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ri:Resource xmlns:ri="http://www.ivoa.net/xml/RegistryInterface/v1.0"
                xmlns:vr="http://www.ivoa.net/xml/VOResource/v1.0"
                xmlns:vs="http://www.ivoa.net/xml/VODataService/v1.1"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:type="vs:CatalogService" created="2024-05-06T07:08:09Z" updated="2025-06-07T08:09:10Z" status="active">
              <title>Server %1$s</title>
              <identifier>ivo://servers.test/%1$s</identifier>
              <curation><publisher>A test</publisher><contact><name>A test</name></contact></curation>
              <content>
                <subject>surveys</subject>
                <description>A server of Skytrawl.</description>
                <referenceURL>http://invented.example/</referenceURL>
              </content>
              <capability standardID="ivo://ivoa.net/std/SIA#query-2.0">
                <interface xsi:type="vs:ParamHTTP" role="std" version="2.0">
                  <accessURL use="base">%2$s</accessURL>
                </interface>
              </capability>
              <coverage><spatial>0/0-11</spatial></coverage>
            </ri:Resource>
            """;

    @TempDir
    Path temp;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path records;

    @BeforeEach
    void folder() throws IOException {
        records = Files.createDirectory(temp.resolve("records"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        http.close();
    }

    /** The registry lists it before it listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void list(String name, String url) throws IOException {
        Files.writeString(records.resolve(name + ".xml"), RECORD.formatted(name, url));
    }

    private SimulatedVo vo() throws IOException {
        SimulatedVo vo = SimulatedVo.start(SimOptions.of(12, 7), records);
        open.add(vo);
        return vo;
    }

    private SkytrawlServer serve(SimulatedVo vo, int port) throws IOException {
        Skytrawl client = client(vo);
        SkytrawlServer server = SkytrawlServer.start(
                new ServerOptions("127.0.0.1", port, null, temp.resolve("data" + port), List.of()), client);
        open.add(server);
        return server;
    }

    private Skytrawl client(SimulatedVo vo) {
        Skytrawl client = Skytrawl.builder()
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(temp.resolve("cache" + open.size()))
                .open();
        open.add(client);
        return client;
    }

    private HttpResponse<String> get(SkytrawlServer server, String path, String userAgent)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("User-Agent", userAgent)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Those that were not left out. */
    private static List<ServiceEnded> askedServers(ProvenanceLog log) {
        return log.services().stream()
                .filter(ended -> ended.service().ivoid().value().startsWith("ivo://servers.test/"))
                .filter(ended -> !(ended.outcome() instanceof ServiceOutcome.Skipped))
                .toList();
    }

    private static ProvenanceLog onlyLog(SkytrawlServer server) {
        assertThat(server.runs().all()).hasSize(1);
        return server.runs().all().getFirst().log();
    }

    @Test
    void twoServersThatListEachOtherDoNotAskEachOther() throws Exception {
        int a = freePort();
        int b = freePort();
        list("a", "http://127.0.0.1:" + a + "/sia2");
        list("b", "http://localhost:" + b + "/sia2");
        SimulatedVo vo = vo();
        SkytrawlServer first = serve(vo, a);
        SkytrawlServer second = serve(vo, b);

        HttpResponse<String> answer = get(first, QUESTION, "pyVO/1.6");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(second.runs().all()).isEmpty();
        List<ServiceEnded> servers = askedServers(onlyLog(first));
        assertThat(servers)
                .extracting(ended -> ended.service().ivoid().value())
                .containsExactly("ivo://servers.test/b");
        assertThat(servers.getFirst().outcome()).isInstanceOfSatisfying(ServiceOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains(SkytrawlRequest.REFUSED);
            assertThat(failed.httpStatus()).isEqualTo(403);
        });
    }

    @Test
    void aServerLeavesItselfOutByEachOfItsNames() throws Exception {
        int port = freePort();
        List<String> names = List.of("127.0.0.1", "localhost", "127.0.0.9", "LocalHost", "0.0.0.0", "localhost.");
        for (int i = 0; i < names.size(); i++) {
            list("n" + i, "http://" + names.get(i) + ":" + port + "/sia2");
        }
        SkytrawlServer server = serve(vo(), port);

        HttpResponse<String> answer = get(server, QUESTION, "STIL/4.3");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(askedServers(onlyLog(server)))
                .as("asked itself, or tried to")
                .isEmpty();
    }

    @Test
    void whatIsShownBeforeIsWhatIsAsked() throws Exception {
        int port = freePort();
        list("a", "http://localhost:" + port + "/sia2");
        list("b", "http://localhost:1/sia2");
        SkytrawlServer server = serve(vo(), port);
        String plan = get(server, "api/plan?cone=10.68,41.27,0.2&type=image&services=true", "test")
                .body();
        JsonNode services = JsonMapper.shared().readTree(plan).at("/services");
        assertThat(services.valueStream()
                        .filter(service -> service.at("/decision").asString().equals("query"))
                        .map(service -> service.at("/ivoid").asString()))
                .contains("ivo://servers.test/b")
                .doesNotContain("ivo://servers.test/a");
    }

    @Test
    void aServiceThatTheUserNamesIsAnsweredAndAsksNoServer() throws Exception {
        int a = freePort();
        int b = freePort();
        list("a", "http://127.0.0.1:" + a + "/sia2");
        list("b", "http://127.0.0.1:" + b + "/sia2");
        SimulatedVo vo = vo();
        SkytrawlServer first = serve(vo, a);
        SkytrawlServer second = serve(vo, b);
        Service byHand = Service.of(
                List.of(new Ivoid("ivo://by.hand/facade")), "by hand", Sia2.PROTOCOL, first.url() + "sia2", null);

        DiscoveryResult found = client(vo)
                .images()
                .cone(10.68, 41.27, 0.2)
                .services(ServiceList.of("by hand", List.of(byHand)))
                .run();

        assertThat(found.log().services().getFirst().outcome()).isInstanceOf(ServiceOutcome.Answered.class);
        assertThat(found.log().services().getFirst().facts())
                .isNotNull()
                .extracting(QueryFacts::privateAddress)
                .isEqualTo(true);
        assertThat(found.datasets()).isNotEmpty();
        assertThat(askedServers(onlyLog(first))).hasSize(1);
        assertThat(second.runs().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "skytrawl/0.1.0, 403",
        "MyPortal/2.0 skytrawl/0.1.0, 403",
        "Skytrawl/9, 403",
        "skytrawl/0.1.0 (named by the user), 200",
        "skytrawler/1, 200",
        "python-requests/2, 200"
    })
    void skytrawlIsRefusedByEachRoute(String userAgent, int status) throws Exception {
        list("a", "http://127.0.0.1:1/sia2");
        SkytrawlServer server = serve(vo(), 0);
        for (String path : List.of("sia2?MAXREC=0", "ssa?REQUEST=queryData&FORMAT=METADATA")) {
            HttpResponse<String> answer = get(server, path, userAgent);
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains("<VOTABLE").contains("QUERY_STATUS");
            assertThat(answer.body().contains("Skytrawl answers Skytrawl only")).isEqualTo(status == 403);
        }
        for (String path : List.of("sia2/capabilities", "capabilities", "availability", "ssa/tables", "api/ping", "")) {
            assertThat(get(server, path, userAgent).statusCode()).as(path).isEqualTo(status);
        }
    }
}
