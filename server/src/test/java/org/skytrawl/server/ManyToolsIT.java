package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** Many questions of tools at once: the runs of the facade share the server with each other and with the page. */
class ManyToolsIT {
    private static final int TOOLS = 20;
    private static final Pattern INCOMPLETE = Pattern.compile("name=\"services_incomplete\" value=\"(\\d+)\"");

    @TempDir
    Path folder;

    private static String question(int number) {
        return "sia2?POS=CIRCLE+10.68+41.27+" + (0.2 + number * 0.001);
    }

    private static String body(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static int incomplete(String votable) {
        var found = INCOMPLETE.matcher(votable);
        assertThat(found.find()).as(votable).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static RunLimits limits(int facadeRunning, int facadeQueued) {
        RunLimits usual = RunLimits.DEFAULTS;
        RunLimits.OfKind tools = usual.facade();
        return new RunLimits(
                usual.page(),
                new RunLimits.OfKind(
                        new RunLimits.AtOnce(facadeRunning, facadeQueued),
                        tools.kept(),
                        tools.mostStored(),
                        tools.mostStoredBytes()),
                usual.mostRowsInMemory());
    }

    /** A run of a tool that lasts until it is cancelled, or for 20 s. */
    private static ServedRun occupant(TestServer server) throws InterruptedException {
        QuestionForm form = QuestionForm.of(Map.of("cone", List.of("10.68,41.27,0.3")), server.client);
        ServedRun run = server.server.runs().startForTool(form, TestServer.PATIENCE);
        await(() -> !run.awaited().isEmpty());
        return run;
    }

    private static Duration timeGiven(ServedRun run) {
        RunStarted begun = (RunStarted) run.log().events().getFirst();
        Duration given = begun.options().runDeadline();
        assertThat(given).isNotNull();
        return given;
    }

    @Test
    void twentyQuestionsAtOnceAreAllAnsweredBesideThePage() throws Exception {
        Duration deadline = Duration.ofSeconds(10);
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(60, 7)
                        .withLatency(new Latency.Fixed(Duration.ofMillis(300)))
                        .withFaults(FaultPlan.parse("hang-before-headers=0.1")));
                TestServer server = TestServer.start(vo.registryUrl(), folder, RunLimits.DEFAULTS, deadline);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // reads the registry, which is in the deadline too
            server.get("sia2?POS=CIRCLE+200+80+0.1");

            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < TOOLS; i++) {
                String question = question(i);
                answers.add(threads.submit(() -> {
                    HttpResponse<byte[]> answer = server.get(question);
                    assertThat(answer.statusCode()).as(body(answer)).isEqualTo(200);
                    return body(answer);
                }));
            }
            await(() -> server.server.runs().counts().facade().atOnce().running() == TOOLS);
            String own = server.run("{\"cone\": \"10.68,41.27,0.2\", \"timeout\": \"2s\"}");
            JsonNode now = server.json("api/server").get("runs");

            assertThat(server.await(own, "running").get("state").asString()).isEqualTo("running");
            assertThat(now.get("running").asInt()).isEqualTo(1);
            assertThat(now.get("queued").asInt()).isZero();
            assertThat(server.get("api/runs/" + own + "/datasets").statusCode()).isEqualTo(200);
            for (Future<String> each : answers) {
                String votable = each.get();
                assertThat(votable).contains("<TR>", "name=\"service_incomplete\"");
                assertThat(incomplete(votable)).isPositive();
            }
            assertThat(server.await(own, "done").get("datasets").asInt()).isPositive();
        }
    }

    private TestServer hanging(SimulatedVo vo, RunLimits limits, Duration deadline) throws IOException {
        return TestServer.start(vo.registryUrl(), folder, limits, deadline);
    }

    @Test
    void theTimeOfARunThatWaitedCountsFromItsRequest() throws Exception {
        Duration deadline = Duration.ofSeconds(8);
        Duration waits = Duration.ofSeconds(4);
        try (SimulatedVo vo =
                        SimulatedVo.start(SimOptions.of(40, 7).withFaults(FaultPlan.parse("hang-before-headers=0.3")));
                TestServer server = hanging(vo, limits(1, 1), deadline);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ServedRun first = occupant(server);
            long begun = System.nanoTime();
            Future<HttpResponse<byte[]>> answer = threads.submit(() -> server.get(question(1)));
            await(() -> server.server.runs().counts().facade().atOnce().queued() == 1);
            await(() -> System.nanoTime() - begun > waits.toNanos());
            server.server.runs().cancel(first);

            String votable = body(answer.get());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(answer.get().statusCode()).as(votable).isEqualTo(200);
            assertThat(votable).contains("<TR>", "timed out");
            assertThat(incomplete(votable)).isPositive();
            assertThat(took).isLessThan(deadline.plus(waits));
            ServedRun late = server.server.runs().all().getFirst();
            assertThat(timeGiven(late)).isLessThan(deadline.minus(waits.dividedBy(2)));

            ServedRun again = server.server.runs().retry(late, null);
            await(() -> !again.awaited().isEmpty());
            assertThat(timeGiven(again)).isEqualTo(deadline);
            // it lacked services because it had to wait: the same question asks them again
            HttpResponse<byte[]> repeated = server.get(question(1));
            assertThat(body(repeated)).doesNotContain("stored_run");
        }
    }

    @Test
    void whoCannotBeServedIsToldToComeAgain() throws Exception {
        try (SimulatedVo vo =
                        SimulatedVo.start(SimOptions.of(20, 7).withFaults(FaultPlan.parse("hang-before-headers=1")));
                TestServer server = hanging(vo, limits(1, 1), Duration.ofSeconds(2));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            occupant(server);

            HttpResponse<byte[]> late = server.get(question(1));
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).contains("60");
            assertThat(body(late)).contains("no service could be asked within 2 s: too many runs go on");

            Future<HttpResponse<byte[]>> waiting = threads.submit(() -> server.get(question(2)));
            await(() -> server.server.runs().counts().facade().atOnce().queued() == 1);
            HttpResponse<byte[]> refused = server.get(question(3));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(body(refused)).contains("1 runs go on and 1 wait");
            server.server.runs().cancel(server.server.runs().all().getFirst());
            assertThat(waiting.get().statusCode()).isEqualTo(503);
            assertThat(body(waiting.get())).contains("ended before it had asked a service");

            // the page has room of its own
            assertThat(server.await(server.run("{\"cone\": \"10.68,41.27,0.2\"}"), "running")
                            .get("state")
                            .asString())
                    .isEqualTo("running");
        }
    }
}
