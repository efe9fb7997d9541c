package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.server.facade.FacadeRoutes;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.take.TableSender;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The facade in front of a simulated VO: what it answers is what a run finds, and what is missing is said. */
final class FacadeIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String M31 = "POS=CIRCLE+10.68+41.27+0.2";

    @TempDir
    Path temp;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    private final class Served {
        private final Skytrawl client;
        private final RunStore runs;
        private final String url;

        Served(SimOptions options, Duration deadline) throws IOException {
            SimulatedVo vo = SimulatedVo.start(options);
            open.add(vo);
            client = Skytrawl.builder()
                    .registries(List.of(vo.registryUrl()))
                    .cacheDirectory(temp.resolve("cache"))
                    .open();
            open.add(client);
            SkytrawlServer server = SkytrawlServer.start(
                    new ServerOptions("127.0.0.1", 0, null, temp.resolve("data" + open.size()), List.of()),
                    client,
                    TableSender.none(),
                    // shorter than the answers take: a connection that waits for one is not idle
                    new SkytrawlServer.Bounds(
                            RunLimits.DEFAULTS,
                            Duration.ofSeconds(1),
                            deadline,
                            () -> Instant.now().plus(ahead)),
                    sentence -> {});
            open.add(server);
            runs = server.runs();
            url = server.url().substring(0, server.url().length() - 1);
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        JsonNode json(String path) throws IOException, InterruptedException {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }

        JsonNode post(String path, String json) throws IOException, InterruptedException {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return JSON.readTree(answer.body());
        }

        DalAnswer ask(String path) throws Exception {
            return new DalAnswer(get(path));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private static SimOptions healthy() {
        return SimOptions.of(40, 7);
    }

    private static TreeSet<String> urls(DiscoveryResult result) {
        TreeSet<String> urls = new TreeSet<>();
        result.datasets()
                .forEach(dataset -> urls.add(String.valueOf(dataset.record().text(ObsCoreColumn.access_url))));
        return urls;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void givesWhatARunFindsAndAnswersAgainFromIt() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);

        DiscoveryResult images = served.client.images().cone(10.68, 41.27, 0.2).run();
        DiscoveryResult both =
                served.client.datasets("image", "cube").cone(10.68, 41.27, 0.2).run();
        DiscoveryResult spectra =
                served.client.spectra().cone(10.68, 41.27, 0.2).run();
        DalAnswer sia2 = served.ask("/sia2?" + M31 + "&DPTYPE=image");
        DalAnswer ssa = served.ask("/ssa?REQUEST=queryData&POS=10.68,41.27&SIZE=0.4");

        assertThat(images.datasets()).isNotEmpty();
        assertThat(spectra.datasets()).isNotEmpty();
        assertThat(sia2.cells("obscore:Access.reference")).isEqualTo(urls(images));
        assertThat(served.ask("/sia2?" + M31).cells("obscore:Access.reference")).isEqualTo(urls(both));
        assertThat(ssa.cells("ssa:Access.Reference")).isEqualTo(urls(spectra));
        assertThat(sia2.response().headers().firstValue("Content-Type"))
                .hasValue("application/x-votable+xml;serialization=tabledata");
        assertThat(sia2.infos("QUERY_STATUS")).containsExactly("OK");
        assertThat(ssa.infos("SERVICE_PROTOCOL")).containsExactly("1.1");
        assertThat(sia2.infos("deadline")).containsExactly("50");
        assertThat(sia2.infos("run_page")).singleElement().asString().matches("/\\?run=[0-9]{8}-[0-9]{6}-[0-9a-f]{4}");
        assertThat(sia2.infos("stored_run")).isEmpty();

        DalAnswer again = served.ask("/sia2?" + M31 + "&DPTYPE=image&COLLECTION=none");
        assertThat(again.infos("stored_run")).hasSize(1);
        assertThat(again.infos("run_id")).isEqualTo(sia2.infos("run_id"));
        assertThat(again.elements("TR")).isEmpty();
        assertThat(again.infos("note")).isEmpty();
        assertThat(served.ask("/sia2?" + M31 + "&DPTYPE=picture").infos("note"))
                .singleElement()
                .asString()
                .startsWith("'picture' is no product type of the IVOA vocabulary; ");
    }

    @Test
    void aCompleteRunAnswersForAnHour() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);
        DalAnswer first = served.ask("/sia2?" + M31);
        assertThat(first.infos("services_incomplete")).containsExactly("0");

        ahead = Duration.ofMinutes(59);
        DalAnswer stored = served.ask("/sia2?" + M31);
        assertThat(stored.infos("run_id")).isEqualTo(first.infos("run_id"));
        assertThat(stored.infos("stored_run")).hasSize(1);

        ahead = Duration.ofMinutes(61);
        DalAnswer later = served.ask("/sia2?" + M31);
        assertThat(later.infos("run_id")).isNotEqualTo(first.infos("run_id"));
        assertThat(later.infos("stored_run")).isEmpty();
    }

    @Test
    void aRunWithoutSomeServicesAnswersForFiveMinutes() throws Exception {
        Served served = new Served(healthy().withFaults(FaultPlan.parse("http-500=0.5")), FacadeRoutes.DEADLINE);
        DalAnswer first = served.ask("/sia2?" + M31);
        assertThat(first.infos("services_incomplete")).doesNotContain("0");

        ahead = Duration.ofMinutes(4);
        DalAnswer stored = served.ask("/sia2?" + M31);
        assertThat(stored.infos("run_id")).isEqualTo(first.infos("run_id"));
        assertThat(stored.infos("stored_run")).hasSize(1);
        assertThat(stored.infos("service_incomplete")).isEqualTo(first.infos("service_incomplete"));

        ahead = Duration.ofMinutes(6);
        assertThat(served.ask("/sia2?" + M31).infos("stored_run")).isEmpty();
    }

    @Test
    void servicesThatOverflowAreIncompleteAndNoOverflow() throws Exception {
        Served served = new Served(healthy().withFaults(FaultPlan.parse("overflow=1")), FacadeRoutes.DEADLINE);

        DalAnswer answer = served.ask("/sia2?" + M31);

        assertThat(answer.elements("TR")).isNotEmpty();
        assertThat(answer.infos("QUERY_STATUS")).containsExactly("OK");
        assertThat(answer.infos("services_incomplete")).doesNotContain("0");
    }

    @Test
    void theServicesBehindALoginAreNamed() throws Exception {
        Served served = new Served(SimOptions.of(80, 7), FacadeRoutes.DEADLINE);

        DalAnswer answer = served.ask("/sia2?" + M31);

        int number = Integer.parseInt(answer.infos("services_not_askable").getFirst());
        assertThat(number).isPositive();
        assertThat(answer.infos("service_not_askable")).hasSize(number);
        assertThat(answer.text("service_not_askable")).contains("login");
    }

    @Test
    void overflowsByMaxrecOnlyAndAnswersPosts() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);

        HttpResponse<String> posted = http.send(
                HttpRequest.newBuilder(URI.create(served.url + "/sia2"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("pos="
                                + URLEncoder.encode("CIRCLE 10.68 41.27 0.2", StandardCharsets.UTF_8) + "&maxrec=3"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        DalAnswer cut = new DalAnswer(posted);
        int all = served.ask("/sia2?" + M31).elements("TR").size();
        DalAnswer exact = served.ask("/sia2?" + M31 + "&MAXREC=" + all);
        DalAnswer top = served.ask("/ssa?POS=10.68,41.27&SIZE=0.4&TOP=2");

        assertThat(cut.elements("TR")).hasSize(3);
        assertThat(cut.infos("QUERY_STATUS")).containsExactly("OK", "OVERFLOW");
        assertThat(cut.response().body().indexOf("OVERFLOW"))
                .isGreaterThan(cut.response().body().indexOf("</TABLE>"));
        assertThat(all).isGreaterThan(3);
        assertThat(exact.infos("QUERY_STATUS")).containsExactly("OK");
        assertThat(top.elements("TR")).hasSize(2);
        assertThat(top.infos("QUERY_STATUS")).containsExactly("OK");
    }

    @Test
    void describesItselfWithoutAskingAnybody() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);

        DalAnswer sia2 = served.ask("/sia2?MAXREC=0");
        DalAnswer ssa = served.ask("/ssa?REQUEST=queryData&FORMAT=METADATA");

        assertThat(sia2.elements("FIELD")).hasSizeGreaterThan(50);
        assertThat(sia2.elements("TR")).isEmpty();
        assertThat(ssa.elements("PARAM").stream().map(it -> it.getAttribute("name")))
                .contains("INPUT:POS", "INPUT:SIZE", "INPUT:BAND", "INPUT:TIME", "INPUT:FORMAT");
        assertThat(ssa.infos("QUERY_STATUS")).containsExactly("OK");
        assertThat(served.runs.all()).isEmpty();
    }

    @Test
    void namesTheServicesThatDidNotAnswer() throws Exception {
        Served served = new Served(healthy().withFaults(FaultPlan.parse("http-500=0.5")), FacadeRoutes.DEADLINE);

        DalAnswer answer = served.ask("/sia2?" + M31);

        int missing = Integer.parseInt(answer.infos("services_incomplete").getFirst());
        assertThat(missing).isPositive();
        assertThat(answer.infos("service_incomplete")).hasSize(missing);
        assertThat(answer.text("service_incomplete")).contains("500");
        assertThat(answer.infos("QUERY_STATUS")).containsExactly("OK");
    }

    @Test
    void isAnErrorIfNoneAnswered() throws Exception {
        Served served = new Served(healthy().withFaults(FaultPlan.parse("http-500=1")), FacadeRoutes.DEADLINE);

        DalAnswer answer = served.ask("/sia2?" + M31);

        assertThat(answer.response().statusCode()).isEqualTo(503);
        assertThat(answer.infos("QUERY_STATUS")).containsExactly("ERROR");
        assertThat(answer.text("QUERY_STATUS")).startsWith("TransientFault: none of the ");
    }

    @Test
    void answersAtItsDeadlineWithWhatThereIs() throws Exception {
        Served served =
                new Served(healthy().withFaults(FaultPlan.parse("hang-before-headers=0.5")), Duration.ofSeconds(8));
        // reads the registry, which is in the deadline too
        var unused = served.get("/sia2?POS=CIRCLE+200+80+0.1");

        long begun = System.nanoTime();
        DalAnswer answer = served.ask("/sia2?" + M31);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        // after that, the services' own limit would have ended it
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(answer.elements("TR")).isNotEmpty();
        assertThat(answer.infos("deadline")).containsExactly("8");
        assertThat(Integer.parseInt(answer.infos("services_incomplete").getFirst()))
                .isPositive();
        assertThat(answer.text("service_incomplete")).contains("timed out");
    }

    @Test
    void isAnErrorAtItsDeadlineIfNoneHasAnswered() throws Exception {
        Served served =
                new Served(healthy().withFaults(FaultPlan.parse("hang-before-headers=1")), Duration.ofSeconds(2));

        DalAnswer answer = served.ask("/sia2?" + M31);

        assertThat(answer.response().statusCode()).isEqualTo(503);
        assertThat(answer.infos("QUERY_STATUS")).containsExactly("ERROR");
    }

    @Test
    void equalQuestionsAtTheSameTimeShareARun() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            URI uri = URI.create(served.url + "/sia2?" + M31 + "&MAXREC=" + (i + 1));
            answers.add(http.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(new DalAnswer(answers.get(i).get()).elements("TR")).hasSize(i + 1);
        }
        assertThat(served.runs.all()).hasSize(1);
    }

    @Test
    void aRunThatNobodyWaitsForIsCancelled() throws Exception {
        Served served =
                new Served(healthy().withFaults(FaultPlan.parse("hang-before-headers=1")), FacadeRoutes.DEADLINE);
        URI uri = URI.create(served.url);
        String request = "GET /sia2?" + M31 + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n";

        try (Socket other = new Socket(uri.getHost(), uri.getPort())) {
            try (Socket one = new Socket(uri.getHost(), uri.getPort())) {
                one.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                other.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                await(() -> !served.runs.all().isEmpty());
                one.shutdownOutput();
                // the server ends this request when it finds the client gone
                assertThat(new String(one.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .doesNotContain("VOTABLE");
            }
            assertThat(served.runs.all()).hasSize(1);
            assertThat(served.runs.all().getFirst().isOver()).isFalse();
        }

        await(() -> served.runs.all().getFirst().isOver());
        assertThat(served.get("/sia2/availability").body()).contains("<vosi:available>true");
    }

    @Test
    void describesItselfByTheAddressThatTheClientUsed() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);

        for (String path : List.of("", "/sia2", "/ssa")) {
            DalAnswer capabilities = DalAnswer.description(served.get(path + "/capabilities"));
            List<String> urls = capabilities.elements("accessURL").stream()
                    .map(Element::getTextContent)
                    .toList();
            assertThat(urls).allMatch(url -> url.startsWith(served.url + "/"));
            for (String url : urls) {
                assertThat(served.get(url.substring(served.url.length())).statusCode())
                        .isIn(200, 400);
            }
            assertThat(DalAnswer.description(served.get(path + "/tables")).elements("column"))
                    .hasSizeGreaterThan(30);
        }
        assertThat(served.get("/capabilities").body())
                .contains("standardID=\"ivo://ivoa.net/std/SIA#query-2.0\"")
                .contains("standardID=\"ivo://ivoa.net/std/SSA\"")
                .contains("standardID=\"ivo://ivoa.net/std/VOSI#availability\"");
    }

    @Test
    void refusesByAVotable() throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);

        DalAnswer answer = served.ask("/sia2?POS=CIRCLE+1+2&X=%3Cb%3E");

        assertThat(answer.response().statusCode()).isEqualTo(400);
        assertThat(answer.infos("QUERY_STATUS")).containsExactly("ERROR");
        assertThat(answer.text("QUERY_STATUS")).startsWith("UsageFault: POS:");
        assertThat(served.runs.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CIRCLE 10.2 41 0.2",
                "POLYGON 10 41 10.2 41 10.2 41.2",
                "RANGE 10 10.2 41 41.2",
                "CIRCLE 10.2 41 0.2;POLYGON 11 41 11.2 41 11.2 41.2;RANGE 10 10.2 41.2 41.4"
            })
    void severalPlacesAreAUnionThatThePageRepeats(String places) throws Exception {
        Served served = new Served(healthy(), FacadeRoutes.DEADLINE);
        String others = Arrays.stream(places.split(";", -1))
                .map(place -> "&POS=" + place.replace(' ', '+'))
                .collect(Collectors.joining());
        TreeSet<String> union = served.ask("/sia2?" + M31).cells("obscore:Access.reference");
        int ofOne = union.size();
        for (String other : others.substring(1).split("&", -1)) {
            union.addAll(served.ask("/sia2?" + other).cells("obscore:Access.reference"));
        }

        DalAnswer all = served.ask("/sia2?" + M31 + others);

        assertThat(all.cells("obscore:Access.reference")).isEqualTo(union);
        assertThat(all.elements("TR")).hasSize(union.size());
        assertThat(union).hasSizeGreaterThan(ofOne);
        String id = served.runs.all().getFirst().id();
        JsonNode parameters = served.json("/api/runs/" + id).at("/question/parameters");
        List<String> query = new ArrayList<>();
        parameters.forEachEntry((name, value) -> (value.isArray() ? value.valueStream() : Stream.of(value))
                .forEach(each -> query.add(name + "=" + URLEncoder.encode(each.asString(), StandardCharsets.UTF_8))));
        JsonNode asked = served.json("/api/question?" + String.join("&", query));
        assertThat(asked.at("/command").asString())
                .startsWith("skytrawl datasets --")
                .endsWith(" --deadline 50s");
        assertThat(asked.at("/python").asString()).startsWith("skytrawl.datasets(");
        String again = served.post("/api/runs", parameters.toString()).at("/id").asString();
        assertThat(served.runs.get(again).awaitEnd(Duration.ofSeconds(60))).isTrue();
        JsonNode rows = served.json("/api/runs/" + again + "/datasets?size=1000&columns=access_url");
        assertThat(rows.at("/rows")
                        .valueStream()
                        .map(row -> row.at("/access_url").asString()))
                .containsAll(union);
    }

    @Test
    void aRunForSeveralPlacesIsRetried() throws Exception {
        Served served = new Served(healthy().withFaults(FaultPlan.parse("http-500=0.5")), FacadeRoutes.DEADLINE);
        var unused = served.ask("/sia2?" + M31 + "&POS=CIRCLE+10.2+41+0.2");
        String id = served.runs.all().getFirst().id();

        String retry = served.post("/api/runs/" + id + "/retry", "{}").at("/id").asString();

        assertThat(served.runs.get(retry).awaitEnd(Duration.ofSeconds(60))).isTrue();
        assertThat(served.json("/api/runs/" + retry).at("/retryOf").asString()).isEqualTo(id);
    }
}
