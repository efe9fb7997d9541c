package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** A server that is killed with {@code kill -9} and started again. */
class KilledIT {
    private static final String QUESTION = "{\"cone\": \"150,2,60\", \"timeout\": \"8s\"}";

    @TempDir
    Path folder;

    @Test
    void aRunThatWasKilledIsInterruptedAndCanBeRetried() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(12, 3)
                .withLayout(SimOptions.Layout.PLAIN)
                .withFaults(FaultPlan.parse("hang-before-headers@3")))) {
            String ended;
            String killed;
            JsonNode whole;
            try (ServerProcess server = ServerProcess.start(vo.registryUrl(), folder)) {
                ended = start(server);
                await(server, ended, "\"done\"");
                whole = server.send("GET", "api/runs/" + ended, "");
                killed = start(server);
                await(server, killed, "\"ended\":11");
                // the numbers are ahead of the file for a moment
                Path log =
                        folder.resolve("serve").resolve("runs").resolve(killed).resolve("log.jsonl");
                await(
                        () -> Files.readString(log).split("\"event\":\"service\"", -1).length == 12,
                        "11 ends in the log");
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(vo.registryUrl(), folder)) {
                assertThat(server.send("GET", "api/runs/" + ended, "")).isEqualTo(whole);
                JsonNode run = server.send("GET", "api/runs/" + killed, "");
                assertThat(run.get("state").asString()).isEqualTo("interrupted");
                assertThat(run.get("complete").asBoolean()).isFalse();
                assertThat(run.get("missing").asInt()).isEqualTo(1);
                assertThat(run.get("progress").get("toAsk").asInt()).isEqualTo(12);
                assertThat(server.send("GET", "api/runs/" + killed + "/result", "")
                                .get("error")
                                .get("code")
                                .asString())
                        .isEqualTo("result_lost");
                int ends = 0;
                for (JsonNode service : server.send("GET", "api/runs/" + killed + "/services", "")
                        .get("services")) {
                    ends += service.get("state").asString().equals("ended") ? 1 : 0;
                }
                assertThat(ends).isEqualTo(11);

                String again = server.send("POST", "api/runs/" + killed + "/retry", "{}")
                        .get("id")
                        .asString();
                await(server, again, "\"done\"");
                JsonNode retried = server.send("GET", "api/runs/" + again, "");
                assertThat(retried.get("datasets")).isEqualTo(whole.get("datasets"));
                assertThat(retried.get("retryOf").asString()).isEqualTo(killed);
                assertThat(retried.get("progress").get("toAsk").asInt()).isEqualTo(12);
            }
        }
    }

    private static String start(ServerProcess server) throws Exception {
        return server.send("POST", "api/runs", QUESTION).get("id").asString();
    }

    private static void await(ServerProcess server, String id, String text) throws Exception {
        await(() -> server.send("GET", "api/runs/" + id, "").toString().contains(text), text);
    }

    private static void await(Callable<Boolean> condition, String what) throws Exception {
        long end = System.nanoTime() + TestServer.PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - end).as("not " + what).isNegative();
            Thread.sleep(50);
        }
    }
}
