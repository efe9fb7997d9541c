package org.skytrawl.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.output.ResultFile;
import org.skytrawl.server.VoServer;
import org.skytrawl.server.take.TableSender.Sent;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;

/** Previews, downloads and SAMP of the rows of a run. */
class TakeIT {
    @TempDir
    private static Path folder;

    private static final AtomicReference<Sent> ANSWER = new AtomicReference<>();
    private static final List<String> TABLES = new ArrayList<>();

    private static SimulatedVo vo;
    private static VoServer server;
    private static String run;
    private static List<FoundDataset> rows;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(20, 3));
        server = VoServer.before(vo, folder, TakeIT::send);
        JsonNode done = server.run("{\"cone\": \"10.68,41.27,3\"}");
        assertThat(done.at("/state").asString()).isEqualTo("done");
        run = "api/runs/" + done.at("/id").asString();
        Path file = folder.resolve("found.vot");
        Files.write(file, server.get(run + "/result?format=votable").body());
        rows = ResultFile.read(file).datasets();
        assertThat(rows).isNotEmpty();
    }

    @AfterAll
    static void stop() {
        server.close();
        vo.close();
    }

    private static Sent send(Path table, String name) {
        try {
            TABLES.add(Files.readString(table));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ANSWER.get();
    }

    private static int rowWith(String format, String urlStart) {
        for (int i = 0; i < rows.size(); i++) {
            String its = rows.get(i).record().text(ObsCoreColumn.access_format);
            String url = rows.get(i).record().text(ObsCoreColumn.access_url);
            if (its != null && its.contains(format) && url != null && url.startsWith(urlStart)) {
                return i;
            }
        }
        throw new AssertionError("no row has the format " + format);
    }

    @Test
    void aPreviewIsAnImageThatRunsNothing() throws Exception {
        for (int row : List.of(rowWith("image/png", "http:"), rowWith("datalink", "http:"))) {
            HttpResponse<byte[]> answer = server.get(run + "/datasets/" + row + "/preview");
            assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
            assertThat(answer.body()).startsWith(0x89, 'P', 'N', 'G');
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
            assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void otherRowsHaveNone() throws Exception {
        assertThat(server.get(404, run + "/datasets/99999999/preview")
                        .at("/error/code")
                        .asString())
                .isEqualTo("unknown_dataset");
        assertThat(server.get(404, run + "/datasets/-1/preview")
                        .at("/error/code")
                        .asString())
                .isEqualTo("unknown_dataset");
        assertThat(server.get(404, run + "/datasets/x/preview")
                        .at("/error/code")
                        .asString())
                .isEqualTo("unknown_dataset");
        assertThat(server.get(404, "api/runs/none/datasets/0/preview")
                        .at("/error/code")
                        .asString())
                .isEqualTo("unknown_run");
    }

    @Test
    void aDownloadFetchesTheFilesOfTheRows() throws Exception {
        int row = rowWith("fits", "http:");
        JsonNode started = server.post(201, run + "/download", "{\"rows\": [" + row + "]}");
        JsonNode done = server.until("api/downloads/" + started.at("/id").asString(), "running");
        assertThat(done.at("/state").asString()).isEqualTo("done");
        assertThat(done.at("/failed").intValue()).as(done.toString()).isZero();
        assertThat(done.at("/items").size()).isEqualTo(1);
        assertThat(done.at("/items/0/row").intValue()).isEqualTo(row);
        assertThat(done.at("/keptDays").intValue()).isEqualTo(30);
        Path into = Path.of(done.at("/folder").asString());
        assertThat(into).startsWith(server.folder().toRealPath());
        assertThat(into.resolve(done.at("/items/0/name").asString())).isRegularFile();
        assertThat(into.resolve("manifest.jsonl")).isRegularFile();

        JsonNode again = server.post(201, run + "/download", "{\"rows\": [" + row + "]}");
        assertThat(server.until("api/downloads/" + again.at("/id").asString(), "running")
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("present");
        server.post(202, "api/downloads/" + again.at("/id").asString() + "/cancel", "{}");
        assertThat(server.get(404, "api/downloads/d99").at("/error/code").asString())
                .isEqualTo("not_found");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws Exception {
        JsonNode other = server.run("{\"cone\": \"10.68,41.27,4\"}");
        String id = other.at("/id").asString();
        assertThat(other.at("/datasets").intValue()).isPositive();
        Path downloads = Files.createDirectories(server.folder().resolve("downloads"));
        Files.writeString(downloads.resolve(id), "in the way");

        JsonNode error = server.post(503, "api/runs/" + id + "/download", "{\"rows\": [0]}")
                .at("/error");

        assertThat(error.at("/code").asString()).isEqualTo("not_stored");
        assertThat(error.at("/message").asString()).contains("cannot write into");
    }

    @Test
    void rowsThatAreNoneAreRefused() throws Exception {
        for (String body : List.of("{}", "{\"rows\": []}", "{\"rows\": [\"1\"]}", "{\"rows\": 1}")) {
            assertThat(server.post(400, run + "/download", body)
                            .at("/error/field")
                            .asString())
                    .isEqualTo("rows");
        }
        server.post(404, run + "/download", "{\"rows\": [99999999]}");
        server.post(404, run + "/samp", "{\"rows\": [-1]}");
    }

    @Test
    void chosenRowsAreSentToTools() throws Exception {
        ANSWER.set(new Sent(List.of("topcat"), List.of("not loaded by Aladin: no reply"), false));
        TABLES.clear();
        JsonNode sent = server.post(200, run + "/samp", "{\"rows\": [1, 0]}");
        assertThat(sent.toString()).isEqualTo("{\"sent\":[\"topcat\"],\"note\":\"not loaded by Aladin: no reply\"}");
        assertThat(TABLES.getFirst()).contains("<VOTABLE");
        Path table = folder.resolve("sent.vot");
        Files.writeString(table, TABLES.getFirst());
        assertThat(ResultFile.read(table).datasets()).hasSize(2);
        try (Stream<Path> left = Files.list(server.folder().resolve("samp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void filtersChooseRows() throws Exception {
        ANSWER.set(new Sent(List.of("topcat"), List.of(), false));
        TABLES.clear();
        server.post(200, run + "/samp", "{\"filters\": {\"type\": [\"cube\"]}}");
        Path table = folder.resolve("cubes.vot");
        Files.writeString(table, TABLES.getFirst());
        assertThat(ResultFile.read(table).datasets())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.record().text(ObsCoreColumn.dataproduct_type))
                        .isEqualTo("cube"));
        server.post(400, run + "/samp", "{\"filters\": {\"type\": [\"none\"]}}");
    }

    @Test
    void chosenRowsAreSavedAsAFile() throws Exception {
        HttpResponse<byte[]> answer = server.post(
                run + "/result?format=votable", "application/json", BodyPublishers.ofString("{\"rows\": [1, 0]}"));
        assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .endsWith("-part.vot\"");
        assertThat(answer.body())
                .isEqualTo(server.get(run + "/result?format=votable&rows=0,1").body());
        server.post(400, run + "/result", "{\"rows\": []}");
        server.post(400, run + "/result?format=none", "{\"filters\": {}}");
    }

    @Test
    void withoutAHubItSaysWhatToDo() throws Exception {
        ANSWER.set(new Sent(List.of(), List.of("not sent: no SAMP hub runs here; start TOPCAT first"), false));
        JsonNode error = server.post(409, run + "/samp", "{\"filters\": {}}").at("/error");
        assertThat(error.at("/code").asString()).isEqualTo("no_hub");
        assertThat(error.at("/message").asString()).contains("start TOPCAT");
    }
}
