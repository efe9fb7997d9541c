package org.skytrawl.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.protocol.LoopbackService.answering;
import static org.skytrawl.protocol.LoopbackService.cut;
import static org.skytrawl.protocol.Questions.service;

import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.net.FetchException;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;

/** What is asked, judged and counted. */
@Timeout(60)
class QueryExecutionIT {
    private final QueryAsker asker = new QueryAsker();

    @AfterEach
    void close() {
        asker.close();
    }

    @Test
    void handsOnWhatMatchesAndCountsTheRest() throws IOException {
        byte[] answer = Answers.votable(
                "OK",
                QueryAsker.FIELDS,
                List.of(
                        List.of("http://data/1", "10", "10", "1"),
                        List.of("http://data/2", "10.5", "x", "1"),
                        List.of("http://data/3", "10", "10", "1", "one too many"),
                        List.of("http://data/4", "10.5", "10.5", "1")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server);
            assertThat(result.outcome()).isEqualTo(new Answered());
            // the service applied the position: its word counts for the record without one
            assertThat(asker.records)
                    .extracting(record -> record.text(ObsCoreColumn.access_url))
                    .containsExactly("http://data/1", "http://data/2", "http://data/3", "http://data/4");
            assertThat(result.facts().records()).isEqualTo(4);
            assertThat(result.facts().badCells()).isEqualTo(1);
            assertThat(result.facts().badRows()).isEqualTo(1);
            assertThat(result.facts().extraColumns()).isEqualTo(1);
            assertThat(result.facts().attempts()).isEqualTo(1);
            assertThat(result.facts().bytes()).isEqualTo(answer.length);
            assertThat(result.facts().form()).isNull();
            assertThat(result.facts().query()).startsWith(server.url() + "?POS=CIRCLE%2010%2010%201&");
        }
    }

    @Test
    void losesNoMoreOfAnSia1AnswerThanItsBadCellsAndRows() throws IOException {
        byte[] answer = Answers.votable(
                "OK",
                List.of(
                        "ucd=\"VOX:Image_AccessReference\" datatype=\"char\" arraysize=\"*\"",
                        "ucd=\"POS_EQ_RA_MAIN\" datatype=\"double\"",
                        "ucd=\"POS_EQ_DEC_MAIN\" datatype=\"double\"",
                        "ucd=\"VOX:Image_Naxis\" datatype=\"int\" arraysize=\"*\"",
                        "ucd=\"VOX:Image_MJDateObs\" datatype=\"char\" arraysize=\"*\""),
                List.of(
                        List.of("http://data/1", "10", "10", "100,100", "2010-03-01"),
                        List.of("http://data/2", "10", "10", "wide", "once"),
                        List.of("http://data/3", "10", "10"),
                        List.of("http://data/4", "10", "10", "", "")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server, Sia1.PROTOCOL, null, Duration.ofSeconds(20), asker::take);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(asker.records)
                    .extracting(record -> record.text(ObsCoreColumn.access_url))
                    .containsExactly("http://data/1", "http://data/2", "http://data/3", "http://data/4");
            assertThat(result.facts().badCells()).isEqualTo(2);
            assertThat(result.facts().badRows()).isEqualTo(1);
        }
    }

