package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.protocol.LoopbackService.answering;
import static org.skytrawl.protocol.LoopbackService.resetting;
import static org.skytrawl.protocol.LoopbackService.stalling;
import static org.skytrawl.protocol.Questions.service;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Protocol;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;

/** Timeouts, cancels and retries. */
@Timeout(60)
@ParameterizedClass
@MethodSource("protocols")
class QueryExecutionStopsIT {
    private final Protocol protocol;

    QueryExecutionStopsIT(Protocol protocol) {
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
    void keepsRowsThatCameBeforeTheTimeout() throws IOException {
        byte[] answer = QueryAsker.rows("OK", 1000);
        try (LoopbackService server = new LoopbackService(stalling(answer, answer.length / 2))) {
            QueryResult result = asker.ask(server, protocol, null, Duration.ofSeconds(4), asker::take);
            assertThat(result.outcome()).isEqualTo(new TimedOut(Phase.READING));
            assertThat(asker.records).hasSizeBetween(300, 500);
            assertThat(result.facts().records()).isEqualTo(asker.records.size());
            assertThat(result.facts().seconds()).isBetween(3.9, 10.0);
        }
    }

    @Test
    void keepsRowsThatCameBeforeACancelFromTheSink() throws IOException {
        byte[] answer = QueryAsker.rows("OK", 1000);
        try (LoopbackService server = new LoopbackService(answering(200, answer))) {
            QueryResult result = asker.ask(server, protocol, null, Duration.ofSeconds(20), (record, bytes) -> {
                asker.records.add(record);
                if (asker.records.size() == 10) {
                    asker.cancellation.cancel();
                }
            });
            assertThat(result.outcome()).isEqualTo(new Cancelled(Phase.READING));
            assertThat(asker.records).hasSize(10);
        }
    }

    @Test
    void timesOutWhileWaiting() throws IOException {
        try (LoopbackService server = new LoopbackService(LoopbackService.silent())) {
            assertThat(asker.ask(server, Sia1.PROTOCOL, null, Duration.ofSeconds(3), asker::take)
                            .outcome())
                    .isEqualTo(new TimedOut(Phase.WAITING));
        }
    }

    @Test
    void triesAResetConnectionOnceMore() throws IOException {
        try (LoopbackService server = new LoopbackService(resetting(), answering(200, QueryAsker.rows("OK", 1)))) {
            QueryResult result = asker.ask(server, protocol);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().attempts()).isEqualTo(2);
        }
        try (LoopbackService server = new LoopbackService(resetting())) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.code()).isEqualTo(FailureCode.CONNECTION_RESET));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void asksABusyServiceAgainWhenItSays(int status) throws IOException {
        LoopbackService.Behaviour busy = answering(status, new byte[0], "Retry-After: 0");
        try (LoopbackService server = new LoopbackService(busy, answering(200, QueryAsker.rows("OK", 1)))) {
            QueryResult result = asker.ask(server, protocol);
            assertThat(result.outcome()).isEqualTo(new Answered());
            assertThat(result.facts().attempts()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void asksOnceMoreWhereAServerOrItsGatewayIsBusyForAMoment(int status) throws IOException {
        try (LoopbackService server =
                new LoopbackService(answering(status, new byte[0]), answering(200, QueryAsker.rows("OK", 2)))) {
            assertThat(asker.ask(server, protocol).outcome())
                    .isEqualTo(new org.skytrawl.provenance.ServiceOutcome.Answered());
            assertThat(server.connections()).isEqualTo(2);
        }
        try (LoopbackService server = new LoopbackService(answering(status, new byte[0]))) {
            assertThat(asker.ask(server, protocol).outcome()).isInstanceOf(Failed.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotWaitForABusyServiceBeyondTheDeadlineNorForEver() throws IOException {
        try (LoopbackService server = new LoopbackService(answering(503, new byte[0], "Retry-After: 3600"))) {
            assertThat(asker.ask(server, protocol).outcome()).isInstanceOf(Failed.class);
            assertThat(server.connections()).isEqualTo(1);
        }
        try (LoopbackService server = new LoopbackService(answering(503, new byte[0], "Retry-After: 0"))) {
            assertThat(asker.ask(server, protocol).outcome()).isInstanceOf(Failed.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void hearsACancelWhileItWaitsForABusyService() throws IOException {
        LoopbackService.Behaviour busy = (service, out) -> {
            answering(503, new byte[0], "Retry-After: 15").serve(service, out);
            // late enough that the answer is read, early enough that the wait is not over
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(asker.cancellation::cancel);
        };
        try (LoopbackService server = new LoopbackService(busy)) {
            QueryResult result = asker.ask(server, protocol);
            assertThat(result.outcome()).isInstanceOf(Cancelled.class);
            assertThat(result.facts().seconds()).isLessThan(10);
        }
    }
}
