package org.skytrawl.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.server.http.ApiException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs that are on disk when the server starts. */
class StoredRunsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, List<String>> PARAMETERS = Map.of("cone", List.of("10,20,1"));

    @TempDir
    Path temp;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private DataFolder folder;

    @BeforeEach
    void take() throws IOException {
        folder = DataFolder.take(temp);
    }

    @AfterEach
    void leave() throws IOException {
        folder.close();
    }

    private RunFiles files(RunLimits limits) {
        return new RunFiles(folder, limits, said::add);
    }

    private static StoredResults results() {
        return new StoredResults(1000);
    }

    private static ObjectNode question() {
        return JSON.createObjectNode().put("place", "10 +20, within 1 deg");
    }

    private static RunRecord ended(String id, RunKind kind, Instant started) {
        return new RunRecord(
                id, kind, started, PARAMETERS, question(), null, RunSummary.unbegun(RunState.STOPPED, started));
    }

    /** Those that are left after what is too old is gone, the oldest first. */
    private List<String> left(RunLimits limits) {
        RunFiles files = files(limits);
        List<ServedRun> runs = new ArrayList<>(files.stored(results()));
        runs.removeAll(files.tooOld(runs.reversed()));
        return runs.stream().map(ServedRun::id).toList();
    }

    @Test
    void manyRequestsOfToolsPushOutNoRunOfThePage() throws IOException {
        Instant now = Instant.now();
        write(ended("page", RunKind.PAGE, now.minusSeconds(1000)));
        for (int i = 0; i < 600; i++) {
            write(ended("tool-" + i, RunKind.FACADE, now.minusSeconds(900).plusMillis(i)));
        }

        assertThat(left(RunLimits.DEFAULTS)).hasSize(601).contains("page");

        RunLimits.OfKind tools = new RunLimits.OfKind(new RunLimits.AtOnce(1, 1), Duration.ofDays(1), 500, 1 << 20);
        RunLimits few = new RunLimits(RunLimits.DEFAULTS.page(), tools, 1000);
        assertThat(left(few)).hasSize(501).contains("page", "tool-100").doesNotContain("tool-99");
        assertThat(said).containsExactly("100 stored runs deleted, the oldest: the limits are 1 day, 500 runs, 1 MiB");
    }

    /** As {@link RunFiles#create}, but does not wait for the disk. */
    private void write(RunRecord run) throws IOException {
        Path path = Files.createDirectory(folder.runs().resolve(run.id()));
        Files.write(path.resolve("run.json"), JSON.writeValueAsBytes(run));
    }

    @Test
    void runsOfToolsAreKeptForADay() throws IOException {
        Instant before = Instant.now().minus(Duration.ofHours(25));
        RunFiles files = files(RunLimits.DEFAULTS);
        files.create(ended("page", RunKind.PAGE, before));
        files.create(ended("tool", RunKind.FACADE, before));

        assertThat(left(RunLimits.DEFAULTS)).containsExactly("page");
    }

    @Test
    void aRunWithoutKindIsOneOfThePage() throws IOException {
        RunFolder run = files(RunLimits.DEFAULTS).create(ended("old", RunKind.FACADE, Instant.now()));
        Path file = run.path().resolve("run.json");
        String json = Files.readString(file);
        assertThat(json).contains("\"kind\":\"FACADE\",");
        Files.writeString(file, json.replace("\"kind\":\"FACADE\",", ""));

        ServedRun read = files(RunLimits.DEFAULTS).stored(results()).getFirst();

        assertThat(read.kind()).isEqualTo(RunKind.PAGE);
        assertThat(read).matches(ServedRun.askedWith(PARAMETERS));
        assertThat(read)
                .matches(ServedRun.askedWith(Map.of("cone", List.of("10,20,2"))).negate());
    }

    @Test
    void outlinesOfQuestionsStayOnDisk() throws IOException {
        ObjectNode question = question();
        ArrayNode outline = question.putObject("region").putArray("outline");
        for (int i = 0; i < 50_000; i++) {
            outline.addArray().add(i / 1000.0).add(-i / 2000.0);
        }
        question.putObject("parameters").put("moc", "6/" + "1 ".repeat(200_000)).put("spectrum", "optical");
        Map<String, List<String>> parameters = Map.of("moc", List.of("6/" + "1 ".repeat(200_000)));
        int count = 10;
        for (int i = 0; i < count; i++) {
            Instant now = Instant.now();
            RunSummary end = RunSummary.unbegun(RunState.STOPPED, now);
            write(new RunRecord("r" + i, RunKind.PAGE, now, parameters, question, null, end));
        }
        long before = usedBytes();

        List<ServedRun> runs = files(RunLimits.DEFAULTS).stored(results());

        assertThat(runs).hasSize(count);
        assertThat(usedBytes() - before).isLessThan(10 << 20);
        ServedRun run = runs.getFirst();
        assertThat(run.listedQuestion().toString())
                .isEqualTo("{\"place\":\"10 +20, within 1 deg\",\"parameters\":{\"spectrum\":\"optical\"}}");
        assertThat(run.questionJson()).isEqualTo(JSON.readTree(question.toString()));
        assertThat(run.parameters()).isEqualTo(parameters);
        assertThat(run).matches(ServedRun.askedWith(parameters));
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aRunWithATornLogCountsAndCanBeDeleted() throws IOException {
        Instant now = Instant.now();
        RunFolder torn = files(RunLimits.DEFAULTS)
                .create(new RunRecord("torn", RunKind.PAGE, now, PARAMETERS, question(), null, null));
        Files.writeString(torn.path().resolve("log.jsonl"), "{\"event\":\"run\",\"ti", StandardCharsets.UTF_8);

        ServedRun run = files(RunLimits.DEFAULTS).stored(results()).getFirst();

        assertThat(run.summary().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(run.summary().notes()).singleElement().asString().startsWith("its log cannot be read: ");
        assertThat(run.bytes()).isPositive();
        assertThat(said).isEmpty();
        files(RunLimits.DEFAULTS).delete(run);
        assertThat(torn.path()).doesNotExist();
    }

    @Test
    void aRunThatDidNotBeginHasNoResult() throws IOException {
        files(RunLimits.DEFAULTS).create(ended("queued", RunKind.PAGE, Instant.now()));
        RunSummary failed = RunSummary.failed(Instant.now(), "no_registry", "no registry answers");
        files(RunLimits.DEFAULTS)
                .create(ended("unstarted", RunKind.PAGE, Instant.now()).with(failed));

        List<ServedRun> runs = files(RunLimits.DEFAULTS).stored(results());

        assertThatThrownBy(runs.get(0)::datasets).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(409);
            assertThat(e.code()).isEqualTo("not_begun");
            assertThat(e.text()).contains("ended before it had begun");
        });
        assertThatThrownBy(runs.get(1)::datasets).hasMessageContaining("no registry answers");
    }

    @Test
    void resultsAndViewsOfOtherRunsTakeAQuarterOfTheHeap() {
        long rowBytes = 1000;
        for (long heapBytes : new long[] {256L << 20, 1L << 30, 16L << 30}) {
            assertThat(2 * RunLimits.rowsInMemory(heapBytes) * rowBytes).isLessThanOrEqualTo(heapBytes / 4);
        }
        assertThat(RunLimits.rowsInMemory(16L << 30)).isEqualTo(400_000);
    }
}
