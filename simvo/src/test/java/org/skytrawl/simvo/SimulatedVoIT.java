package org.skytrawl.simvo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.Fate;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.RegisteredService;
import org.skytrawl.simvo.truth.TruthAnswer;
import org.skytrawl.simvo.universe.Resource;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A client of a few lines finds by the standards what the truth says there is. */
class SimulatedVoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static SimulatedVo vo;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(60, 11));
        client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @AfterAll
    static void end() {
        client.close();
        vo.close();
    }

    private static String get(String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String with(String url, String... parameters) {
        StringBuilder all = new StringBuilder(url);
        for (int i = 0; i < parameters.length; i += 2) {
            char last = all.charAt(all.length() - 1);
            all.append(all.indexOf("?") < 0 ? "?" : last == '?' || last == '&' ? "" : "&");
            all.append(parameters[i]).append('=').append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static List<Map<String, String>> rows(String xml) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        NodeList fields = document.getElementsByTagName("FIELD");
        assertThat(fields.getLength()).as(xml).isPositive();
        NodeList rows = document.getElementsByTagName("TR");
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            NodeList cells = ((Element) rows.item(i)).getElementsByTagName("TD");
            Map<String, String> row = new TreeMap<>();
            for (int k = 0; k < cells.getLength(); k++) {
                row.put(
                        ((Element) fields.item(k)).getAttribute("name"),
                        cells.item(k).getTextContent());
            }
            all.add(row);
        }
        return all;
    }

    private static List<Map<String, String>> query(String tap, String adql) throws Exception {
        String base = tap.endsWith("/") ? tap.substring(0, tap.length() - 1) : tap;
        return rows(get(with(base + "/sync", "REQUEST", "doQuery", "LANG", "ADQL", "MAXREC", "100000", "QUERY", adql)));
    }

    private static Set<Integer> ids(List<Map<String, String>> rows, String column) {
        Set<Integer> ids = new TreeSet<>();
        rows.forEach(row -> ids.add(vo.datasetId(row.get(column))));
        return ids;
    }

    /** With the narrower terms that the universe has. */
    private static String spellings(String type) {
        List<String> terms = switch (type) {
            case "spectrum" -> List.of("spectrum", "slit-spectrum", "sed");
            case "timeseries" -> List.of("timeseries", "light-curve");
            default -> List.of(type);
        };
        return terms.stream()
                .flatMap(term -> Stream.of(
                        term,
                        term.toUpperCase(Locale.ROOT),
                        term.substring(0, 1).toUpperCase(Locale.ROOT) + term.substring(1)))
                .map(term -> "'" + term + "'")
                .collect(Collectors.joining(", "));
    }

    private static Set<Integer> ask(RegisteredService service, String type) throws Exception {
        return switch (service.protocol()) {
            case SIA1 -> ids(rows(get(with(service.accessUrl(), "POS", "10.68,41.27", "SIZE", "0.4"))), "acref");
            case SSA ->
                ids(
                        rows(get(with(
                                service.accessUrl(),
                                "REQUEST",
                                "queryData",
                                "POS",
                                "10.68,41.27",
                                "SIZE",
                                "0.4",
                                "TIME",
                                "2009-01-01T00:00:00/2020-12-31T00:00:00"))),
                        "accref");
            case SIA2 ->
                ids(
                        rows(get(with(
                                service.accessUrl(),
                                "POS",
                                "CIRCLE 10.68 41.27 0.2",
                                "TIME",
                                "54832 59215",
                                "DPTYPE",
                                type))),
                        "access_url");
            case OBSTAP ->
                ids(
                        query(
                                service.accessUrl(),
                                "SELECT * FROM " + service.table()
                                        + " WHERE dataproduct_type IN (" + spellings(type)
                                        + ") AND t_min <= 59215 AND t_max >= 54832"
                                        + " AND (1=INTERSECTS(s_region, CIRCLE('ICRS', 10.68, 41.27, 0.2))"
                                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.68, 41.27, 0.2))"
                                        + " OR (s_region IS NULL AND 0.2 + s_fov / 2 >="
                                        + " DISTANCE(POINT('ICRS', s_ra, s_dec), POINT('ICRS', 10.68, 41.27))))"),
                        "access_url");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "spectrum", "timeseries"})
    void servicesGiveWhatTheTruthSays(String type) throws Exception {
        TruthAnswer truth = vo.truth(Question.EXAMPLE.of(type));
        Set<SimProtocol> asked = new TreeSet<>();
        Set<Integer> found = new TreeSet<>();
        for (RegisteredService service : truth.services()) {
            if (service.fate().kind() == Fate.Kind.ASKED_OK) {
                asked.add(service.protocol());
                Set<Integer> given = ask(service, type);
                if (service.protocol() == SimProtocol.SIA1 || service.protocol() == SimProtocol.SSA) {
                    // SIA1 knows neither time nor circle, SSA no type: they give more
                    assertThat(given).containsAll(service.matching());
                    given.retainAll(service.matching());
                }
                assertThat(given).as(service.accessUrl()).containsExactlyInAnyOrderElementsOf(service.matching());
                found.addAll(given);
            }
        }
        assertThat(asked)
                .containsExactlyElementsOf(Arrays.stream(SimProtocol.values())
                        .filter(protocol -> protocol.gives(type))
                        .toList());
        assertThat(found).isNotEmpty().isEqualTo(truth.reachable());
    }

    @Test
    void theRegistryKnowsAllCapabilities() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (Resource resource : vo.universe().resources()) {
            for (Resource.Capability capability : resource.capabilities()) {
                expected.add(resource.ivoid() + " " + capability.kind().standardId() + " " + capability.accessUrl());
            }
        }
        Set<String> told = new TreeSet<>();
        for (Map<String, String> row : query(
                vo.registryUrl(),
                "SELECT ivoid, standard_id, access_url FROM rr.resource NATURAL JOIN rr.capability"
                        + " NATURAL JOIN rr.interface WHERE intf_role = 'std'")) {
            told.add(row.get("ivoid") + " " + row.get("standard_id") + " " + row.get("access_url"));
        }
        assertThat(told).containsAll(expected);
    }

    /** Else a client's snapshot of one that ended is taken for another at the same port, which no one can foresee. */
    @Test
    void noTwoRegistriesShareAPath() throws Exception {
        try (SimulatedVo other = SimulatedVo.start(SimOptions.of(10, 11))) {
            assertThat(URI.create(other.registryUrl()).getPath())
                    .isNotEqualTo(URI.create(vo.registryUrl()).getPath());
        }
    }

    @Test
    void theRegistryFindsByCoverage() throws Exception {
        List<Map<String, String>> rows = query(
                vo.registryUrl(),
                "SELECT DISTINCT ivoid FROM rr.stc_spatial WHERE 1 = CONTAINS(POINT(10.68, 41.27), coverage)");
        assertThat(rows).hasSizeBetween(5, 70);
    }

    @Test
    void capabilitiesOfSia2AreBesideIt() throws Exception {
        RegisteredService sia2 = vo.truth(Question.EXAMPLE).services().stream()
                .filter(service -> service.protocol() == SimProtocol.SIA2 && service.service() >= 0)
                .findFirst()
                .orElseThrow();
        String base = sia2.accessUrl().split("\\?", 2)[0];
        assertThat(get(base + "/capabilities")).contains("ivo://ivoa.net/std/SIA#query-2.0");
        assertThat(get(base + "/availability")).contains("<available>true");
    }

    @Test
    void theTruthIsWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("truth.json");
        vo.writeTruth(file, Question.EXAMPLE);
        JsonNode truth = new ObjectMapper().readTree(Files.readString(file));
        TruthAnswer answer = vo.truth(Question.EXAMPLE);
        assertThat(truth.get("reachable")).hasSize(answer.reachable().size());
        assertThat(truth.get("datasets")).hasSize(vo.universe().datasets().size());
        assertThat(truth.get("services")).hasSize(answer.services().size());
    }

    @Test
    void faultyServicesAreKnownToTheTruthAndLeaveNothingBehind() throws Exception {
        SimOptions options = SimOptions.of(40, 5).withFaults(FaultPlan.parse("http-500=0.5"));
        try (SimulatedVo faulty = SimulatedVo.start(options)) {
            TruthAnswer truth = faulty.truth(Question.EXAMPLE);
            assertThat(truth.matching()).containsAll(truth.reachable());
            assertThat(truth.services())
                    .filteredOn(service -> service.fate().kind() == Fate.Kind.ASKED_FAULTY)
                    .isNotEmpty()
                    .allSatisfy(service -> assertThat(client.send(
                                            HttpRequest.newBuilder(URI.create(service.accessUrl()))
                                                    .timeout(PATIENCE)
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                            .isEqualTo(500));
        }
    }

    @Test
    void whatHappensOnceHappensOnceToEachService() throws Exception {
        SimOptions options = SimOptions.of(12, 5).withFaults(FaultPlan.parse("http-503-once@3,http-503-once@4"));
        try (SimulatedVo faulty = SimulatedVo.start(options)) {
            for (int i : new int[] {3, 4}) {
                String url = faulty.universe().services().get(i).baseUrl();
                assertThat(get(url)).isEqualTo("Please come again in a second\n");
                assertThat(get(url)).doesNotContain("come again").contains("<?xml");
            }
        }
    }
}
