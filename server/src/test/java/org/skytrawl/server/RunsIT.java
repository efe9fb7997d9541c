package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.server.run.RunLimits;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

class RunsIT {
    private static final String QUESTION = "{\"cone\": \"150,2,60\", \"inclusive\": \"true\"}";

    private static SimulatedVo vo;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(40, 3).withFaults(FaultPlan.parse("http-404=0.2,cut=0.2")));
    }

    @AfterAll
    static void end() {
        vo.close();
    }

    private TestServer server() throws IOException {
        return TestServer.start(vo.registryUrl(), folder);
    }

    @Test
    void aRunHasTheStatesAndNumbersOfItsLog() throws Exception {
        try (TestServer server = server()) {
            String id = server.run(QUESTION);
            JsonNode run = server.await(id, "done");

            assertThat(run.get("state").asString()).isEqualTo("done");
            assertThat(run.get("datasets").asInt()).isPositive();
            assertThat(run.get("complete").asBoolean())
                    .isEqualTo(run.get("missing").asInt() == 0);
            String log = text(server.get("api/runs/" + id + "/log"));
            String[] lines = log.split("\n", -1);
            assertThat(lines[0]).startsWith("{\"event\":\"run\"");
            assertThat(lines[lines.length - 2]).startsWith("{\"event\":\"summary\"");
            JsonNode services = server.json("api/runs/" + id + "/services").get("services");
            long ended = log.lines()
                    .filter(line -> line.startsWith("{\"event\":\"service\""))
                    .count();
            assertThat(services.size()).isEqualTo((int) ended);
            for (JsonNode service : services) {
                assertThat(service.get("state").asString()).isEqualTo("ended");
                assertThat(service.get("outcome").get("ivoid").asString())
                        .isEqualTo(service.get("ivoid").asString());
            }
        }
    }

    @Test
    void aRunOfAnEarlierServerGivesTheSameFiles() throws Exception {
        String id;
        List<byte[]> before = new ArrayList<>();
        String run;
        String events;
        try (TestServer server = server()) {
            id = server.run(QUESTION);
            server.await(id, "done");
            for (String format : List.of("votable", "fits", "csv", "ecsv", "jsonl")) {
                before.add(server.get("api/runs/" + id + "/result?format=" + format)
                        .body());
            }
            events = text(server.get("api/runs/" + id + "/events"));
            run = text(server.get("api/runs/" + id));
        }
        try (TestServer server = server()) {
            assertThat(text(server.get("api/runs/" + id))).isEqualTo(run);
            assertThat(server.json("api/runs").get("runs").get(0).get("id").asString())
                    .isEqualTo(id);
            List<byte[]> after = new ArrayList<>();
            for (String format : List.of("votable", "fits", "csv", "ecsv", "jsonl")) {
                after.add(server.get("api/runs/" + id + "/result?format=" + format)
                        .body());
            }
            for (int i = 0; i < before.size(); i++) {
                assertThat(linesOnlyIn(after.get(i), before.get(i))).isEmpty();
                assertThat(linesOnlyIn(before.get(i), after.get(i))).isEmpty();
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
            assertThat(text(server.get("api/runs/" + id + "/events")).replaceAll("event: started\ndata: .*\n\n", ""))
                    .isEqualTo(events.replaceAll("event: started\ndata: .*\n\n", ""));
            assertThat(TestServer.send(server.request("api/runs/" + id).DELETE().build())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(server.get("api/runs/" + id).statusCode()).isEqualTo(404);
            assertThat(Files.exists(folder.resolve("serve/runs/" + id))).isFalse();
        }
    }

    @Test
    void eventsAreTheLinesOfTheLogFromAnyOneOn() throws Exception {
        try (TestServer server = server()) {
            String id = server.run(QUESTION);
            String live = text(server.get("api/runs/" + id + "/events"));
            String log = text(server.get("api/runs/" + id + "/log"));
            List<String> data = live.lines()
                    .filter(line -> line.startsWith("data: {\"event\""))
                    .map(line -> line.substring("data: ".length()))
                    .toList();
            assertThat(data).isEqualTo(log.lines().toList());
            assertThat(live.lines().filter(line -> line.startsWith("id: ")).toList())
                    .isEqualTo(java.util.stream.IntStream.range(0, data.size())
                            .mapToObj(i -> "id: " + i)
                            .toList());
            assertThat(live).endsWith("event: over\ndata: {}\n\n");

            String rest = text(TestServer.send(server.request("api/runs/" + id + "/events")
                    .header("Last-Event-ID", Integer.toString(data.size() - 3))
                    .build()));
            assertThat(rest.lines()
                            .filter(line -> line.startsWith("data: {\"event\""))
                            .count())
                    .isEqualTo(2);
            assertThat(server.get("api/runs/" + id + "/events?after=x").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aRetryOfChosenServicesAsksThemAlone() throws Exception {
        try (TestServer server = server()) {
            String id = server.run(QUESTION);
            JsonNode run = server.await(id, "done");
            List<String> lost = new ArrayList<>();
            for (JsonNode service : server.json("api/runs/" + id + "/services").get("services")) {
                String outcome = service.get("outcome").get("outcome").asString();
                if (outcome.equals("failed") || outcome.equals("timed_out")) {
                    lost.add(service.get("key").asString());
                }
            }
            assertThat(lost).hasSizeGreaterThan(1);

            HttpResponse<byte[]> answer = server.post(
                    "api/runs/" + id + "/retry",
                    "{\"services\": ["
                            + tools.jackson.databind.json.JsonMapper.builder()
                                    .build()
                                    .writeValueAsString(lost.getFirst())
                            + "]}");
            assertThat(answer.statusCode()).isEqualTo(201);
            String second = TestServer.json(answer).get("id").asString();
            JsonNode retried = server.await(second, "done");

            assertThat(retried.get("retryOf").asString()).isEqualTo(id);
            assertThat(retried.get("progress").get("toAsk").asInt()).isEqualTo(1);
            assertThat(retried.get("datasets").asInt())
                    .isEqualTo(run.get("datasets").asInt());
            assertThat(retried.get("missing").asInt())
                    .isEqualTo(run.get("missing").asInt());

            JsonNode all = server.await(
                    TestServer.json(server.post("api/runs/" + second + "/retry", "{}"))
                            .get("id")
                            .asString(),
                    "done");
            assertThat(all.get("progress").get("toAsk").asInt())
                    .isGreaterThanOrEqualTo(run.get("missing").asInt());
            assertThat(server.post("api/runs/" + id + "/retry", "{\"services\": [\"x\"]}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void moreRunsThanTheLimitsAreRefused() throws Exception {
        try (SimulatedVo slow = SimulatedVo.start(SimOptions.of(10, 1)
                        .withLayout(SimOptions.Layout.PLAIN)
                        .withLatency(new Latency.Fixed(Duration.ofSeconds(30))));
                TestServer server =
                        TestServer.start(slow.registryUrl(), folder, null, limits(2, 500), Duration.ofSeconds(20))) {
            String first = server.run(QUESTION);
            String second = server.run(QUESTION);
            server.run(QUESTION);
            HttpResponse<byte[]> refused = server.post("api/runs", QUESTION);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(text(refused)).contains("\"too_many_runs\"");
            assertThat(server.json("api/runs/" + second).get("state").asString())
                    .isEqualTo("queued");

            server.post("api/runs/" + second + "/cancel", "{}");
            assertThat(server.json("api/runs/" + second).get("state").asString())
                    .isEqualTo("stopped");
            HttpResponse<byte[]> never = server.get("api/runs/" + second + "/result?format=csv");
            assertThat(never.statusCode()).isEqualTo(409);
            assertThat(text(never)).contains("\"not_begun\"");
            // the page says why there is none
            assertThat(server.json("api/runs/" + second + "/datasets")
                            .get("total")
                            .asInt())
                    .isZero();
            server.await(first, "running");
            server.post("api/runs/" + first + "/cancel", "{}");
            assertThat(server.await(first, "stopped").get("state").asString()).isEqualTo("stopped");
            assertThat(server.get("api/runs/" + first + "/result?format=csv").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void oldRunsAreDeletedAndThisIsSaid() throws Exception {
        RunLimits two = limits(4, 2);
        try (TestServer server = TestServer.start(vo.registryUrl(), folder, null, two, Duration.ofSeconds(20))) {
            String first = server.run("{\"cone\": \"10,2,1\"}");
            server.await(first, "done");
            server.await(server.run("{\"cone\": \"20,2,1\"}"), "done");
            server.await(server.run("{\"cone\": \"30,2,1\"}"), "done");
            long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
            while (server.get("api/runs/" + first).statusCode() != 404 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(server.json("api/runs").get("runs").size()).isEqualTo(2);
            assertThat(server.said).anyMatch(said -> said.startsWith("1 stored run deleted"));
        }
    }

    @Test
    void twoServersDoNotShareAFolder() throws Exception {
        try (TestServer one = server();
                TestServer other = server()) {
            assertThat(one.server.folder()).isEqualTo(folder.resolve("serve"));
            assertThat(other.server.folder()).isEqualTo(folder.resolve("serve-2"));
        }
        try (TestServer again = server()) {
            assertThat(again.server.folder()).isEqualTo(folder.resolve("serve"));
        }
    }

    @Test
    void requestsOfToolsAreListedAsSuchAndCountApart() throws Exception {
        try (TestServer server = server()) {
            server.await(server.run("{\"cone\": \"150,2,1\"}"), "done");
            server.get("sia2?POS=CIRCLE+150+2+2");

            List<String> kinds = new ArrayList<>();
            server.json("api/runs")
                    .get("runs")
                    .forEach(run -> kinds.add(run.get("kind").asString()));
            assertThat(kinds).containsExactly("facade", "page");
            JsonNode counts = server.json("api/server").get("runs");
            assertThat(counts.get("stored").asInt()).isEqualTo(1);
            assertThat(counts.get("facade").get("stored").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aRunWithoutRegistryHasItsErrorAndNoResult() throws Exception {
        try (TestServer server = TestServer.start("http://127.0.0.1:1/tap", folder)) {
            JsonNode run = server.await(server.run(QUESTION), "failed");

            assertThat(run.get("error").get("code").asString()).isEqualTo("no_registry");
            HttpResponse<byte[]> result = server.get("api/runs/" + run.get("id").asString() + "/result?format=csv");
            assertThat(result.statusCode()).isEqualTo(409);
            assertThat(text(result)).contains("\"not_begun\"");
        }
    }

    private static RunLimits limits(int mostQueued, int mostStored) {
        RunLimits.OfKind each =
                new RunLimits.OfKind(new RunLimits.AtOnce(1, mostQueued), Duration.ofDays(30), mostStored, 1L << 30);
        return new RunLimits(each, each, 1000);
    }

    /** Whole files in a message help nobody. */
    private static List<String> linesOnlyIn(byte[] one, byte[] other) {
        java.util.Set<String> known = new java.util.HashSet<>(
                new String(other, StandardCharsets.ISO_8859_1).lines().toList());
        return new String(one, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !known.contains(line))
                .limit(5)
                .toList();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
