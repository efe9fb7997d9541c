package org.skytrawl.simvo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.truth.HarvestTruth;
import org.skytrawl.simvo.truth.Question;
import org.skytrawl.simvo.universe.HarvestTable;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.votable.Column;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a few lines gets the rows of the truth from the services for harvests, and meets what is awkward there. */
class HarvestLayoutIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SERVICES = 11;
    private static final int ROWS = 11_005;
    private static final SimOptions OPTIONS =
            SimOptions.of(SERVICES, 4).withLayout(Layout.HARVEST).withRows(ROWS);

    private static SimulatedVo vo;
    private static HttpClient client;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(OPTIONS);
        client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    @AfterAll
    static void end() {
        client.close();
        vo.close();
    }

    private static SimService service(int number) {
        return vo.universe().services().get(number);
    }

    private static SimService service(Oddity oddity) {
        return vo.universe().services().stream()
                .filter(service -> table(service).is(oddity))
                .findFirst()
                .orElseThrow();
    }

    private static HarvestTable table(SimService service) {
        HarvestTable table = service.harvest();
        assertThat(table).isNotNull();
        return table;
    }

    private static List<String> names(HarvestTable table) {
        return table.table("ivoa.obscore").columns().stream().map(Column::name).toList();
    }

    /** All values of a column, NaN for those that are missing. */
    private static double[] values(HarvestTable table, String column) {
        int at = names(table).indexOf(column);
        return IntStream.range(0, table.firstRows())
                .mapToDouble(row -> table.row(row)[at] instanceof Number number ? number.doubleValue() : Double.NaN)
                .toArray();
    }

    private static List<@Nullable Object> cells(HarvestTable table, String column) {
        int at = names(table).indexOf(column);
        List<@Nullable Object> cells = new ArrayList<>();
        table.rows(0, table.firstRows()).forEach(row -> cells.add(row[at]));
        return cells;
    }

    /** @param status of the last INFO QUERY_STATUS */
    private record Answer(int httpStatus, String status, List<String> names, List<List<String>> rows) {
        HarvestTruth truth() {
            HarvestTruth sum = HarvestTruth.NOTHING;
            for (List<String> row : rows) {
                sum = sum.with(names, row.toArray());
            }
            return sum;
        }

        long number() {
            assertThat(rows).hasSize(1);
            return Long.parseLong(rows.getFirst().getFirst());
        }
    }

    private static HttpRequest request(SimService service, String query, @Nullable Integer maxRec) {
        String body = "REQUEST=doQuery&LANG=ADQL&QUERY=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + (maxRec == null ? "" : "&MAXREC=" + maxRec);
        return HttpRequest.newBuilder(URI.create(service.host().baseUrl() + service.path() + "/sync"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Answer ask(SimService service, String query) {
        return ask(service, query, 1_000_000);
    }

    private static Answer ask(SimService service, String query, @Nullable Integer maxRec) {
        try {
            HttpResponse<String> response =
                    client.send(request(service, query, maxRec), HttpResponse.BodyHandlers.ofString());
            return parsed(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer parsed(HttpResponse<String> response) {
        List<String> names = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        String[] status = {""};
        StringBuilder text = new StringBuilder();
        DefaultHandler handler = new DefaultHandler() {
            @Override
            public void startElement(String uri, String localName, String element, Attributes attributes) {
                switch (element) {
                    case "INFO" -> status[0] = attributes.getValue("value");
                    case "FIELD" -> names.add(attributes.getValue("name"));
                    case "TR" -> rows.add(new ArrayList<>());
                    default -> {}
                }
                text.setLength(0);
            }

            @Override
            public void characters(char[] chars, int start, int length) {
                text.append(chars, start, length);
            }

            @Override
            public void endElement(String uri, String localName, String element) {
                if (element.equals("TD")) {
                    rows.getLast().add(text.toString());
                }
            }
        };
        try {
            SAXParserFactory.newDefaultInstance()
                    .newSAXParser()
                    .parse(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)), handler);
        } catch (Exception e) {
            throw new IllegalStateException(response.body(), e);
        }
        return new Answer(response.statusCode(), status[0], names, rows);
    }

    @Test
    void eachServiceIsOnAHostOfItsOwnAndHasItsShareOfTheRows() {
        assertThat(vo.universe().services())
                .hasSize(SERVICES)
                .extracting(SimService::host)
                .doesNotHaveDuplicates();
        assertThat(vo.universe().services().stream()
                        .mapToInt(service -> table(service).firstRows()))
                .containsExactly(1001, 1001, 1001, 1001, 1001, 1000, 1000, 1000, 1000, 1000, 1000);
    }

    @Test
    void theServiceWithoutLimitGivesTheRowsOfTheTruth() {
        SimService service = service(3);
        Answer whole = ask(service, "SELECT * FROM ivoa.obscore", null);
        assertThat(whole.status()).isEqualTo("OK");
        assertThat(whole.truth()).isEqualTo(HarvestTruth.of(table(service)));
        // the sum tells rows apart: one row twice and another missing is not the same
        List<List<String>> others = new ArrayList<>(whole.rows());
        others.set(0, others.get(1));
        assertThat(new Answer(200, "OK", whole.names(), others).truth())
                .isNotEqualTo(HarvestTruth.of(table(service)))
                .extracting(HarvestTruth::rows)
                .isEqualTo(1001L);
    }

    @Test
    void partsByTimeAndCountsByPartAreTheTruthInEachService() {
        for (SimService service : vo.universe().services()) {
            HarvestTable table = table(service);
            if (table.is(Oddity.GROWS) || table.is(Oddity.NOT_A_NUMBER) || table.is(Oddity.ONE_TIME)) {
                continue;
            }
            boolean counts = !table.is(Oddity.NO_COUNT);
            List<String> conditions = new ArrayList<>(List.of("t_min IS NULL", "t_min < 52000.0"));
            for (double from = 52_000; from < 61_000; from += 100) {
                conditions.add("t_min >= " + from + " AND t_min < " + (from + 100));
            }
            conditions.add("t_min >= 61000.0");
            HarvestTruth sum = HarvestTruth.NOTHING;
            for (String condition : conditions) {
                Answer part = ask(service, "SELECT * FROM ivoa.obscore WHERE " + condition);
                assertThat(part.status()).as(condition).isEqualTo("OK");
                if (counts && condition.hashCode() % 10 == 0) {
                    assertThat(ask(service, "SELECT COUNT(*) FROM ivoa.obscore WHERE " + condition)
                                    .number())
                            .isEqualTo(part.rows().size());
                }
                HarvestTruth own = part.truth();
                sum = new HarvestTruth(sum.rows() + own.rows(), sum.hashSum() + own.hashSum());
            }
            assertThat(sum).as("service " + service.number()).isEqualTo(HarvestTruth.of(table));
            if (counts) {
                assertThat(ask(service, "SELECT COUNT(*) FROM ivoa.obscore").number())
                        .isEqualTo(table.rows());
            }
        }
    }

    @Test
    void theHistogramIsThatOfTheRows() {
        for (SimService service : List.of(service(0), service(1), service(2), service(3))) {
            Map<Long, Long> expected = new TreeMap<>();
            for (double t : values(table(service), "t_min")) {
                if (!Double.isNaN(t)) {
                    expected.merge((long) Math.floor((t - 51_000) / 157.5), 1L, Long::sum);
                }
            }
            Answer histogram = ask(
                    service,
                    "SELECT b, COUNT(*) AS n FROM (SELECT FLOOR((t_min - 51000.0) / 157.5) AS b FROM ivoa.obscore"
                            + " WHERE t_min >= 51000.0) AS h GROUP BY b");
            Map<Long, Long> bins = new TreeMap<>();
            histogram
                    .rows()
                    .forEach(row -> bins.put((long) Double.parseDouble(row.getFirst()), Long.valueOf(row.get(1))));
            assertThat(histogram.status()).isEqualTo("OK");
            assertThat(bins).isEqualTo(expected).hasSizeGreaterThan(60);
        }
    }

    @Test
    void hardLimitsAreKeptAndOverflowIsSaid() {
        assertThat(IntStream.range(0, SERVICES)
                        .map(i -> table(service(i)).limits().hard()))
                .startsWith(100, 200, 2_000, 1_900_000_000, 100, 200, 2_000, 1_900_000_000);
        for (int i : List.of(0, 1, 4, 5)) {
            Answer cut = ask(service(i), "SELECT * FROM ivoa.obscore");
            assertThat(cut.status()).isEqualTo("OVERFLOW");
            assertThat(cut.rows()).hasSize(table(service(i)).limits().hard());
        }
        for (int i : List.of(2, 3)) {
            Answer whole = ask(service(i), "SELECT * FROM ivoa.obscore");
            assertThat(whole.status()).isEqualTo("OK");
            assertThat(whole.rows()).hasSize(1001);
        }
        Answer usual = ask(service(2), "SELECT * FROM ivoa.obscore", null);
        assertThat(usual.status()).isEqualTo("OVERFLOW");
        assertThat(usual.rows()).hasSize(100);
        assertThat(ask(service(3), "SELECT * FROM ivoa.obscore", 0).names()).contains("t_min");
    }

    @Test
    void theRegistryAndTheCapabilitiesDeclareTheLimitsButOneIsHidden() throws Exception {
        String query =
                "SELECT ivoid, detail_value FROM rr.res_detail WHERE detail_xpath = '/capability/outputLimit/hard'"
                        + " AND ivoid LIKE '%/h%'";
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(vo.registryUrl() + "/sync?LANG=ADQL&QUERY="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Map<String, String> declared = parsed(response).rows().stream()
                .collect(Collectors.toMap(
                        row -> row.getFirst().substring(row.getFirst().lastIndexOf('/') + 1), List::getLast));
        assertThat(declared)
                .isEqualTo(Map.of(
                        "h0", "100", "h1", "200", "h2", "2000", "h4", "100", "h6", "2000", "h8", "100", "h9", "200",
                        "h10", "2000"));
        for (SimService service : vo.universe().services()) {
            String capabilities = client.send(
                            HttpRequest.newBuilder(URI.create(service.baseUrl() + "/capabilities"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            String hard = declared.get("h" + service.number());
            assertThat(capabilities.contains("<hard unit=\"row\">" + hard + "</hard></outputLimit>"))
                    .isEqualTo(hard != null);
            assertThat(capabilities.contains("outputLimit")).isEqualTo(hard != null);
        }
    }

    private static long share(ToDoubleFunction<HarvestTable> count) {
        double all = vo.universe().services().stream()
                .mapToDouble(service -> count.applyAsDouble(table(service)))
                .sum();
        return Math.round(100 * all / ROWS);
    }

    @Test
    void theRowsHaveTheirAwkwardShares() {
        assertThat(share(table -> cells(table, "s_ra").stream()
                        .filter(cell -> cell == null)
                        .count()))
                .isEqualTo(3);
        assertThat(share(table -> Arrays.stream(values(table, "s_fov"))
                        .filter(fov -> fov > 5)
                        .count()))
                .isEqualTo(1);
        assertThat(share(table -> cells(table, "t_min").stream()
                        .filter(cell -> cell == null)
                        .count()))
                .isEqualTo(4);
        assertThat(share(table -> cells(table, "access_url").stream()
                        .filter(HarvestTable.PORTAL_URL::equals)
                        .count()))
                .isEqualTo(1);
        assertThat(share(table -> Arrays.stream(values(table, "s_dec"))
                        .filter(dec -> dec > 87)
                        .count()))
                .isBetween(4L, 7L);
        assertThat(share(table -> Arrays.stream(values(table, "s_dec"))
                        .filter(dec -> dec < -87)
                        .count()))
                .isBetween(4L, 7L);
        assertThat(share(table -> {
                    double[] ra = values(table, "s_ra");
                    double[] dec = values(table, "s_dec");
                    return IntStream.range(0, ra.length)
                            .filter(i -> Math.abs(ra[i] - 10.68) < 3 && Math.abs(dec[i] - 41.27) < 2)
                            .count();
                }))
                .isBetween(12L, 17L);
        assertThat(vo.universe().services())
                .anySatisfy(service -> assertThat(cells(table(service), "s_dec"))
                        .contains(90.0)
                        .contains(-90.0));
    }

    @Test
    void identifiersAreSharedWithAnotherService() {
        Map<String, Set<Integer>> owners = new HashMap<>();
        int rows = 0;
        for (SimService service : vo.universe().services()) {
            List<@Nullable Object> dids = cells(table(service), "obs_publisher_did");
            assertThat(dids).doesNotHaveDuplicates().doesNotContainNull();
            dids.forEach(did -> owners.computeIfAbsent(String.valueOf(did), key -> new HashSet<>())
                    .add(service.number()));
            rows += dids.size();
        }
        long shared = owners.values().stream()
                .filter(some -> some.size() > 1)
                .mapToLong(Set::size)
                .sum();
        assertThat(Math.round(100.0 * shared / rows)).isEqualTo(5);
        // the last of an odd number of services joins the pair before it
        assertThat(owners.values()).contains(Set.of(0, 1), Set.of(8, 9, 10));
    }

    @Test
    void aFifthOfOneServiceBeginsAtOneTimeWhichIsMoreThanItGives() {
        SimService service = service(Oddity.ONE_TIME);
        int same = (int) ask(service, "SELECT COUNT(*) FROM ivoa.obscore WHERE t_min = 57000")
                .number();
        assertThat(same)
                .isBetween(180, 200)
                .isGreaterThan(table(service).limits().hard());
        HarvestTruth sum = HarvestTruth.NOTHING;
        for (int dec = -90; dec <= 90; dec++) {
            Answer part = ask(
                    service,
                    "SELECT * FROM ivoa.obscore WHERE t_min = 57000 AND s_dec >= " + dec + " AND s_dec < " + (dec + 1));
            assertThat(part.status()).isEqualTo("OK");
            sum = new HarvestTruth(
                    sum.rows() + part.truth().rows(),
                    sum.hashSum() + part.truth().hashSum());
        }
        Answer unplaced = ask(service, "SELECT * FROM ivoa.obscore WHERE t_min = 57000 AND s_dec IS NULL");
        assertThat(sum.rows() + unplaced.rows().size()).isEqualTo(same);
    }

    @Test
    void oneServiceHasNoCountAndOneNoGroupBy() {
        SimService noCount = service(Oddity.NO_COUNT);
        SimService noGroups = service(Oddity.NO_GROUP_BY);
        String count = "SELECT COUNT(*) FROM ivoa.obscore";
        String groups = "SELECT calib_level, MAX(t_min) FROM ivoa.obscore GROUP BY calib_level";
        for (Answer refused : List.of(ask(noCount, count), ask(noGroups, groups.toLowerCase(Locale.ROOT)))) {
            assertThat(refused.httpStatus()).isEqualTo(400);
            assertThat(refused.status()).isEqualTo("ERROR");
        }
        assertThat(ask(noGroups, count).number()).isEqualTo(1000);
        assertThat(ask(noCount, groups).rows()).hasSize(3);
    }

    @Test
    void oneServiceHasRowsThatAreNotANumber() {
        SimService service = service(Oddity.NOT_A_NUMBER);
        Answer whole = ask(service, "SELECT * FROM ivoa.obscore");
        assertThat(whole.truth()).isEqualTo(HarvestTruth.of(table(service)));
        for (String column : List.of("t_min", "s_ra", "s_dec", "em_min")) {
            int at = whole.names().indexOf(column);
            assertThat(whole.rows().stream()
                            .filter(row -> row.get(at).equals("NaN"))
                            .count())
                    .as(column)
                    .isBetween(4L, 9L);
        }
        // it is smaller than all numbers
        assertThat(ask(service, "SELECT MIN(t_min) FROM ivoa.obscore").rows()).isEqualTo(List.of(List.of("NaN")));
        assertThat(ask(service, "SELECT COUNT(*) FROM ivoa.obscore WHERE t_min < 0")
                        .number())
                .isBetween(4L, 9L);
        // and so in no part that has both ends
        long all = ask(service, "SELECT COUNT(*) FROM ivoa.obscore").number();
        long parts = ask(service, "SELECT COUNT(*) FROM ivoa.obscore WHERE t_min >= 0 AND t_min < 99999")
                        .number()
                + ask(service, "SELECT COUNT(*) FROM ivoa.obscore WHERE t_min IS NULL")
                        .number();
        assertThat(all - parts).isBetween(4L, 9L);
        assertThat(vo.universe().services())
                .filteredOn(other -> other != service)
                .allSatisfy(other -> assertThat(cells(table(other), "t_min")).doesNotContain(Double.NaN));
    }

    @Test
    void oneTableGrowsWhileItIsReadUntilItIsComplete() {
        SimService service = service(Oddity.GROWS);
        HarvestTable table = table(service);
        assertThat(table.rows()).isEqualTo(1020);
        String count = "SELECT COUNT(*) FROM ivoa.obscore";
        long first = ask(service, count).number();
        assertThat(first).isEqualTo(vo.rows(service)).isBetween(1001L, 1010L);
        assertThat(ask(service, count).number()).isEqualTo(first + 1);
        for (int i = 0; i < 20; i++) {
            ask(service, count);
        }
        assertThat(ask(service, count).number()).isEqualTo(1020).isEqualTo(vo.rows(service));
        Answer added = ask(service, "SELECT * FROM ivoa.obscore WHERE t_min >= " + HarvestTable.NEWEST_MJD);
        // one of the twenty has no time
        assertThat(added.rows().size()).isBetween(18, 20);
        assertThat(HarvestTruth.of(table, 1000)).isNotEqualTo(HarvestTruth.of(table));
    }

    @Test
    void someTablesHaveReleaseDates() {
        for (SimService service : vo.universe().services()) {
            boolean expected = service.number() % 3 == 1;
            Answer one = ask(service, "SELECT TOP 1 * FROM ivoa.obscore WHERE t_min > 60000");
            assertThat(one.names().contains("obs_release_date")).isEqualTo(expected);
            if (expected) {
                assertThat(one.rows().getFirst().getLast()).matches("202\\d-\\d\\d-\\d\\dT00:00:00");
                assertThat(ask(service, "SELECT MAX(obs_release_date) FROM ivoa.obscore")
                                .rows())
                        .hasSize(1);
            }
        }
    }

    @Test
    void theSameSeedMakesTheSameRows() throws IOException {
        try (SimulatedVo other = SimulatedVo.start(OPTIONS);
                SimulatedVo another = SimulatedVo.start(
                        new SimOptions(SERVICES, 5, OPTIONS.faults(), OPTIONS.latency(), Layout.HARVEST, ROWS))) {
            for (int i = 0; i < SERVICES; i++) {
                HarvestTable one = table(service(i));
                HarvestTable same = table(other.universe().services().get(i));
                List<String> names = names(one);
                // the addresses of hosts are the system's choice
                int url = names.indexOf("access_url");
                for (int row : List.of(0, 7, 500, 999)) {
                    @Nullable Object[] cells = one.row(row);
                    @Nullable Object[] others = same.row(row);
                    cells[url] = null;
                    others[url] = null;
                    assertThat(others).isEqualTo(cells);
                    assertThat(another.universe().services().get(i).harvest().row(row)[names.indexOf("em_min")])
                            .isNotEqualTo(cells[names.indexOf("em_min")]);
                }
                assertThat(same.oddities()).isEqualTo(one.oddities());
            }
        }
    }

    @Test
    void wholeAnswersAndRequestsAtOnceAreCounted() throws Exception {
        try (SimulatedVo other = SimulatedVo.start(OPTIONS.withFaults(FaultPlan.parse("cut@3,overflow@7,http-500@2"))
                .withRows(1_100))) {
            List<SimService> services = other.universe().services();
            String few = "SELECT * FROM ivoa.obscore WHERE t_min > 60900";
            String all = "SELECT * FROM ivoa.obscore";
            ask(services.get(1), few);
            ask(services.get(1), few);
            assertThat(ask(services.get(1), all, 50).status()).isEqualTo("OVERFLOW");
            ask(services.get(1), "SELECT * FROM nothing");
            assertThat(other.wholeAnswers(services.get(1))).isEqualTo(Map.of(few, 2L));
            assertThat(services.get(1).host().mostRequests()).isEqualTo(1);
            assertThat(other.wholeAnswers(services.getFirst())).isEmpty();
            for (int faulty : List.of(2, 3, 7)) {
                client.sendAsync(request(services.get(faulty), all, 1_000), HttpResponse.BodyHandlers.ofString())
                        .handle((response, failure) -> response)
                        .get();
                assertThat(services.get(faulty).host().requests()).isPositive();
                assertThat(other.wholeAnswers(services.get(faulty))).isEmpty();
            }
        }
        try (SimulatedVo other = SimulatedVo.start(
                OPTIONS.withFaults(FaultPlan.parse("hang-before-headers@6")).withRows(1_100))) {
            SimService silent = other.universe().services().get(6);
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 3)
                    .mapToObj(i -> client.sendAsync(
                            request(silent, "SELECT TOP 1 * FROM ivoa.obscore", null),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (silent.host().mostRequests() < 3 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(silent.host().mostRequests()).isEqualTo(3);
            asked.forEach(one -> one.cancel(true));
        }
    }

    @Test
    void aFaultOfSomeRequestsLeavesTheOthersWhole() throws Exception {
        try (SimulatedVo other = SimulatedVo.start(
                OPTIONS.withFaults(FaultPlan.parse("http-503@3/3")).withRows(1_100))) {
            SimService service = other.universe().services().get(3);
            String all = "SELECT * FROM ivoa.obscore";
            int whole = 0;
            for (int i = 0; i < 30; i++) {
                HttpResponse<String> response =
                        client.send(request(service, all, null), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    whole++;
                    assertThat(parsed(response).truth()).isEqualTo(HarvestTruth.of(table(service)));
                }
            }
            assertThat(whole).isBetween(10, 28);
            assertThat(other.wholeAnswers(service)).isEqualTo(Map.of(all, (long) whole));
            JsonNode tally = JsonMapper.shared()
                    .readTree(client.send(
                                    HttpRequest.newBuilder(URI.create(other.tallyUrl()))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .get("services");
            assertThat(tally.size()).isEqualTo(SERVICES);
            JsonNode own = tally.get(3);
            assertThat(own.get("access_url").stringValue()).isEqualTo(service.baseUrl());
            assertThat(own.get("requests").longValue()).isEqualTo(30);
            assertThat(own.get("most_requests_at_once").intValue()).isEqualTo(1);
            assertThat(own.get("rows").intValue()).isEqualTo(100);
            assertThat(own.get("whole_answers").get(all).intValue()).isEqualTo(whole);
        }
    }

    @Test
    void theTruthFileHasCountsAndSums() throws Exception {
        Path file = temporary.resolve("truth.json");
        vo.writeTruth(file, Question.EXAMPLE);
        JsonNode services = JsonMapper.shared().readTree(Files.readString(file)).get("services");
        assertThat(services.size()).isEqualTo(SERVICES);
        for (JsonNode service : services) {
            HarvestTable table = table(service(service.get("service").intValue()));
            HarvestTruth complete = HarvestTruth.of(table);
            JsonNode harvest = service.get("harvest");
            assertThat(harvest.get("rows").longValue()).isEqualTo(complete.rows());
            assertThat(harvest.get("hash_sum").stringValue()).isEqualTo(Long.toHexString(complete.hashSum()));
        }
    }
}
