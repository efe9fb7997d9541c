package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.Questions.OPTICAL;
import static org.skytrawl.protocol.Questions.SPAN;
import static org.skytrawl.protocol.Questions.all;
import static org.skytrawl.protocol.Questions.cone;
import static org.skytrawl.protocol.Questions.service;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.sky.SkyPoint;

/** SSA services with limits, overflows, refusals and documents of their own. */
@Timeout(60)
class SsaQueryIT {
    private static final Cone HERE = new Cone(10, 10, 1);
    private static final List<String> FIELDS = List.of(
            "name=\"access_url\" utype=\"ssa:Access.Reference\" datatype=\"char\" arraysize=\"*\"",
            "name=\"dataproduct_type\" utype=\"ssa:Dataset.Type\" datatype=\"char\" arraysize=\"*\"",
            "name=\"s_ra\" datatype=\"double\" unit=\"deg\"",
            "name=\"s_dec\" datatype=\"double\" unit=\"deg\"",
            "name=\"em_min\" utype=\"ssa:Char.SpectralAxis.Coverage.Bounds.Start\" datatype=\"double\" unit=\"m\"",
            "name=\"em_max\" utype=\"ssa:Char.SpectralAxis.Coverage.Bounds.Stop\" datatype=\"double\" unit=\"m\"",
            "name=\"t_min\" utype=\"ssa:Char.TimeAxis.Coverage.Bounds.Start\" datatype=\"double\" unit=\"d\"",
            "name=\"t_max\" utype=\"ssa:Char.TimeAxis.Coverage.Bounds.Stop\" datatype=\"double\" unit=\"d\"");

    private final QueryAsker asker = new QueryAsker();
    private final MockWebServer server = new MockWebServer();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private String fixed = "";
    private @Nullable Double maxSearchRadiusDeg;
    private @Nullable Long maxRecords;
    private boolean split = true;
    private Duration timeout = Duration.ofSeconds(20);

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stop() {
        server.close();
        asker.close();
    }

