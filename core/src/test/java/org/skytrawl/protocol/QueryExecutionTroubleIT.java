package org.skytrawl.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.LoopbackService.answering;
import static org.skytrawl.protocol.LoopbackService.cut;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.Protocol;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;

/** Faults of services, each with its outcome, and the rows that came before. */
@Timeout(60)
@ParameterizedClass
@MethodSource("protocols")
class QueryExecutionTroubleIT {
    private final Protocol protocol;

    QueryExecutionTroubleIT(Protocol protocol) {
        this.protocol = protocol;
    }

    static List<Protocol> protocols() {
        return List.of(Sia2.PROTOCOL, Ssa.PROTOCOL);
    }

    private final QueryAsker asker = new QueryAsker();

    @AfterEach
    void close() {
        asker.close();
    }

    @Test
    void saysWhatTheServiceSaysWentWrong() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, Answers.recorded("sia2_site_error.xml")))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isEqualTo(new Failed(
                            FailureCode.SERVICE_ERROR,
                            200,
                            "UsageFault: Field POS: Invalid SIAPv2 coordinates: 'abc' (bad floating point literal)"));
        }
    }

    @Test
    void keepsRowsThatCameBeforeAnError() throws IOException {
        byte[] answer = new String(QueryAsker.rows("OK", 2), UTF_8)
                .replace("</TABLE>", "</TABLE><INFO name=\"QUERY_STATUS\" value=\"ERROR\">disk full</INFO>")
                .getBytes(UTF_8);
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isEqualTo(new Incomplete(FailureCode.SERVICE_ERROR, 200, "disk full"));
            assertThat(asker.records).hasSize(2);
        }
    }

    @Test
    void readsTheServicesMessageOutOfAnHttpError() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(400, Answers.recorded("tap_error_column.xml")))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isEqualTo(new Failed(
                            FailureCode.SERVICE_ERROR,
                            400,
                            "Field query: No such field known: column 'nosuchcol' could not be located in table metadata"
                                    + " (HTTP 400 Bad Request) (1 simpler query was refused too)"));
        }
    }

    @Test
    void showsTheStartOfAnyOtherHttpErrorWithoutTagsAndControls() throws IOException {
        byte[] page =
                "<html><head><title>x</title></head><body><h1>Out of\u001b[31m order</h1>\n<script>a<b</script></body>"
                        .getBytes(UTF_8);
        try (LoopbackService server = new LoopbackService(answering(503, page))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isEqualTo(
                            new Failed(FailureCode.HTTP_STATUS, 503, "HTTP 503 Service Unavailable: Out of[31m order"));
        }
        try (LoopbackService server = new LoopbackService(answering(404, new byte[0]))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isEqualTo(new Failed(FailureCode.HTTP_STATUS, 404, "HTTP 404 Not Found"));
        }
    }

    @Test
    void failsOnWhatIsNoVoTable() throws IOException {
        try (LoopbackService server =
                new LoopbackService(answering(200, "<html><title>Login</title></html>".getBytes(UTF_8)))) {
            assertThat(asker.ask(server, protocol).outcome()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo(FailureCode.NOT_VOTABLE);
                assertThat(failed.reason()).contains("Login");
            });
        }
    }

    @Test
    void keepsRowsThatCameBeforeTheCut() throws IOException {
        byte[] answer = QueryAsker.rows("OK", 1000);
        try (LoopbackService server = new LoopbackService(cut(answer, answer.length / 2))) {
            QueryResult result = asker.ask(server, protocol);
            assertThat(result.outcome())
                    .isInstanceOfSatisfying(
                            Incomplete.class,
                            cutOff -> assertThat(cutOff.code()).isEqualTo(FailureCode.TRUNCATED));
            assertThat(asker.records).hasSizeBetween(400, 500);
            assertThat(result.facts().records()).isEqualTo(asker.records.size());
        }
    }

    @Test
    void failsWhereNothingCameBeforeTheCut() throws IOException {
        byte[] answer = QueryAsker.rows("OK", 10);
        try (LoopbackService server = new LoopbackService(cut(answer, 200))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.TRUNCATED));
        }
    }

    @Test
    void keepsRowsOfAnAnswerThatGrowsTooLarge() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, QueryAsker.rows("OK", 40_000)))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isInstanceOfSatisfying(
                            Incomplete.class,
                            cutOff -> assertThat(cutOff.code()).isEqualTo(FailureCode.TOO_LARGE));
            assertThat(asker.records).isNotEmpty();
        }
    }

    @Test
    void blamesItselfForAFaultOfItsOwn() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(200, QueryAsker.rows("OK", 3)))) {
            QueryResult result = asker.ask(server, protocol, null, Duration.ofSeconds(20), (record, bytes) -> {
                throw new IllegalStateException("sink is broken");
            });
            assertThat(result.outcome())
                    .isEqualTo(
                            new Failed(FailureCode.INTERNAL, null, "java.lang.IllegalStateException: sink is broken"));
        }
    }
}
