package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.LoopbackService.answering;
import static org.skytrawl.protocol.Questions.service;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Protocol;
import org.skytrawl.protocol.LoopbackService.Behaviour;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;

/** Overflows that are mended or not, and services that want simpler questions. */
@Timeout(60)
class MendingIT {
    private final QueryAsker asker = new QueryAsker();
    private final AcceptedQueryForms dialects = new AcceptedQueryForms();

    @AfterEach
    void close() {
        asker.close();
    }

    static List<Protocol> protocols() {
        return List.of(Sia2.PROTOCOL, Ssa.PROTOCOL);
    }

    private QueryResult ask(LoopbackService server, Protocol protocol) {
        return KnownProtocols.query(service(protocol, server.url()), QueryAsker.HERE, false)
                .ask(
                        new QueryContext(asker.fetcher, 1 << 20, true, true, 1000, dialects),
                        asker.context(),
                        asker::take);
    }

    private static Behaviour rows(String status, String... urls) {
        List<List<String>> rows = new ArrayList<>();
        for (String url : urls) {
            rows.add(List.of(url, "10." + url.length(), "10", "1"));
        }
        return answering(200, Answers.votable(status, QueryAsker.FIELDS, rows));
    }

    private List<String> urls() {
        return asker.records.stream()
                .map(record -> String.valueOf(record.text(ObsCoreColumn.access_url)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void whatLiesAcrossASeamAndWhatIsTwiceInOneAnswerIsKeptOnce(Protocol protocol) throws IOException {
        try (LoopbackService server = new LoopbackService(
                rows("OVERFLOW", "http://a", "http://aa"),
                rows("OK", "http://a", "http://seam"),
                rows("OK", "http://seam", "http://aa", "http://twice"),
                rows("OK", "http://twice"),
                rows("OK"))) {
            QueryResult result = ask(server, protocol);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(urls()).containsExactly("http://a", "http://aa", "http://seam", "http://twice");
            assertThat(result.facts().records()).isEqualTo(4);
            assertThat(result.facts().repeated()).isEqualTo(4);
            assertThat(result.facts().form()).isEqualTo("in 7 parts after an overflow");
            assertThat(result.facts().attempts()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void aServiceThatOverflowsWhateverIsAskedStaysOverflowedWithinABound(Protocol protocol) throws IOException {
        try (LoopbackService server = new LoopbackService(rows("OVERFLOW", "http://a", "http://aa"))) {
            QueryResult result = ask(server, protocol);
            assertThat(result.outcome())
                    .isInstanceOfSatisfying(
                            Overflowed.class,
                            overflowed -> assertThat(overflowed.reason())
                                    .startsWith("QUERY_STATUS OVERFLOW after 2 rows; queried again in ")
                                    .endsWith(" overflowed too and could not be split"));
            assertThat(server.connections()).isLessThanOrEqualTo(QueryExecution.MOST_PARTS);
            assertThat(urls()).containsExactly("http://a", "http://aa");
        }
    }

    @Test
    void aPartThatFailsMakesTheAnswerIncomplete() throws IOException {
        try (LoopbackService server =
                new LoopbackService(rows("OVERFLOW", "http://a", "http://aa"), answering(404, new byte[0]))) {
            QueryResult result = ask(server, Sia1.PROTOCOL);
            assertThat(result.outcome()).isInstanceOfSatisfying(Incomplete.class, incomplete -> {
                assertThat(incomplete.code()).isEqualTo(FailureCode.HTTP_STATUS);
                assertThat(incomplete.reason())
                        .endsWith(" in part 2 of a query that overflowed (QUERY_STATUS OVERFLOW after 2 rows);"
                                + " 2 of 2 parts failed, 5 more were not completed");
            });
            assertThat(urls()).hasSize(2);
        }
    }

    @Test
    void onePartThatFailsDoesNotCostTheOthers() throws IOException {
        try (LoopbackService server = new LoopbackService(
                rows("OVERFLOW", "http://a", "http://aa"),
                rows("OK", "http://b"),
                answering(404, new byte[0]),
                rows("OK", "http://c"))) {
            QueryResult result = ask(server, Sia1.PROTOCOL);
            assertThat(result.outcome())
                    .isInstanceOfSatisfying(
                            Incomplete.class,
                            incomplete -> assertThat(incomplete.reason())
                                    .endsWith(" in part 3 of a query that overflowed (QUERY_STATUS OVERFLOW after"
                                            + " 2 rows); 1 of 7 parts failed"));
            assertThat(urls()).containsExactly("http://a", "http://aa", "http://b", "http://c");
        }
    }

    @Test
    void goesDownTheLadderAndRemembersWhereItStands() throws IOException {
        Behaviour refusal = answering(400, Answers.recorded("tap_error_syntax.xml"));
        try (LoopbackService server =
                new LoopbackService(refusal, refusal, rows("OK", "http://a"), rows("OK", "http://a", "http://b"))) {
            QueryResult result = ask(server, ObsTap.PROTOCOL);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().form()).isEqualTo("two-queries");
            assertThat(urls()).as("what both queries give is kept once").containsExactly("http://a", "http://b");
            ask(server, ObsTap.PROTOCOL);
            assertThat(server.connections()).as("asked in two queries at once").isEqualTo(6);
        }
    }

    @Test
    void aServiceThatRefusesAllSaysWhatItSaidToTheBestForm() throws IOException {
        try (LoopbackService server = new LoopbackService(
                answering(400, "first".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                answering(400, "others".getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
            assertThat(ask(server, ObsTap.PROTOCOL).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.reason())
                                    .contains("first")
                                    .endsWith("(7 simpler queries were refused too)"));
            assertThat(server.connections()).isEqualTo(8);
        }
    }
}