    @Test
    void keepsAndCountsAccessUrlsThatNobodyShouldFollow() throws IOException {
        byte[] answer = Answers.votable(
                "OK",
                QueryAsker.FIELDS,
                List.of(
                        List.of("http://data/1", "10", "10", "1"),
                        List.of("javascript:alert(1)", "10", "10", "1"),
                        List.of("file:///etc/passwd", "10", "10", "1"),
                        List.of("", "10", "10", "1")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server);
            assertThat(asker.records)
                    .extracting(record -> record.text(ObsCoreColumn.access_url))
                    .containsExactly("http://data/1", "javascript:alert(1)", "file:///etc/passwd", null);
            assertThat(result.facts().oddUrls()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void judgesByTheFootprint() throws IOException {
        byte[] answer = Answers.votable(
                "OK",
                List.of("name=\"s_region\" datatype=\"char\" arraysize=\"*\""),
                List.of(
                        List.of("Circle ICRS 12 10 1"),
                        List.of("Circle ICRS 15 10 1"),
                        List.of("Circle ICRS 10 11.5 1")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server);
            assertThat(result.facts().records()).isEqualTo(2);
            assertThat(result.facts().filtered()).isEqualTo(1);
        }
    }

    static List<Protocol> protocols() {
        return Protocol.known();
    }

    /** The cone has a radius of 1 degree. */
    @ParameterizedTest
    @MethodSource("protocols")
    void takesACentreFarOutsideForElsewhereAndSaysHowTheOthersWereJudged(Protocol protocol) throws IOException {
        List<String> obsCore = List.of(
                "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
                "name=\"s_ra\" datatype=\"double\"",
                "name=\"s_dec\" datatype=\"double\"",
                "name=\"s_fov\" datatype=\"double\"",
                "name=\"s_region\" datatype=\"char\" arraysize=\"*\"");
        byte[] answer = answer(
                protocol,
                obsCore,
                List.of(
                        List.of("http://data/inside", "10", "10.9", "", ""),
                        List.of("http://data/near", "10", "40.9", "", ""),
                        List.of("http://data/far", "10", "41.1", "", ""),
                        List.of("http://data/far-point", "10", "41.1", "", "POSITION ICRS 10 10"),
                        List.of("http://data/far-unreadable", "10", "41.1", "", "INTERSECTION ICRS (CIRCLE 10 10 1)"),
                        List.of("http://data/far-but-large", "10", "41.1", "61", ""),
                        List.of("http://data/far-outline", "10", "41.1", "", "CIRCLE ICRS 10 10 0.1"),
                        List.of("http://data/point", "", "", "", "POSITION ICRS 10 12"),
                        List.of("http://data/no-place", "", "", "", "")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server, protocol, null, Duration.ofSeconds(20), asker::take);
            List<String> kept = new ArrayList<>(List.of(
                    "http://data/inside TESTED",
                    "http://data/near SERVICE",
                    "http://data/far-but-large TESTED",
                    "http://data/far-outline TESTED",
                    "http://data/point SERVICE",
                    "http://data/no-place SERVICE"));
            if (protocol.equals(ObsTap.PROTOCOL)) {
                // the query is for centres near the region, if there is no outline: the service's word does not say
                // more
                kept.remove("http://data/near SERVICE");
            }
            assertThat(asker.records)
                    .extracting(record -> record.text(ObsCoreColumn.access_url) + " " + record.overlap())
                    .containsExactlyElementsOf(kept);
            assertThat(result.facts().filtered()).isEqualTo(3);
            assertThat(result.facts().badCells()).isEqualTo(1);
        }
    }

    /** The same in the columns of the protocol: SSA has one position of two numbers, and its own utypes. */
    private static byte[] answer(Protocol protocol, List<String> obsCore, List<List<String>> rows) {
        if (!protocol.equals(Ssa.PROTOCOL)) {
            return Answers.votable("OK", obsCore, rows);
        }
        String coverage = "utype=\"ssa:Char.SpatialAxis.Coverage.";
        return Answers.votable(
                "OK",
                List.of(
                        "name=\"url\" utype=\"ssa:Access.Reference\" datatype=\"char\" arraysize=\"*\"",
                        "name=\"pos\" " + coverage
                                + "Location.Value\" datatype=\"double\" arraysize=\"2\" unit=\"deg\"",
                        "name=\"aperture\" " + coverage + "Bounds.Extent\" datatype=\"double\" unit=\"deg\"",
                        "name=\"outline\" " + coverage + "Support.Area\" datatype=\"char\" arraysize=\"*\""),
                rows.stream()
                        .map(row ->
                                List.of(row.get(0), (row.get(1) + " " + row.get(2)).strip(), row.get(3), row.get(4)))
                        .toList());
    }

    @Test
    void countsRecordsThatLackMetadataAsUnknown() throws IOException {
        Question timed = Questions.all(QueryAsker.HERE.region(), null, Questions.SPAN);
        try (LoopbackService server = new LoopbackService(answering(200, QueryAsker.rows("OK", 3)))) {
            QueryResult result = KnownProtocols.query(service(Sia2.PROTOCOL, server.url()), timed, false)
                    .ask(asker.means(false), asker.context(), asker::take);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().unknown()).isEqualTo(3);
            assertThat(asker.records).isEmpty();
        }
    }

    @Test
    void postsObsTapQueriesAndNamesTheForm() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, QueryAsker.rows("OK", 2)))) {
            QueryResult result = asker.ask(server, ObsTap.PROTOCOL, 1234L, Duration.ofSeconds(20), asker::take);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("intersects-or-contains");
            String request = URLDecoder.decode(server.requests().getFirst(), UTF_8);
            assertThat(request)
                    .startsWith("POST /x/sync HTTP/1.1")
                    .contains(
                            "REQUEST=doQuery&LANG=ADQL&QUERY=" + result.facts().query() + "&MAXREC=1234");
        }
    }

    /** Where there is no footprint, centres outside are asked for too: their field of view decides. */
    @Test
    void obsTapRowsWithoutFootprintAreJudgedByTheirFieldOfView() throws IOException {
        byte[] answer = Answers.table(
                List.of(
                        "name=\"obs_id\" datatype=\"char\" arraysize=\"*\"",
                        "name=\"s_ra\" datatype=\"double\"",
                        "name=\"s_dec\" datatype=\"double\"",
                        "name=\"s_fov\" datatype=\"double\"",
                        "name=\"s_region\" datatype=\"char\" arraysize=\"*\""),
                List.of(
                        List.of("inside", "10", "10", "", ""),
                        List.of("reaches in", "10", "12", "2.1", ""),
                        List.of("outside", "10", "12", "1.9", ""),
                        List.of("of unknown extent", "10", "12", "", ""),
                        List.of("unreadable", "10", "12", "", "SPIRAL 10 12 1"),
                        List.of("unreadable circle", "10", "12", "", "CIRCLE ICRS 10 12 x"),
                        List.of("of unknown frame", "10", "12", "", "POLYGON FK4 J2000 9 11 11 11 10 13"),
                        List.of("no word", "10", "12", "", "null"),
                        List.of("nowhere", "", "", "", "")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server, ObsTap.PROTOCOL, null, Duration.ofSeconds(20), asker::take);
            assertThat(asker.records)
                    .extracting(record -> record.text(ObsCoreColumn.obs_id))
                    .containsExactly(
                            "inside", "reaches in", "unreadable", "unreadable circle", "of unknown frame", "nowhere");
            assertThat(result.facts().filtered()).isEqualTo(1);
            assertThat(result.facts().unknown()).isEqualTo(2);
        }
    }

    @Test
    void seesAnOverflowBeforeAndAfterTheTable() throws IOException {
        byte[] after = new String(QueryAsker.rows("OK", 2), UTF_8)
                .replace("</TABLE>", "</TABLE><INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>")
                .getBytes(UTF_8);
        for (byte[] answer : List.of(QueryAsker.rows("OVERFLOW", 2), after)) {
            try (LoopbackService server = new LoopbackService(answering(200, answer))) {
                assertThat(asker.ask(server).outcome()).isEqualTo(new Overflowed("QUERY_STATUS OVERFLOW after 2 rows"));
            }
        }
        assertThat(asker.records).hasSize(4);
    }

    @Test
    void takesAsManyRowsAsWereAllowedForAnOverflow() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, QueryAsker.rows("OK", 5)))) {
            assertThat(asker.ask(server, Sia2.PROTOCOL, 5L, Duration.ofSeconds(20), asker::take)
                            .outcome())
                    .isEqualTo(new Overflowed("5 rows, as many as MAXREC allowed"));
            assertThat(asker.ask(server, Ssa.PROTOCOL, 5L, Duration.ofSeconds(20), asker::take)
                            .outcome())
                    .isEqualTo(new Overflowed("5 rows, as many as MAXREC allowed"));
            assertThat(asker.ask(server, Sia1.PROTOCOL, 5L, Duration.ofSeconds(20), asker::take)
                            .outcome())
                    .isEqualTo(new Overflowed("5 rows, as many as the service declares to return at most"));
            assertThat(asker.ask(server, Sia2.PROTOCOL, 6L, Duration.ofSeconds(20), asker::take)
                            .outcome())
                    .isEqualTo(new Answered());
        }
    }

    @Test
    void failsOnRowsWithoutAnyColumnThatDescribesADataset() throws IOException {
        byte[] strange = Answers.row("name=\"colour\" datatype=\"int\"|1");
        byte[] empty = Answers.table(List.of(), List.of());
        try (LoopbackService server = new LoopbackService(answering(200, strange), answering(200, empty))) {
            assertThat(asker.ask(server).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.MALFORMED));
            assertThat(asker.ask(server).outcome()).isEqualTo(new Answered());
        }
    }

    @Test
    void tellsAnAnswerThatSaysNothingFromOneThatHasNothing() throws IOException {
        String start = "<VOTABLE version=\"1.3\"><RESOURCE type=\"results\">";
        String ok = "<INFO name=\"QUERY_STATUS\" value=\"OK\"/>";
        String end = "</RESOURCE></VOTABLE>";
        try (LoopbackService server = new LoopbackService(
                answering(200, (start + end).getBytes(UTF_8)), answering(200, (start + ok + end).getBytes(UTF_8)))) {
            assertThat(asker.ask(server).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.MALFORMED));
            assertThat(asker.ask(server).outcome()).isEqualTo(new Answered());
        }
    }

    @Test
    void acceptsATableWithoutQueryStatus() throws IOException {
        byte[] answer = new String(QueryAsker.rows("OK", 2), UTF_8)
                .replace("<INFO name=\"QUERY_STATUS\" value=\"OK\"/>", "")
                .getBytes(UTF_8);
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            assertThat(asker.ask(server).outcome()).isEqualTo(new Answered());
            assertThat(asker.records).hasSize(2);
        }
    }

    @Test
    void putsTheNextFormWhereOneIsRefusedAndNamesTheOneThatAnswered() throws IOException {
        try (LoopbackService server = new LoopbackService(
                answering(200, Answers.recorded("tap_error_syntax.xml")), answering(200, QueryAsker.rows("OK", 2)))) {
            ServiceQuery query = KnownProtocols.query(service(ObsTap.PROTOCOL, server.url()), QueryAsker.HERE, false);
            QueryForm simple = QueryForm.of("simple", "SELECT 1", TapSync.request(server.url(), "SELECT 1", 5), false);
            QueryResult result = new QueryExecution(
                            query,
                            List.of(query.forms().getFirst(), simple),
                            asker.means(false),
                            asker.context(),
                            asker::take,
                            QueryAsker.HERE)
                    .run();
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("simple");
            assertThat(result.facts().query()).isEqualTo("SELECT 1");
            assertThat(result.facts().attempts()).isEqualTo(2);
            assertThat(asker.records).hasSize(2);
        }
    }

    @Test
    void givesTheRegistryWholeAnswersOnly() throws Exception {
        TapSync tap = new TapSync(asker.fetcher, 1 << 20, true);
        byte[] answer = QueryAsker.rows("OK", 100);
        List<Object> rows = new ArrayList<>();
        RowSink sink = new RowSink() {
            @Override
            public void fields(List<TableField> fields) {}

            @Override
            public void row(@Nullable Object[] cells) throws StopReadingException {
                if (rows.size() == 150) {
                    throw new StopReadingException("that will do");
                }
                rows.add(cells);
            }
        };
        try (LoopbackService server =
                new LoopbackService(answering(200, answer), cut(answer, 1000), answering(200, answer))) {
            TapSync.Answer whole = tap.query(server.url(), "SELECT 1", 100, asker.context(), sink);
            assertThat(whole.report().rows()).isEqualTo(100);
            assertThat(whole.overflow()).isEqualTo("100 rows, as many as MAXREC allowed");
            assertThatThrownBy(() -> tap.query(server.url(), "SELECT 1", 1000, asker.context(), sink))
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TRUNCATED));
            assertThatThrownBy(() -> tap.query(server.url(), "SELECT 1", 1000, asker.context(), sink))
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MALFORMED))
                    .hasMessage("that will do");
        }
    }

    @Test
    void asksForTheCircleAroundAPolygonWherePolygonsAreRefused() throws IOException {
        Question polygon = Questions.all(PolygonRegion.parse("9,9 11,9 10,11"), null, null);
        byte[] refusal = Answers.votable("ERROR", QueryAsker.FIELDS, List.of());
        byte[] answer = Answers.votable(
                "OK",
                List.of(
                        "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
                        "name=\"s_region\" datatype=\"char\" arraysize=\"*\""),
                List.of(
                        List.of("http://data/1", "Circle ICRS 10 10 0.1"),
                        List.of("http://data/2", "Circle ICRS 9 11 0.1"),
                        // the service was not told the polygon: its word does not count
                        List.of("http://data/3", "")));
        try (LoopbackService server = new LoopbackService(answering(400, refusal), answering(200, answer))) {
            QueryResult result = KnownProtocols.query(service(Sia2.PROTOCOL, server.url()), polygon, false)
                    .ask(asker.means(false), asker.context(), asker::take);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("circle");
            assertThat(result.facts().query()).contains("POS=CIRCLE%20");
            assertThat(asker.records)
                    .extracting(record -> record.text(ObsCoreColumn.access_url))
                    .containsExactly("http://data/1");
            assertThat(result.facts().filtered()).isEqualTo(1);
            assertThat(result.facts().unknown()).isEqualTo(1);
        }
    }

    @Test
    void splitsAPolygonByConesThatItReaches() throws IOException {
        Question polygon = Questions.all(PolygonRegion.parse("0,0 10,0 10,0.1"), null, null);
        byte[] full = QueryAsker.rows("OVERFLOW", 1);
        byte[] fits = QueryAsker.rows("OK", 1);
        try (LoopbackService server = new LoopbackService(answering(200, full), answering(200, fits))) {
            QueryResult result = KnownProtocols.query(service(Sia2.PROTOCOL, server.url()), polygon, false)
                    .ask(asker.means(true), asker.context(), asker::take);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).startsWith("polygon, in ").endsWith(" parts after an overflow");
            // of seven cones in the one around it, the narrow triangle reaches fewer
            assertThat(server.connections()).isBetween(4, 6);
        }
    }
}
