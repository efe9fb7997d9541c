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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;

/** SIA2 services that refuse parameters of the standard are asked again without them; some redirect and lose them. */
class RefusedParametersIT {
    private static final Cone HERE = new Cone(10, 10, 1);
    private static final List<String> TYPED = List.of(
            "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
            "name=\"dataproduct_type\" datatype=\"char\" arraysize=\"*\"",
            "name=\"s_ra\" datatype=\"double\"",
            "name=\"s_dec\" datatype=\"double\"",
            "name=\"t_min\" datatype=\"double\"");

    private final QueryAsker asker = new QueryAsker();
    private final MockWebServer server = new MockWebServer();
    private final List<String> urls = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void stop() {
        server.close();
        asker.close();
    }

    /** @param refusal the answer to a query string, or null for rows */
    private QueryResult ask(Question question, Function<String, @Nullable MockResponse> refusal) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String asked = String.valueOf(request.getUrl().query());
                urls.add(asked);
                MockResponse refused = refusal.apply(asked);
                return refused != null ? refused : answer(200, rows("OK"));
            }
        });
        return ask(question);
    }

    private QueryResult ask(Question question) {
        return ask(question, "");
    }

    private QueryResult ask(Question question, String fixed) {
        String accessUrl = "http://127.0.0.1:" + server.getPort() + "/sia2" + fixed;
        return KnownProtocols.query(service(Sia2.PROTOCOL, accessUrl), question, false)
                .ask(
                        new QueryContext(asker.fetcher, 1 << 20, true, true, 1000, new AcceptedQueryForms()),
                        new FetchContext(Deadline.after(Duration.ofSeconds(20)), asker.cancellation),
                        asker::take);
    }

    private static byte[] rows(String status) {
        return Answers.votable(
                status,
                TYPED,
                List.of(
                        List.of("http://data/image", "image", "10", "10", "55001"),
                        List.of("http://data/untyped", "", "10", "10", "55001"),
                        List.of("http://data/later", "image", "10", "10", "59000"),
                        List.of("http://data/spectrum", "spectrum", "10", "10", "55001")));
    }

    private static MockResponse answer(int status, byte[] body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/x-votable+xml")
                .body(new Buffer().write(body))
                .build();
    }

    private static MockResponse error(int status, String message) {
        return answer(
                status,
                ("<VOTABLE><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"ERROR\">" + message
                                + "</INFO></RESOURCE></VOTABLE>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static MockResponse page(int status) {
        return answer(status, "<html>Bad Request</html>".getBytes(StandardCharsets.UTF_8));
    }

    private List<String> kept() {
        return asker.records.stream()
                .map(record -> String.valueOf(record.text(ObsCoreColumn.access_url)))
                .toList();
    }

    private MockResponse redirect(String path, String... headers) {
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "http://127.0.0.1:" + server.getPort() + path);
        for (int i = 0; i < headers.length; i += 2) {
            answer.addHeader(headers[i], headers[i + 1]);
        }
        return answer.build();
    }

    @Test
    void cookiesOfARedirectGoBackWithinOneExchangeOnly() {
        List<String> cookies = new CopyOnWriteArrayList<>();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String cookie = String.valueOf(request.getHeaders().get("Cookie"));
                cookies.add(cookie);
                return cookie.equals("visit=1")
                        ? answer(200, rows("OK"))
                        : redirect(request.getTarget(), "Set-Cookie", "visit=1; Path=/; HttpOnly");
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThat(ask(cone(10, 10, 1, "image")).outcome()).isEqualTo(new Answered());
        }
        assertThat(cookies).containsExactly("null", "visit=1", "null", "visit=1");
    }

    @Test
    void aFailureAfterTheQueryWasLostSaysSo() {
        QueryResult result =
                ask(cone(10, 10, 1, "image"), asked -> asked.equals("null") ? page(200) : redirect("/welcome"));
        assertThat(result.outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(FailureCode.NOT_VOTABLE);
            assertThat(failed.reason())
                    .endsWith("; 127.0.0.1 redirects to http://127.0.0.1:" + server.getPort()
                            + "/welcome, which loses the query");
        });
    }

    /** What the service would have applied counts for nothing: each record must match by itself. */
    @Test
    void recordsOfAnAnswerToALostQueryAreTested() {
        byte[] rows = Answers.table(
                List.of(
                        "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
                        "name=\"dataproduct_type\" datatype=\"char\" arraysize=\"*\"",
                        "name=\"s_ra\" datatype=\"double\"",
                        "name=\"s_dec\" datatype=\"double\""),
                List.of(
                        List.of("http://data/inside", "image", "10", "10"),
                        List.of("http://data/untyped", "", "10", "10"),
                        List.of("http://data/nowhere", "image", "", "")));
        QueryResult result =
                ask(cone(10, 10, 1, "image"), asked -> asked.equals("null") ? answer(200, rows) : redirect("/all"));
        assertThat(result.outcome()).isInstanceOfSatisfying(Incomplete.class, incomplete -> {
            assertThat(incomplete.code()).isEqualTo(FailureCode.BAD_REDIRECT);
            assertThat(incomplete.reason()).endsWith("/all, which loses the query");
        });
        assertThat(kept()).containsExactly("http://data/inside");
        assertThat(result.facts().unknown()).isEqualTo(2);
    }

    /** Parameters of the access URL may become part of a path; those of the question may not. */
    @ParameterizedTest
    @CsvSource({"/dss/sia2?pos=C&MAXREC=1,true", "/sia2?survey=dss,false", "/sia2?survey=dss&POS=C,false"})
    void onlyParametersOfTheQuestionMustOutliveARedirect(String target, boolean kept) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return request.getTarget().equals(target) ? answer(200, rows("OK")) : redirect(target);
            }
        });
        assertThat(ask(cone(10, 10, 1), "?survey=dss").outcome())
                .isInstanceOf(kept ? Answered.class : Incomplete.class);
    }

    @Test
    void aRowWithoutTypeIsOfTheTypeThatTheServiceWasAskedFor() {
        QueryResult result = ask(cone(10, 10, 1, "image"), asked -> null);
        assertThat(kept()).containsExactly("http://data/image", "http://data/untyped", "http://data/later");
        assertThat(asker.records).allMatch(record -> "image".equals(record.text(ObsCoreColumn.dataproduct_type)));
        assertThat(result.facts().form()).isNull();
        asker.records.clear();
        ask(cone(10, 10, 1, "image", "cube"), asked -> null);
        assertThat(kept()).contains("http://data/untyped");
        assertThat(asker.records.get(1).text(ObsCoreColumn.dataproduct_type)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"400,DPTYPE", "422,DPTYPE", "200,DPTYPE", "500,parameter dptype", "200,parameter"})
    void whatARefusedTypeLeftOutIsTestedHere(int status, String word) {
        QueryResult result = ask(
                cone(10, 10, 1, "image"), asked -> asked.contains("DPTYPE") ? error(status, "Unknown: " + word) : null);
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(result.facts().form()).isEqualTo("without DPTYPE");
        assertThat(result.facts().query())
                .isEqualTo("http://127.0.0.1:" + server.getPort() + "/sia2?POS=CIRCLE%2010%2010%201&MAXREC=1000000");
        assertThat(kept()).containsExactly("http://data/image", "http://data/later");
        assertThat(result.facts().unknown()).isEqualTo(1);
        assertThat(result.facts().filtered()).isEqualTo(1);
        assertThat(urls).hasSize(2);
    }

    @Test
    void eachStepLeavesOutOneMore() {
        QueryResult result =
                ask(all(HERE, OPTICAL, SPAN, "image"), asked -> asked.contains("MAXREC") ? page(400) : null);
        assertThat(urls)
                .extracting(url -> url.replaceAll("=[^&]*", ""))
                .containsExactly(
                        "POS&BAND&TIME&DPTYPE&MAXREC", "POS&BAND&TIME&MAXREC", "POS&BAND&MAXREC", "POS&MAXREC", "POS");
        assertThat(result.facts().form()).isEqualTo("without DPTYPE, TIME, BAND, MAXREC");
    }

    @Test
    void whatARefusedTimeLeftOutIsTestedHere() {
        QueryResult result =
                ask(all(HERE, null, SPAN, "image"), asked -> asked.contains("TIME") ? error(400, "TIME?") : null);
        assertThat(result.facts().form()).isEqualTo("without TIME");
        assertThat(urls).hasSize(2);
        // DPTYPE is still sent: what has no type is of that type
        assertThat(kept()).containsExactly("http://data/image", "http://data/untyped");
    }

    @Test
    void whatARefusalNamesIsLeftOutAlone() {
        QueryResult result = ask(
                all(HERE, OPTICAL, SPAN, "image"),
                asked -> asked.contains("TIME")
                        ? error(400, "Unknown parameter TIME")
                        : asked.contains("MAXREC") ? error(400, "MAXREC may be at most 10000") : null);
        assertThat(result.facts().form()).isEqualTo("without TIME, MAXREC");
        assertThat(urls)
                .extracting(url -> url.replaceAll("=[^&]*", ""))
                .containsExactly("POS&BAND&TIME&DPTYPE&MAXREC", "POS&BAND&DPTYPE&MAXREC", "POS&BAND&DPTYPE");
    }

    /** A message may list what is allowed, or repeat the URL. */
    @ParameterizedTest
    @CsvSource({"use POS or BAND,3", "bad: BAND=1&TIME=1&DPTYPE=1&MAXREC=1,2"})
    void whereTheNameIsNotTheCauseEachStepLeavesOutOneMore(String message, int requests) {
        QueryResult result =
                ask(all(HERE, OPTICAL, SPAN, "image"), asked -> asked.contains("DPTYPE") ? error(400, message) : null);
        assertThat(result.facts().form()).isEqualTo("without DPTYPE");
        assertThat(urls).hasSize(requests);
    }

    @Test
    void partsOfAPolygonAreAskedInTheFormThatWasAccepted() {
        Question question = all(PolygonRegion.parse("9,9 11,9 11,11 9,11"), null, SPAN, "image");
        QueryResult result = ask(
                question,
                asked -> asked.contains("POLYGON")
                        ? page(400)
                        : urls.size() == 2 ? answer(200, rows("OVERFLOW")) : null);
        assertThat(urls).hasSizeGreaterThan(3).allMatch(asked -> asked.contains("DPTYPE") && asked.contains("TIME"));
        assertThat(result.facts().form()).matches("circle, in \\d parts after an overflow");
    }

    @Test
    void partsOfAPolygonAreSplitByNothingThatTheyDoNotSend() {
        Question question = all(PolygonRegion.parse("9,9 11,9 11,11 9,11"), null, SPAN, "image");
        QueryResult result = ask(
                question,
                asked -> asked.contains("POLYGON")
                        ? page(400)
                        : asked.contains("TIME")
                                ? error(400, "TIME?")
                                : urls.size() == 3 ? answer(200, rows("OVERFLOW")) : null);
        assertThat(urls.subList(2, urls.size())).doesNotHaveDuplicates().noneMatch(asked -> asked.contains("TIME"));
        assertThat(result.facts().form()).matches("circle without TIME, in \\d parts after an overflow");
    }

    @ParameterizedTest
    @CsvSource({
        "TIME,UsageFault: TIME out of range",
        "TIME,UsageFault: TIME outside coverage",
        "DPTYPE,Too many values for DPTYPE",
        "DPTYPE,too many parameters"
    })
    void aFaultOfAParameterIsNotTemporary(String parameter, String message) {
        QueryResult result =
                ask(all(HERE, null, SPAN, "image"), asked -> asked.contains(parameter) ? error(200, message) : null);
        assertThat(result.outcome()).isEqualTo(new Answered());
        assertThat(result.facts().form()).isEqualTo("without " + parameter);
    }

    @Test
    void somethingBoundsTheQueryAlways() {
        ask(all(null, OPTICAL, SPAN, "image"), asked -> page(400));
        assertThat(urls)
                .extracting(url -> url.replaceAll("=[^&]*", ""))
                .containsExactly("BAND&TIME&DPTYPE&MAXREC", "BAND&TIME&MAXREC", "BAND&MAXREC", "BAND");
    }

    @Test
    void aPolygonIsRefusedBeforeAnythingElse() {
        Question question = all(PolygonRegion.parse("9,9 11,9 11,11 9,11"), null, null, "image");
        QueryResult result = ask(question, asked -> asked.contains("DPTYPE") ? page(400) : null);
        assertThat(result.facts().form()).isEqualTo("circle without DPTYPE");
        assertThat(urls).hasSize(3);
    }

    @Test
    void aServiceThatRefusesEverythingFailsWithItsFirstError() {
        QueryResult result = ask(
                all(HERE, OPTICAL, SPAN, "image"), asked -> error(400, asked.contains("DPTYPE") ? "first" : "later"));
        assertThat(urls).hasSize(5);
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo("first (HTTP 400 Bad Request) (4 simpler queries were refused too)"));
    }

    @Test
    void anotherErrorAfterARefusalLeavesTheFirst() {
        QueryResult result = ask(
                cone(10, 10, 1, "image"),
                asked -> asked.contains("DPTYPE") ? error(400, "first") : error(500, "database down"));
        assertThat(urls).hasSize(2);
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).startsWith("first "));
    }

    @ParameterizedTest
    @CsvSource({
        "200,database down",
        "500,database down",
        "401,log in",
        "403,DPTYPE",
        "404,",
        "200,time-out of the query",
        "200,too many requests at this time",
        "200,UsageFault: bad POS"
    })
    void otherErrorsAreNoRefusal(int status, @Nullable String message) {
        QueryResult result =
                ask(cone(10, 10, 1, "image"), asked -> message == null ? page(status) : error(status, message));
        assertThat(result.outcome()).isInstanceOf(Failed.class);
        assertThat(urls).hasSize(1);
    }

    @Test
    void whatOverflowsWithoutTimeIsSplitByPosition() {
        ask(
                all(HERE, null, SPAN),
                asked -> asked.contains("TIME")
                        ? error(400, "TIME?")
                        : asked.contains("10 10 1&") || asked.endsWith("10 10 1")
                                ? answer(200, rows("OVERFLOW"))
                                : null);
        // with and without, then seven smaller cones without
        assertThat(urls).hasSize(9);
        assertThat(urls.subList(1, 9)).noneMatch(asked -> asked.contains("TIME"));
        assertThat(kept()).containsExactly("http://data/image", "http://data/untyped", "http://data/spectrum");
    }

    /** And its circles one after the other, each row once. A row without position is not in a polygon by being in a circle. */
    @ParameterizedTest
    @CsvSource({"400", "413", "414", "431", "500"})
    void circlesFollowAPolygonThatIsRefusedOrTooLong(int status) {
        Question strip = all(PolygonRegion.parse("0,9 20,9 20,11 0,11"), null, null, "image");
        QueryResult result = ask(strip, asked -> asked.contains("POLYGON") ? page(status) : null);
        assertThat(result.outcome()).isInstanceOf(Answered.class);
        assertThat(result.facts().form()).isEqualTo("circles");
        assertThat(urls).hasSizeBetween(4, 8).first().asString().startsWith("POS=POLYGON 0 9 20 9 20 11 0 11");
        assertThat(urls.subList(1, urls.size()))
                .doesNotHaveDuplicates()
                .allMatch(asked -> asked.contains("POS=CIRCLE "));
        assertThat(kept()).contains("http://data/image").doesNotHaveDuplicates();
    }

    @Test
    void aRowWithoutPositionCountsOnlyWhereTheRegionItselfWasTested() {
        List<String> fields = List.of("name=\"access_url\" datatype=\"char\" arraysize=\"*\"");
        byte[] placeless = Answers.votable("OK", fields, List.of(List.of("http://data/placeless")));
        Question polygon = all(PolygonRegion.parse("9,9 11,9 10,11"), null, null);
        assertThat(ask(polygon, asked -> answer(200, placeless)).facts().records())
                .isEqualTo(1);
        assertThat(ask(polygon, asked -> asked.contains("POLYGON") ? page(400) : answer(200, placeless))
                        .facts()
                        .unknown())
                .isEqualTo(1);
        assertThat(ask(all(MocRegion.parse("3/65 6/40000"), null, null), asked -> answer(200, placeless))
                        .facts()
                        .records())
                .isZero();
    }
}
