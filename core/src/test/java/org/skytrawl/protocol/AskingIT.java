package org.skytrawl.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.protocol.LoopbackService.answering;
import static org.skytrawl.protocol.LoopbackService.cut;
import static org.skytrawl.protocol.LoopbackService.resetting;
import static org.skytrawl.protocol.LoopbackService.stalling;
import static org.skytrawl.protocol.Questions.cone;
import static org.skytrawl.protocol.Questions.service;

import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;

@Timeout(60)
class AskingIT {
    private static final List<String> FIELDS = List.of(
            "name=\"access_url\" datatype=\"char\" arraysize=\"*\"",
            "name=\"s_ra\" datatype=\"double\"",
            "name=\"s_dec\" datatype=\"double\"",
            "name=\"odd\" datatype=\"double\"");
    private static final Constraints HERE = cone(10, 10, 1);

    private final HttpFetcher fetcher =
            new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), HostLookup.system());
    private final Cancellation cancellation = new Cancellation();
    private final List<ObsCoreRecord> records = new ArrayList<>();

    @AfterEach
    void closeFetcher() {
        fetcher.close();
    }

    private static byte[] rows(String status, int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of("http://data/" + i, "10", "10", "1"));
        }
        return Answers.votable(status, FIELDS, rows);
    }

    private QueryResult ask(LoopbackService server) {
        return ask(server, Protocol.SIA2, null, Duration.ofSeconds(20), records::add);
    }

    private QueryResult ask(
            LoopbackService server, Protocol protocol, @Nullable Long maxRecords, Duration timeout, RecordSink sink) {
        return ServiceQuery.of(service(protocol, server.url(), maxRecords), HERE, false)
                .ask(fetcher, new FetchContext(Deadline.after(timeout), cancellation), 1 << 20, true, sink);
    }

    @Test
    void handsOnWhatMatchesAndCountsTheRest() throws IOException {
        byte[] answer = Answers.votable(
                "OK",
                FIELDS,
                List.of(
                        List.of("http://data/1", "10", "10", "1"),
                        List.of("http://data/2", "10.5", "x", "1"),
                        List.of("http://data/3", "10", "10", "1", "one too many"),
                        List.of("http://data/4", "10.5", "10.5", "1")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = ask(server);
            assertThat(result.outcome()).isEqualTo(new Answered());
            // the service applied the position: its word counts for the record without one
            assertThat(records)
                    .extracting(record -> record.text(ObsCoreColumn.access_url))
                    .containsExactly("http://data/1", "http://data/2", "http://data/4");
            assertThat(result.facts().records()).isEqualTo(3);
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
    void judgesByTheFootprint() throws IOException {
        byte[] answer = Answers.votable(
                "OK",
                List.of("name=\"s_region\" datatype=\"char\" arraysize=\"*\""),
                List.of(
                        List.of("Circle ICRS 12 10 1"),
                        List.of("Circle ICRS 15 10 1"),
                        List.of("Circle ICRS 10 11.5 1")));
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = ask(server);
            assertThat(result.facts().records()).isEqualTo(2);
            assertThat(result.facts().filtered()).isEqualTo(1);
        }
    }

    @Test
    void countsRecordsThatLackMetadataAsUnknown() throws IOException {
        Constraints timed = Questions.all(HERE.cone(), null, Questions.SPAN);
        try (LoopbackService server = new LoopbackService(answering(200, rows("OK", 3)))) {
            QueryResult result = ServiceQuery.of(service(Protocol.SIA2, server.url()), timed, false)
                    .ask(fetcher, context(), 1 << 20, true, records::add);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().unknown()).isEqualTo(3);
            assertThat(records).isEmpty();
        }
    }

    @Test
    void postsObsTapQueriesAndNamesTheForm() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, rows("OK", 2)))) {
            QueryResult result = ask(server, Protocol.OBSTAP, 1234L, Duration.ofSeconds(20), records::add);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("intersects-or-contains");
            String request = URLDecoder.decode(server.requests().getFirst(), UTF_8);
            assertThat(request)
                    .startsWith("POST /x/sync HTTP/1.1")
                    .contains(
                            "REQUEST=doQuery&LANG=ADQL&QUERY=" + result.facts().query() + "&MAXREC=1234");
        }
    }

    @Test
    void seesAnOverflowBeforeAndAfterTheTable() throws IOException {
        byte[] after = new String(rows("OK", 2), UTF_8)
                .replace("</TABLE>", "</TABLE><INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>")
                .getBytes(UTF_8);
        for (byte[] answer : List.of(rows("OVERFLOW", 2), after)) {
            try (LoopbackService server = new LoopbackService(answering(200, answer))) {
                assertThat(ask(server).outcome()).isEqualTo(new Overflowed("QUERY_STATUS OVERFLOW after 2 rows"));
            }
        }
        assertThat(records).hasSize(4);
    }

    @Test
    void takesAsManyRowsAsWereAllowedForAnOverflow() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, rows("OK", 5)))) {
            assertThat(ask(server, Protocol.SIA2, 5L, Duration.ofSeconds(20), records::add)
                            .outcome())
                    .isEqualTo(new Overflowed("5 rows, as many as MAXREC allowed"));
            assertThat(ask(server, Protocol.SIA1, 5L, Duration.ofSeconds(20), records::add)
                            .outcome())
                    .isEqualTo(new Overflowed("5 rows, as many as the service declares to return at most"));
            assertThat(ask(server, Protocol.SIA2, 6L, Duration.ofSeconds(20), records::add)
                            .outcome())
                    .isEqualTo(new Answered());
        }
    }

    @Test
    void saysWhatTheServiceSaysWentWrong() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, Answers.recorded("sia2_site_error.xml")))) {
            assertThat(ask(server).outcome())
                    .isEqualTo(new Failed(
                            FailureCode.SERVICE_ERROR,
                            200,
                            "UsageFault: Field POS: Invalid SIAPv2 coordinates: 'abc' (bad floating point literal)"));
        }
    }

    @Test
    void keepsRowsThatCameBeforeAnError() throws IOException {
        byte[] answer = new String(rows("OK", 2), UTF_8)
                .replace("</TABLE>", "</TABLE><INFO name=\"QUERY_STATUS\" value=\"ERROR\">disk full</INFO>")
                .getBytes(UTF_8);
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            assertThat(ask(server).outcome()).isEqualTo(new Incomplete(FailureCode.SERVICE_ERROR, 200, "disk full"));
            assertThat(records).hasSize(2);
        }
    }

    @Test
    void readsTheServicesMessageOutOfAnHttpError() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(400, Answers.recorded("tap_error_column.xml")))) {
            assertThat(ask(server).outcome())
                    .isEqualTo(new Failed(
                            FailureCode.SERVICE_ERROR,
                            400,
                            "Field query: No such field known: column 'nosuchcol' could not be located in table metadata"
                                    + " (HTTP 400 Bad Request)"));
        }
    }

    @Test
    void showsTheStartOfAnyOtherHttpErrorWithoutTagsAndControls() throws IOException {
        byte[] page =
                "<html><head><title>x</title></head><body><h1>Out of\u001b[31m order</h1>\n<script>a<b</script></body>"
                        .getBytes(UTF_8);
        try (LoopbackService server = new LoopbackService(answering(503, page))) {
            assertThat(ask(server).outcome())
                    .isEqualTo(
                            new Failed(FailureCode.HTTP_STATUS, 503, "HTTP 503 Service Unavailable: Out of[31m order"));
        }
        try (LoopbackService server = new LoopbackService(answering(404, new byte[0]))) {
            assertThat(ask(server).outcome()).isEqualTo(new Failed(FailureCode.HTTP_STATUS, 404, "HTTP 404 Not Found"));
        }
    }

    @Test
    void failsOnWhatIsNoVoTable() throws IOException {
        try (LoopbackService server =
                new LoopbackService(answering(200, "<html><title>Login</title></html>".getBytes(UTF_8)))) {
            assertThat(ask(server).outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo(FailureCode.NOT_VOTABLE);
                assertThat(failed.reason()).contains("Login");
            });
        }
    }

    @Test
    void failsOnRowsWithoutAnyColumnThatDescribesADataset() throws IOException {
        byte[] strange = Answers.row("name=\"colour\" datatype=\"int\"|1");
        byte[] empty = Answers.table(List.of(), List.of());
        try (LoopbackService server = new LoopbackService(answering(200, strange), answering(200, empty))) {
            assertThat(ask(server).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.MALFORMED));
            assertThat(ask(server).outcome()).isEqualTo(new Answered());
        }
    }

    @Test
    void keepsRowsThatCameBeforeTheCut() throws IOException {
        byte[] answer = rows("OK", 1000);
        try (LoopbackService server = new LoopbackService(cut(answer, answer.length / 2))) {
            QueryResult result = ask(server);
            assertThat(result.outcome())
                    .isInstanceOfSatisfying(
                            Incomplete.class,
                            cutOff -> assertThat(cutOff.code()).isEqualTo(FailureCode.TRUNCATED));
            assertThat(records).hasSizeBetween(400, 500);
            assertThat(result.facts().records()).isEqualTo(records.size());
        }
    }

    @Test
    void failsWhereNothingCameBeforeTheCut() throws IOException {
        byte[] answer = rows("OK", 10);
        try (LoopbackService server = new LoopbackService(cut(answer, 200))) {
            assertThat(ask(server).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.TRUNCATED));
        }
    }

    @Test
    void keepsRowsOfAnAnswerThatGrowsTooLarge() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, rows("OK", 40_000)))) {
            assertThat(ask(server).outcome())
                    .isInstanceOfSatisfying(
                            Incomplete.class,
                            cutOff -> assertThat(cutOff.code()).isEqualTo(FailureCode.TOO_LARGE));
            assertThat(records).isNotEmpty();
        }
    }

    @Test
    void keepsRowsThatCameBeforeTheTimeout() throws IOException {
        byte[] answer = rows("OK", 1000);
        try (LoopbackService server = new LoopbackService(stalling(answer, answer.length / 2))) {
            QueryResult result = ask(server, Protocol.SIA2, null, Duration.ofSeconds(1), records::add);
            assertThat(result.outcome()).isEqualTo(new TimedOut(Phase.READING));
            assertThat(records).hasSizeBetween(300, 500);
            assertThat(result.facts().records()).isEqualTo(records.size());
            assertThat(result.facts().seconds()).isBetween(0.9, 10.0);
        }
    }

    @Test
    void keepsRowsThatCameBeforeACancelFromTheSink() throws IOException {
        byte[] answer = rows("OK", 1000);
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = ask(server, Protocol.SIA2, null, Duration.ofSeconds(20), record -> {
                records.add(record);
                if (records.size() == 10) {
                    cancellation.cancel();
                }
            });
            assertThat(result.outcome()).isEqualTo(new Cancelled(Phase.READING));
            assertThat(records).hasSize(10);
        }
    }

    @Test
    void timesOutWhileWaiting() throws IOException {
        try (LoopbackService server = new LoopbackService((service, out) -> Thread.sleep(20_000))) {
            assertThat(ask(server, Protocol.SIA1, null, Duration.ofMillis(300), records::add)
                            .outcome())
                    .isEqualTo(new TimedOut(Phase.WAITING));
        }
    }

    @Test
    void triesAResetConnectionOnceMore() throws IOException {
        try (LoopbackService server = new LoopbackService(resetting(), answering(200, rows("OK", 1)))) {
            QueryResult result = ask(server);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().attempts()).isEqualTo(2);
        }
        try (LoopbackService server = new LoopbackService(resetting())) {
            assertThat(ask(server).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.CONNECTION_RESET));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void asksABusyServiceAgainWhenItSays(int status) throws IOException {
        LoopbackService.Behaviour busy = answering(status, new byte[0], "Retry-After: 0");
        try (LoopbackService server = new LoopbackService(busy, busy, answering(200, rows("OK", 1)))) {
            QueryResult result = ask(server);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().attempts()).isEqualTo(3);
        }
    }

    @Test
    void doesNotWaitForABusyServiceBeyondTheDeadlineNorForEver() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(503, new byte[0], "Retry-After: 3600"))) {
            assertThat(ask(server).outcome()).isInstanceOf(Failed.class);
            assertThat(server.connections()).isEqualTo(1);
        }
        try (LoopbackService server = new LoopbackService(answering(503, new byte[0], "Retry-After: 0"))) {
            assertThat(ask(server).outcome()).isInstanceOf(Failed.class);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void hearsACancelWhileItWaitsForABusyService() throws IOException {
        LoopbackService.Behaviour busy = (service, out) -> {
            answering(503, new byte[0], "Retry-After: 15").serve(service, out);
            // late enough that the answer is read, early enough that the wait is not over
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(cancellation::cancel);
        };
        try (LoopbackService server = new LoopbackService(busy)) {
            QueryResult result = ask(server);
            assertThat(result.outcome()).isInstanceOf(Cancelled.class);
            assertThat(result.facts().seconds()).isLessThan(10);
        }
    }

    @Test
    void blamesItselfForAFaultOfItsOwn() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, rows("OK", 3)))) {
            QueryResult result = ask(server, Protocol.SIA2, null, Duration.ofSeconds(20), record -> {
                throw new IllegalStateException("sink is broken");
            });
            assertThat(result.outcome())
                    .isEqualTo(
                            new Failed(FailureCode.INTERNAL, null, "java.lang.IllegalStateException: sink is broken"));
        }
    }

    @Test
    void putsTheNextFormWhereOneIsRefusedAndNamesTheOneThatAnswered() throws IOException {
        try (LoopbackService server = new LoopbackService(
                answering(200, Answers.recorded("tap_error_syntax.xml")), answering(200, rows("OK", 2)))) {
            ServiceQuery query = ServiceQuery.of(service(Protocol.OBSTAP, server.url()), HERE, false);
            QueryForm simple = new QueryForm("simple", "SELECT 1", TapSync.request(server.url(), "SELECT 1", 5), false);
            QueryResult result = new Asking(
                            query, List.of(query.forms().getFirst(), simple), fetcher, context(), 1 << 20, true)
                    .run(records::add);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("simple");
            assertThat(result.facts().query()).isEqualTo("SELECT 1");
            assertThat(result.facts().attempts()).isEqualTo(2);
            assertThat(records).hasSize(2);
        }
    }

    @Test
    void givesTheRegistryWholeAnswersOnly() throws Exception {
        TapSync tap = new TapSync(fetcher, 1 << 20, true);
        byte[] answer = rows("OK", 100);
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
            TapSync.Answer whole = tap.query(server.url(), "SELECT 1", 100, context(), sink);
            assertThat(whole.report().rows()).isEqualTo(100);
            assertThat(whole.overflow()).isEqualTo("100 rows, as many as MAXREC allowed");
            assertThatThrownBy(() -> tap.query(server.url(), "SELECT 1", 1000, context(), sink))
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TRUNCATED));
            assertThatThrownBy(() -> tap.query(server.url(), "SELECT 1", 1000, context(), sink))
                    .isInstanceOfSatisfying(
                            FetchException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MALFORMED))
                    .hasMessage("that will do");
        }
    }

    private FetchContext context() {
        return new FetchContext(Deadline.after(Duration.ofSeconds(20)), cancellation);
    }
}
