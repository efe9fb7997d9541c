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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.Tally;
import org.skytrawl.simvo.truth.PairAnswer;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.truth.SimTargets;
import org.skytrawl.simvo.truth.Target;
import org.skytrawl.simvo.universe.RepeatedPos;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.UploadWay;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A client of a few lines gets the pairs of the truth from the services for target lists, each in its own way. */
class TargetsLayoutIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Question IMAGES = new Question(null, null, null, Set.of("image", "cube"), false);
    private static final String JOIN =
            "SELECT t.id, o.access_url FROM ivoa.obscore AS o JOIN TAP_UPLOAD.targets AS t ON "
                    + "o.dataproduct_type IN ('image', 'cube') AND (1=INTERSECTS(o.s_region, CIRCLE('ICRS', t.ra, t.dec, t.radius))"
                    + " OR (o.s_region IS NULL AND DISTANCE(POINT('ICRS', o.s_ra, o.s_dec), POINT('ICRS', t.ra, t.dec))"
                    + " <= t.radius + COALESCE(o.s_fov, 0) / 2))";

    private static SimulatedVo vo;
    private static HttpClient client;
    private static List<Target> targets;
    private static PairAnswer truth;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(36, 4).withLayout(Layout.TARGETS));
        client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        targets = SimTargets.of(4).first(250);
        truth = vo.truth(targets, IMAGES);
    }

    @AfterAll
    static void end() {
        client.close();
        vo.close();
    }

    private static List<SimService> services(SimProtocol protocol) {
        return vo.universe().services().stream()
                .filter(service -> service.protocol() == protocol)
                .toList();
    }

    private static Set<Pair> pairs(SimService service) {
        Set<Integer> published =
                service.published().stream().map(each -> each.dataset().id()).collect(Collectors.toSet());
        return truth.reachable().stream()
                .filter(pair -> published.contains(pair.dataset()))
                .collect(Collectors.toSet());
    }

    private static List<List<String>> rows(HttpResponse<String> response, String... columns) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)));
        NodeList fields = document.getElementsByTagName("FIELD");
        List<String> names = IntStream.range(0, fields.getLength())
                .mapToObj(i -> ((Element) fields.item(i)).getAttribute("name"))
                .toList();
        NodeList rows = document.getElementsByTagName("TR");
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < rows.getLength(); i++) {
            NodeList cells = ((Element) rows.item(i)).getElementsByTagName("TD");
            List<String> row = new ArrayList<>();
            for (String column : columns) {
                row.add(cells.item(names.indexOf(column)).getTextContent());
            }
            all.add(row);
        }
        return all;
    }

    private static HttpResponse<String> post(String url, String contentType, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> upload(SimService service, List<Target> some) throws Exception {
        String table = some.stream()
                .map(target -> "<TR><TD>" + target.id() + "</TD><TD>" + target.raDeg() + "</TD><TD>" + target.decDeg()
                        + "</TD><TD>" + target.radiusDeg() + "</TD></TR>\n")
                .collect(Collectors.joining(
                        "",
                        "<VOTABLE version=\"1.4\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\"><RESOURCE><TABLE>"
                                + "<FIELD name=\"id\" datatype=\"char\" arraysize=\"*\"/><FIELD name=\"ra\" datatype=\"double\"/>"
                                + "<FIELD name=\"dec\" datatype=\"double\"/><FIELD name=\"radius\" datatype=\"double\"/>"
                                + "<DATA><TABLEDATA>\n",
                        "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>"));
        StringBuilder body = new StringBuilder();
        Map.of("REQUEST", "doQuery", "LANG", "ADQL", "UPLOAD", "targets,param:table", "MAXREC", "100000", "QUERY", JOIN)
                .forEach((name, value) -> body.append(
                        "--limit\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        body.append("--limit\r\nContent-Disposition: form-data; name=\"table\"; filename=\"table.vot\"\r\n"
                + "Content-Type: application/x-votable+xml\r\n\r\n" + table + "\r\n--limit--\r\n");
        return post(service.baseUrl() + "/sync", "multipart/form-data; boundary=limit", body.toString());
    }

    @Test
    void eachThirdIsOfOneKindAndTheirWaysFollowEachOther() {
        assertThat(services(SimProtocol.OBSTAP))
                .hasSize(24)
                .filteredOn(service -> service.ways().uploads().isTaken())
                .hasSize(12);
        assertThat(services(SimProtocol.SIA1)).hasSize(3);
        assertThat(services(SimProtocol.SIA2)).hasSize(9);
        assertThat(vo.universe().services().stream()
                        .map(service -> service.ways().uploads())
                        .distinct())
                .containsExactlyInAnyOrder(UploadWay.values());
        assertThat(services(SimProtocol.SIA2).stream()
                        .map(service -> service.ways().repeatedPos())
                        .distinct())
                .containsExactlyInAnyOrder(RepeatedPos.values());
        assertThat(vo.universe().services().stream().map(SimService::host).distinct())
                .hasSize(36);
        assertThat(vo.universe().resources())
                .filteredOn(resource -> "0/0-11".equals(resource.coverage().moc()))
                .hasSize(6);
    }

    @Test
    void theSameSeedMakesTheSameServices() throws IOException {
        try (SimulatedVo other = SimulatedVo.start(SimOptions.of(36, 4).withLayout(Layout.TARGETS))) {
            assertThat(other.universe().datasets()).isEqualTo(vo.universe().datasets());
            assertThat(other.universe().services().stream().map(SimService::ways))
                    .isEqualTo(vo.universe().services().stream()
                            .map(SimService::ways)
                            .toList());
        }
        try (SimulatedVo other = SimulatedVo.start(SimOptions.of(36, 5).withLayout(Layout.TARGETS))) {
            assertThat(other.universe().datasets()).isNotEqualTo(vo.universe().datasets());
        }
    }

    @Test
    void uploadsGiveThePairsOfTheTruth() throws Exception {
        int found = 0;
        for (SimService service : services(SimProtocol.OBSTAP)) {
            if (service.ways().uploads().isTaken()) {
                Set<Pair> pairs = new HashSet<>();
                // two parts, each within all limits
                for (List<Target> part : List.of(targets.subList(0, 100), targets.subList(100, 250))) {
                    rows(upload(service, part), "id", "access_url")
                            .forEach(row -> pairs.add(new Pair(row.getFirst(), vo.datasetId(row.getLast()))));
                }
                assertThat(pairs).as(service.ways().toString()).isEqualTo(pairs(service));
                found += pairs.size();
                assertThat(vo.requests(service).get(Tally.Kind.UPLOAD)).isEqualTo(2);
            }
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void servicesWithoutUploadsSayErrors() throws Exception {
        assertThat(services(SimProtocol.OBSTAP))
                .filteredOn(service -> !service.ways().uploads().isTaken())
                .hasSize(12)
                .allSatisfy(service -> {
                    HttpResponse<String> response = upload(service, targets);
                    assertThat(response.statusCode()).isEqualTo(400);
                    assertThat(response.body()).contains("value=\"ERROR\">UPLOAD: this service takes no tables");
                });
    }

    private static Set<Integer> several(SimService service, List<Target> some) throws Exception {
        String body = some.stream()
                .map(target ->
                        "POS=" + encoded("CIRCLE " + target.raDeg() + " " + target.decDeg() + " " + target.radiusDeg()))
                .collect(Collectors.joining("&", "DPTYPE=image&DPTYPE=cube&", ""));
        Set<Integer> ids = new HashSet<>();
        rows(post(service.baseUrl(), "application/x-www-form-urlencoded", body), "access_url")
                .forEach(row -> ids.add(vo.datasetId(row.getFirst())));
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void severalPositionsGiveTheDatasetsOfTheTruth() throws Exception {
        for (SimService service : services(SimProtocol.SIA2)) {
            if (service.ways().repeatedPos() == RepeatedPos.UNION) {
                assertThat(several(service, targets))
                        .isEqualTo(pairs(service).stream().map(Pair::dataset).collect(Collectors.toSet()));
                assertThat(vo.requests(service))
                        .containsEntry(Tally.Kind.SEVERAL_PLACES, 1L)
                        .containsEntry(Tally.Kind.UPLOAD, 0L);
            }
        }
    }

    @Test
    void requestsAreCountedByTheirKinds() throws Exception {
        SimService service = services(SimProtocol.SIA1).getFirst();
        SimHost host = service.host();
        assertThat(vo.requests(service).values()).containsOnly(0L);
        client.send(
                HttpRequest.newBuilder(URI.create(service.baseUrl() + "?POS=1,2&SIZE=1"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        client.send(
                HttpRequest.newBuilder(URI.create(service.baseUrl() + "/capabilities"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(vo.requests(service))
                .isEqualTo(Map.of(
                        Tally.Kind.UPLOAD,
                        0L,
                        Tally.Kind.SEVERAL_PLACES,
                        0L,
                        Tally.Kind.QUERY,
                        1L,
                        Tally.Kind.DESCRIPTION,
                        1L));
        assertThat(host.requests(service.path())).isEqualTo(2);
        assertThat(vo.requests(Tally.Kind.QUERY)).isPositive();
    }

    @Test
    void theRegistryDeclaresUploads() throws Exception {
        String query = "SELECT ivoid, detail_xpath, detail_value FROM rr.res_detail WHERE detail_xpath LIKE"
                + " '/capability/upload%'";
        HttpResponse<String> response = post(
                vo.registryUrl() + "/sync",
                "application/x-www-form-urlencoded",
                "LANG=ADQL&MAXREC=10000&QUERY=" + encoded(query));
        Set<String> expected = new HashSet<>();
        services(SimProtocol.OBSTAP)
                .forEach(service -> service.ways()
                        .uploads()
                        .details()
                        .forEach((xpath, value) -> expected.add("ivo://sim.skytrawl/c" + service.number() + "/t"
                                + service.number() + " " + xpath + " " + value)));
        assertThat(rows(response, "ivoid", "detail_xpath", "detail_value").stream()
                        .map(row -> String.join(" ", row))
                        .collect(Collectors.toSet()))
                .isEqualTo(expected)
                .hasSizeGreaterThan(30);
    }
}
