package org.skytrawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files that a kill leaves at each step of the end of a run, and what the next server says of them. */
class KillStepsIT {
    private static final String QUESTION = "{\"cone\": \"150,2,60\", \"inclusive\": \"true\"}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void aRunThatWasSeenToEndIsOnDisk() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(40, 3));
                TestServer server = TestServer.start(vo.registryUrl(), folder)) {
            for (int i = 0; i < 5; i++) {
                String id = server.run("{\"cone\": \"150,2," + (60 - i) + "\", \"inclusive\": \"true\"}");
                ServedRun run = server.server.runs().get(id);
                assertThat(run.awaitEnd(TestServer.PATIENCE)).isTrue();
                // as a kill at this moment would leave it
                assertThat(files(id).resolve("result.jsonl")).exists();
                assertThat(Files.readString(files(id).resolve("run.json"))).contains("\"hasResult\":true");
            }
        }
    }

    private Path files(String id) {
        return folder.resolve("serve/runs/" + id);
    }

    @Test
    void aKillLosesAResultOnlyBeforeItIsOnDisk() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(40, 3))) {
            String id;
            JsonNode whole;
            byte[] result;
            try (TestServer server = TestServer.start(vo.registryUrl(), folder)) {
                id = server.run(QUESTION);
                whole = server.await(id, "done");
                result = server.get("api/runs/" + id + "/result?format=csv").body();
            }
            Path files = files(id);
            byte[] record = Files.readAllBytes(files.resolve("run.json"));
            byte[] rows = Files.readAllBytes(files.resolve("result.jsonl"));
            List<String> log = Files.readAllLines(files.resolve("log.jsonl"));

            // all is written
            assertThat(restarted(vo, id)).isEqualTo(whole);

            // the numbers are not
            Files.write(files.resolve("run.json"), withoutNumbers(record));
            try (TestServer server = TestServer.start(vo.registryUrl(), folder)) {
                JsonNode run = server.json("api/runs/" + id);
                assertThat(run.get("state").asString()).isEqualTo("done");
                assertThat(run.get("datasets")).isEqualTo(whole.get("datasets"));
                assertThat(run.get("missing")).isEqualTo(whole.get("missing"));
                assertThat(run.get("outcomes")).isEqualTo(whole.get("outcomes"));
                assertThat(server.get("api/runs/" + id + "/result?format=csv").body())
                        .isEqualTo(result);
            }

            // the result is written in part, under the name that it has until then
            Files.write(files.resolve("run.json"), withoutNumbers(record));
            Files.delete(files.resolve("result.jsonl"));
            Files.write(files.resolve(".skytrawl-123.part"), java.util.Arrays.copyOf(rows, rows.length / 2));
            assertThat(restarted(vo, id).get("state").asString()).isEqualTo("interrupted");

            // the log has no end yet
            Files.write(files.resolve("run.json"), withoutNumbers(record));
            Files.write(files.resolve("log.jsonl"), log.subList(0, log.size() - 1));
            assertThat(restarted(vo, id).get("state").asString()).isEqualTo("interrupted");

            // the log ends within its first line
            Files.write(files.resolve("run.json"), withoutNumbers(record));
            Files.writeString(files.resolve("log.jsonl"), log.getFirst().substring(0, 40));
            try (TestServer server = TestServer.start(vo.registryUrl(), folder)) {
                assertThat(server.json("api/runs/" + id).get("state").asString())
                        .isEqualTo("interrupted");
                assertThat(TestServer.send(server.request("api/runs/" + id)
                                        .DELETE()
                                        .build())
                                .statusCode())
                        .isEqualTo(204);
            }
            assertThat(files).doesNotExist();
        }
    }

    /** What the next server says of the run. */
    private JsonNode restarted(SimulatedVo vo, String id) throws IOException, InterruptedException {
        try (TestServer server = TestServer.start(vo.registryUrl(), folder)) {
            return server.json("api/runs/" + id);
        }
    }

    private static byte[] withoutNumbers(byte[] record) {
        ObjectNode json = (ObjectNode) JSON.readTree(record);
        return JSON.writeValueAsBytes(json.putNull("summary"));
    }
}