    private QueryResult ask(Question question, Function<String, @Nullable MockResponse> answers) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String query = String.valueOf(request.getUrl().query());
                queries.add(query);
                MockResponse answer = answers.apply(query);
                return answer == null ? rows("OK", row("plain", 10, 10)) : answer;
            }
        });
        Service service = service(Ssa.PROTOCOL, "http://127.0.0.1:" + server.getPort() + "/ssa" + fixed, maxRecords);
        return KnownProtocols.query(
                        service.with(service.declared().withMaxSearchRadiusDeg(maxSearchRadiusDeg)), question, false)
                .ask(
                        new QueryContext(asker.fetcher, 1 << 20, true, split, 1000, new AcceptedQueryForms()),
                        new FetchContext(Deadline.after(timeout), asker.cancellation),
                        asker::take);
    }

    private static List<String> row(String name, double raDeg, double decDeg) {
        return row(name, raDeg, decDeg, 5e-7, 55000.5);
    }

    private static List<String> row(String name, double raDeg, double decDeg, double wavelengthM, double mjd) {
        return List.of(
                "http://data/" + name,
                "spectrum",
                "" + raDeg,
                "" + decDeg,
                "" + wavelengthM,
                "" + wavelengthM,
                "" + mjd,
                "" + mjd);
    }

    @SafeVarargs
    private static MockResponse rows(String status, List<String>... rows) {
        List<List<String>> all = new ArrayList<>();
        for (List<String> row : rows) {
            all.add(row);
        }
        return rows(status, all);
    }

    private static MockResponse rows(String status, Collection<List<String>> rows) {
        return answer(200, Answers.votable(status, FIELDS, List.copyOf(rows)));
    }

    private static MockResponse answer(int status, byte[] body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "text/xml")
                .body(new Buffer().write(body))
                .build();
    }

    private static MockResponse document(String content) {
        return answer(200, ("<VOTABLE>" + content + "</VOTABLE>").getBytes(StandardCharsets.UTF_8));
    }

    private static MockResponse error(String message) {
        return document("<RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"ERROR\">" + message
                + "</INFO></RESOURCE>");
    }

    private List<String> kept() {
        return asker.records.stream()
                .map(record ->
                        String.valueOf(record.text(ObsCoreColumn.access_url)).replace("http://data/", ""))
                .toList();
    }

    private List<String> names(String query) {
        return List.of(query.replaceAll("=[^&]*", "").split("&"));
    }

    private static String value(String query, String name) {
        return query.replaceAll("(^|.*&)" + name + "=([^&]*).*", "$2");
    }

    // overflows

    @Test
    void aMaxRecOfTheAccessUrlIsTheLimitOfAnOverflow() {
        fixed = "?MAXREC=2&";
        split = false;
        QueryResult result = ask(cone(10, 10, 1), query -> rows("OK", row("a", 10, 10), row("b", 10, 10.1)));
        assertThat(result.outcome()).isEqualTo(new Overflowed("2 rows, as many as MAXREC allowed"));
        assertThat(queries).containsExactly("MAXREC=2&REQUEST=queryData&POS=10,10&SIZE=2");
    }

    @Test
    void splitsByTimeThenBandThenSkyUntilThePartsFit() {
        // one row at each of two times, wavelengths and places; the service returns two at most
        List<List<String>> catalogue = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            catalogue.add(row(
                    "r" + i,
                    (i & 1) == 0 ? 9.5 : 10.5,
                    10,
                    (i & 2) == 0 ? 5.2e-7 : 5.8e-7,
                    (i & 4) == 0 ? 55000.25 : 55001.25));
        }
        maxRecords = 2L;
        QueryResult result = ask(all(HERE, OPTICAL, SPAN, "spectrum"), query -> {
            List<List<String>> found =
                    catalogue.stream().filter(row -> matches(row, query)).toList();
            return found.size() > 2 ? rows("OVERFLOW", found.getFirst(), found.getLast()) : rows("OK", found);
        });
        assertThat(kept()).containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7");
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(queries)
                .extracting(query -> query.replace("REQUEST=queryData&POS=", "").replace("&MAXREC=2", ""))
                .startsWith(
                        "10,10&SIZE=2&BAND=5.0E-7/6.0E-7&TIME=2009-06-18T00:00:00/2009-06-19T12:00:00",
                        "10,10&SIZE=2&BAND=5.0E-7/6.0E-7&TIME=2009-06-18T00:00:00/2009-06-18T18:00:00",
                        "10,10&SIZE=2&BAND=5.0E-7/6.0E-7&TIME=2009-06-18T18:00:00/2009-06-19T12:00:00",
                        "10,10&SIZE=2&BAND=5.0E-7/5.5E-7&TIME=2009-06-18T00:00:00/2009-06-18T18:00:00",
                        "10,10&SIZE=2&BAND=5.5E-7/6.0E-7&TIME=2009-06-18T00:00:00/2009-06-18T18:00:00",
                        "10,10&SIZE=2&BAND=5.0E-7/5.5E-7&TIME=2009-06-18T18:00:00/2009-06-19T12:00:00",
                        "10,10&SIZE=2&BAND=5.5E-7/6.0E-7&TIME=2009-06-18T18:00:00/2009-06-19T12:00:00",
                        "10,10&SIZE=1.01&BAND=5.0E-7/5.5E-7&TIME=2009-06-18T00:00:00/2009-06-18T18:00:00")
                .doesNotHaveDuplicates();
    }

    /** As a service does it: position in the circle, the others by overlap. */
    private static boolean matches(List<String> row, String query) {
        String[] position = value(query, "POS").split(",");
        double radiusDeg = Double.parseDouble(value(query, "SIZE")) / 2;
        double raDeg = Double.parseDouble(row.get(2)) - Double.parseDouble(position[0]);
        double decDeg = Double.parseDouble(row.get(3)) - Double.parseDouble(position[1]);
        if (Math.hypot(raDeg * Math.cos(Math.toRadians(10)), decDeg) > radiusDeg) {
            return false;
        }
        String[] band = value(query, "BAND").split("/");
        double wavelengthM = Double.parseDouble(row.get(4));
        if (wavelengthM < Double.parseDouble(band[0]) || wavelengthM > Double.parseDouble(band[1])) {
            return false;
        }
        String[] time = value(query, "TIME").split("/");
        String at = row.get(6).equals("55000.25") ? "2009-06-18T06:00:00" : "2009-06-19T06:00:00";
        return time[0].compareTo(at) <= 0 && at.compareTo(time[1]) <= 0;
    }

    @Test
    void isNotSplitByTimesThatDifferByLessThanASecond() {
        double second = 1 / 86_400.0;
        QueryResult result = ask(
                all(HERE, null, new Interval(55000 + 0.2 * second, 55000 + 0.8 * second)),
                query -> query.contains("SIZE=2&")
                        ? rows(
                                "OVERFLOW",
                                row("a", 10, 10, 5e-7, 55000 + 0.3 * second),
                                row("b", 10, 10, 5e-7, 55000 + 0.6 * second))
                        : null);
        assertThat(queries).hasSize(8).doesNotHaveDuplicates();
        assertThat(result.outcome()).isEqualTo(new Answered());
    }

    // limits of the search radius

    @Test
    void keepsTheDeclaredSearchRadiusByCircles() {
        maxSearchRadiusDeg = 0.4;
        QueryResult result = ask(
                cone(10, 10, 1), query -> rows("OK", row("in all", 10, 10), row("of " + value(query, "POS"), 10, 10)));
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(queries).hasSizeBetween(10, 25).doesNotHaveDuplicates();
        assertThat(queries)
                .allSatisfy(query -> assertThat(names(query)).containsExactly("REQUEST", "POS", "SIZE", "MAXREC"))
                .allSatisfy(query -> assertThat(value(query, "SIZE")).isEqualTo("0.8"));
        assertThat(queries.getFirst()).contains("POS=10,10&");
        assertThat(kept()).hasSize(queries.size() + 1);
        assertThat(result.facts().repeated()).isEqualTo(queries.size() - 1);
        assertThat(result.facts().form()).isEqualTo("in " + queries.size() + " circles of at most 0.4 deg");
        assertThat(result.facts().query()).endsWith(queries.getFirst());
        assertThat(result.facts().attempts()).isEqualTo(queries.size());
    }

    @ParameterizedTest
    @CsvSource({"1", "180"})
    void asksOnceForARegionWithinTheLimit(double declaredDeg) {
        maxSearchRadiusDeg = declaredDeg;
        QueryResult result = ask(cone(10, 10, 1), query -> null);
        assertThat(queries).containsExactly("REQUEST=queryData&POS=10,10&SIZE=2&MAXREC=1000000");
        assertThat(result.facts().form()).isNull();
    }

    @Test
    void aSizeThatTheAccessUrlFixesIsTheSizeOfTheCircles() {
        fixed = "?SIZE=1";
        QueryResult result = ask(cone(10, 10, 1), query -> null);
        assertThat(queries).hasSizeBetween(7, 16).allMatch(query -> query.startsWith("SIZE=1&REQUEST=queryData&POS="));
        assertThat(result.facts().form()).isEqualTo("in " + queries.size() + " circles of at most 0.5 deg");
    }

    @Test
    void circlesThatDoNotReachAPolygonAreNotAskedFor() {
        maxSearchRadiusDeg = 0.5;
        ask(all(PolygonRegion.parse("9,9 11,9 11,9.1 9,9.1"), null, null), query -> null);
        assertThat(queries).hasSizeBetween(3, 10);
    }

    /** What is asked is of use; the rest is said. */
    @Test
    void saysThatTheRegionIsTooLargeForTheSearchRadius() throws IOException {
        byte[] answer = Answers.votable("OK", FIELDS, List.of(row("plain", 10, 10)));
        try (LoopbackService many = new LoopbackService(LoopbackService.answering(200, answer))) {
            Service service = service(Ssa.PROTOCOL, many.url());
            QueryResult result = KnownProtocols.query(
                            service.with(service.declared().withMaxSearchRadiusDeg(0.01)), QueryAsker.HERE, false)
                    .ask(asker.means(true), asker.context(), asker::take);
            assertThat(many.connections()).isEqualTo(SubCones.MOST_CIRCLES);
            assertThat(kept()).containsExactly("plain");
            assertThat(result.outcome())
                    .isEqualTo(new Overflowed("more than 200 queries in circles of at most 0.01 deg are needed; only"
                            + " those nearest to the centre were sent"));
            assertThat(result.outcome().isLoss()).isTrue();
        }
    }

    @Test
    void aCircleThatReachesOutOfTheConeSaysNothingOfACentreOutside() {
        maxSearchRadiusDeg = 0.4;
        Function<String, @Nullable MockResponse> answers = query -> {
            String[] centre = value(query, "POS").split(",");
            SkyPoint asked = SkyPoint.ofDegrees(Double.parseDouble(centre[0]), Double.parseDouble(centre[1]));
            List<List<String>> found = new ArrayList<>();
            for (double decDeg : new double[] {10.99, 11.05}) {
                if (asked.separationDeg(SkyPoint.ofDegrees(10, decDeg)) < 0.4) {
                    found.add(row("at" + decDeg, 10, decDeg));
                }
            }
            if (found.size() == 2) {
                found.add(row("nowhere", Double.NaN, Double.NaN));
            }
            return rows("OK", found);
        };
        QueryResult result = ask(cone(10, 10, 1), answers);
        assertThat(kept()).containsExactlyInAnyOrder("at10.99", "nowhere");
        assertThat(result.facts().unknown()).isPositive();
    }

    @Test
    void onlyTheCircleThatOverflowsIsSplit() {
        maxSearchRadiusDeg = 0.6;
        QueryResult result = ask(
                cone(10, 10, 1),
                query -> query.contains("POS=10,10&SIZE=1.2&") ? rows("OVERFLOW", row("a", 10, 10)) : null);
        assertThat(result.outcome()).isEqualTo(new Answered());
        long whole =
                queries.stream().filter(query -> query.contains("SIZE=1.2&")).count();
        assertThat(queries).hasSize((int) whole + 7).doesNotHaveDuplicates();
        assertThat(result.facts().form())
                .isEqualTo("in " + queries.size() + " circles of at most 0.6 deg after an overflow");
    }

    @Test
    void saysThatACircleOverflowsWhereNothingIsSplit() {
        maxSearchRadiusDeg = 0.6;
        split = false;
        QueryResult result = ask(cone(10, 10, 1), query -> rows("OVERFLOW", row("a", 10, 10)));
        assertThat(result.outcome())
                .isEqualTo(new Overflowed("QUERY_STATUS OVERFLOW after 1 rows; queried in " + queries.size()
                        + " parts; " + queries.size() + " overflowed and could not be split"));
    }

    @Test
    void aRefusalInTheFirstCircleIsLearntForTheOthers() {
        maxSearchRadiusDeg = 0.6;
        QueryResult result = ask(
                all(HERE, null, SPAN, "spectrum"),
                query -> query.contains("TIME=") ? error("unknown parameter TIME") : null);
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(queries.subList(1, queries.size())).noneMatch(query -> query.contains("TIME="));
        assertThat(result.facts().form())
                .isEqualTo("without TIME, in " + (queries.size() - 1) + " circles of at most 0.6 deg");
    }

    @Test
    void circlesThatFailMakeTheAnswerIncompleteAndTheServiceIsLeftAlone() {
        maxSearchRadiusDeg = 0.6;
        QueryResult none = ask(cone(10, 10, 1), query -> answer(404, new byte[0]));
        assertThat(queries).hasSize(2);
        assertThat(none.outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(FailureCode.HTTP_STATUS);
            assertThat(failed.reason())
                    .startsWith(
                            "HTTP 404 Not Found in part 1 of a query in circles of at most 0.6 deg; 2 of 2 parts failed, ")
                    .endsWith(" more were not completed");
        });
        queries.clear();
        QueryResult some = ask(cone(10, 10, 1), query -> queries.size() == 2 ? answer(404, new byte[0]) : null);
        assertThat(some.outcome())
                .isInstanceOfSatisfying(
                        Incomplete.class,
                        incomplete ->
                                assertThat(incomplete.reason()).endsWith("; 1 of " + queries.size() + " parts failed"));
        assertThat(queries).hasSizeGreaterThan(5);
    }

    @Test
    void circlesShareTheTimeOfTheService() {
        maxSearchRadiusDeg = 0.6;
        timeout = Duration.ofMillis(1500);
        QueryResult result = ask(
                cone(10, 10, 1),
                query -> queries.size() < 3
                        ? null
                        : rows("OK", row("late", 10, 10))
                                .newBuilder()
                                .headersDelay(30, TimeUnit.SECONDS)
                                .build());
        assertThat(result.outcome()).isEqualTo(new TimedOut(Phase.WAITING));
        assertThat(queries).hasSize(3);
        assertThat(kept()).containsExactly("plain");
    }

    // refusals

    @Test
    void eachStepLeavesOutOneMore() {
        QueryResult result = ask(
                all(HERE, OPTICAL, SPAN, "spectrum"),
                query -> query.contains("MAXREC") ? answer(400, new byte[0]) : null);
        assertThat(queries)
                .extracting(query -> String.join("&", names(query)))
                .containsExactly(
                        "REQUEST&POS&SIZE&BAND&TIME&MAXREC",
                        "REQUEST&POS&SIZE&BAND&MAXREC",
                        "REQUEST&POS&SIZE&MAXREC",
                        "REQUEST&POS&SIZE");
        assertThat(result.facts().form()).isEqualTo("without TIME, BAND, MAXREC");
        assertThat(result.outcome()).isEqualTo(new Answered());
    }

    /** SSA services report errors with HTTP 200. */
    @Test
    void whatARefusedParameterLeftOutIsTestedHere() {
        QueryResult result = ask(
                all(HERE, OPTICAL, SPAN, "spectrum"),
                query -> query.contains("BAND=")
                        ? error("UsageFault: BAND is not supported")
                        : rows(
                                "OK",
                                row("match", 10, 10, 5.5e-7, 55001),
                                row("other band", 10, 10, 2e-6, 55001),
                                row("other time", 10, 10, 5.5e-7, 59000)));
        assertThat(result.facts().form()).isEqualTo("without BAND");
        assertThat(queries).hasSize(2);
        assertThat(kept()).containsExactly("match");
        assertThat(result.facts().filtered()).isEqualTo(2);
    }

    @Test
    void whatIsNotSentIsNoReasonToAskAgain() {
        fixed = "?MAXREC=10&TIME=2009/2010";
        QueryResult result = ask(all(HERE, null, SPAN, "spectrum"), query -> error("MAXREC and TIME are not known"));
        assertThat(queries).hasSize(1);
        assertThat(result.outcome())
                .isEqualTo(new Failed(FailureCode.SERVICE_ERROR, 200, "MAXREC and TIME are not known"));
    }

    // documents

    @Test
    void okWithoutATableIsEmpty() {
        QueryResult result = ask(
                cone(10, 10, 1),
                query -> document("<RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"OK\"/>"
                        + "<PARAM name=\"INPUT:POS\" datatype=\"char\" arraysize=\"*\" value=\"\"/></RESOURCE>"));
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(asker.records).isEmpty();
    }

    @Test
    void onlyTheResultsHaveRows() {
        String url = "<FIELD name=\"access_url\" utype=\"ssa:Access.Reference\" datatype=\"char\" arraysize=\"*\"/>";
        String service = "<RESOURCE type=\"meta\" utype=\"adhoc:service\">"
                + "<PARAM name=\"standardID\" datatype=\"char\" arraysize=\"*\" value=\"ivo://ivoa.net/std/datalink\"/>"
                + "<PARAM name=\"accessURL\" utype=\"ssa:Access.Reference\" datatype=\"char\" arraysize=\"*\""
                + " value=\"http://data/links\"/><GROUP name=\"inputParams\"><PARAM name=\"ID\" datatype=\"char\""
                + " arraysize=\"*\" ref=\"did\" value=\"\"/></GROUP></RESOURCE>";
        String meta = "<RESOURCE type=\"meta\"><TABLE>" + url
                + "<DATA><TABLEDATA><TR><TD>http://data/meta</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE>";
        String results = "<RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"OK\"/><TABLE>" + url
                + "<DATA><TABLEDATA><TR><TD>http://data/spectrum</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE>";
        for (String content : List.of(service + meta + results, results + service + meta)) {
            asker.records.clear();
            assertThat(ask(cone(10, 10, 1), query -> document(content)).outcome())
                    .isEqualTo(new Answered());
            assertThat(kept()).containsExactly("spectrum");
        }
        asker.records.clear();
        String none = "<RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"OK\"/></RESOURCE>";
        assertThat(ask(cone(10, 10, 1), query -> document(none + service + meta))
                        .outcome())
                .isEqualTo(new Answered());
        assertThat(kept()).isEmpty();
    }

    @Test
    void anErrorInsideTheResultsIsAFailure() {
        QueryResult result = ask(cone(10, 10, 1), query -> error("database is down"));
        assertThat(result.outcome()).isEqualTo(new Failed(FailureCode.SERVICE_ERROR, 200, "database is down"));
    }
}
