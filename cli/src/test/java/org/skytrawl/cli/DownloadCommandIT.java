package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.cli.print.Words;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.output.ResultFile;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.data.DataFault;
import org.skytrawl.simvo.universe.SimOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command gets the files of what it found in a simulated VO. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadCommandIT {
    @TempDir
    private static Path home;

    private static SimulatedVo vo;
    private static Path found;

    /** Datasets that can be had: of the others the URL is written with https, where simvo does not listen. */
    private static List<Integer> plain;

    private static long secure;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(20, 11));
        found = home.resolve("found.vot");
        Cli images =
                Cli.run("images", "--cone", "10.68,41.27,0.3", "--registry", vo.registryUrl(), "-o", found.toString());
        assertThat(images.status()).as(images.err()).isZero();
        List<FoundDataset> datasets = ResultFile.read(found).datasets();
        List<String> urls = datasets.stream()
                .map(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.access_url)))
                .toList();
        plain = urls.stream()
                .filter(url -> url.startsWith("http:"))
                .map(vo::datasetId)
                .toList();
        secure = urls.size() - plain.size();
        assertThat(plain).hasSizeGreaterThan(DataFault.values().length);
        assertThat(plain).anyMatch(id -> id % 5 == 4);
    }

    @AfterAll
    static void end() {
        vo.close();
    }

    @AfterEach
    void mend() {
        plain.forEach(id -> vo.data().setFault(id, null));
    }

    private Cli download(String... more) {
        return Cli.run(Stream.concat(Stream.of("download", found.toString(), "-d", data()), Stream.of(more))
                .toArray(String[]::new));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** The last line of each dataset. */
    private Map<Integer, JsonNode> manifest() throws IOException {
        Map<Integer, JsonNode> lines = new HashMap<>();
        JsonMapper json = new JsonMapper();
        for (String line : Files.readAllLines(folder.resolve("data/manifest.jsonl"))) {
            JsonNode entry = json.readTree(line);
            Integer id = vo.datasetId(entry.get("access_url").asString());
            lines.put(id == null ? -1 : id, entry);
        }
        return lines;
    }

    private void assertThatFileIsWhole(int id, JsonNode entry) {
        assertThat(folder.resolve("data").resolve(entry.get("file").asString()))
                .hasBinaryContent(vo.data().file(id));
        assertThat(entry.get("bytes").asLong()).isEqualTo(vo.data().file(id).length);
    }

    @Test
    void getsEveryFileOnce() throws Exception {
        Cli first = download();
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err())
                .contains(
                        "datasets    " + plain.size() + " downloaded" + (secure > 0 ? ", " + secure + " failed" : ""));
        assertThat(first.err().contains("MISSING     https://")).isEqualTo(secure > 0);
        Map<Integer, JsonNode> lines = manifest();
        for (int id : plain) {
            assertThat(lines.get(id).get("outcome").asString()).isEqualTo("downloaded");
            assertThatFileIsWhole(id, lines.get(id));
        }

        Cli second = download("--strict", "-q");
        assertThat(second.status()).isEqualTo(secure > 0 ? 3 : 0);
        assertThat(second.err()).isEmpty();
        for (int id : plain) {
            assertThat(manifest().get(id).get("outcome").asString()).isEqualTo("present");
        }
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files).hasSize(plain.size() + 1);
        }
    }

    @Test
    void livesWithEveryFault() throws Exception {
        Map<Integer, DataFault> faults = new HashMap<>();
        for (DataFault fault : DataFault.values()) {
            int id = plain.get(faults.size());
            faults.put(id, fault);
            vo.data().setFault(id, fault);
        }
        Cli run = download("--timeout", "2s", "--concurrency", "64", "--per-host", "16");
        assertThat(run.status()).as(run.err()).isZero();
        Map<Integer, JsonNode> lines = manifest();
        for (int id : plain) {
            DataFault fault = faults.get(id);
            String outcome = lines.get(id).get("outcome").asString();
            if (fault == null || fault.arrives()) {
                assertThat(outcome).as(fault + " " + lines.get(id)).isEqualTo("downloaded");
                assertThatFileIsWhole(id, lines.get(id));
            } else {
                assertThat(outcome).as(fault + " " + lines.get(id)).isIn("failed", "timed_out");
                assertThat(lines.get(id).get("reason").asString()).isNotEmpty();
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile))
                    .allMatch(file -> file.getParent().equals(folder.resolve("data")));
        }
        assertThat(run.err())
                .contains("a web page ('Please log in') came in place of")
                .contains("NotFoundFault: ");
    }

    @Test
    void goesOnAfterItWasKilled() throws Exception {
        int id = plain.getFirst();
        vo.data().setFault(id, DataFault.HANG);
        Process process = Cli.start(home, List.of("download", found.toString(), "-d", data()));
        waitFor(() -> {
            try (Stream<Path> files = Files.list(folder.resolve("data"))) {
                return files.anyMatch(file ->
                        file.toString().endsWith(".part") && file.toFile().length() > 0);
            }
        });
        process.destroyForcibly().waitFor();
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        vo.data().setFault(id, null);
        Cli again = download();
        assertThat(again.status()).as(again.err()).isZero();
        for (int each : plain) {
            assertThatFileIsWhole(each, manifest().get(each));
        }
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void stopsWhenItIsTold() throws Exception {
        int id = plain.getFirst();
        vo.data().setFault(id, DataFault.HANG);
        Process process = Cli.start(home, List.of("download", found.toString(), "-d", data()));
        waitFor(() -> Files.exists(folder.resolve("data/manifest.jsonl"))
                && Files.readString(folder.resolve("data/manifest.jsonl")).contains("downloaded"));
        process.toHandle().destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(manifest()).containsKeys(plain.toArray(Integer[]::new));
        assertThat(manifest().get(id).get("outcome").asString()).isEqualTo("cancelled");
    }

    /** Locks are those of processes: within one it would look as if they held. */
    @Test
    void twoProcessesDoNotWorkInOneFolder() throws Exception {
        vo.data().setFault(plain.getFirst(), DataFault.HANG);
        Process process = Cli.start(home, List.of("download", found.toString(), "-d", data()));
        try {
            waitFor(() ->
                    Files.readString(folder.resolve("data/manifest.jsonl")).contains("downloaded"));
            Cli second = Cli.process(home, "download", found.toString(), "-d", data());
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err())
                    .endsWith("skytrawl download: cannot download into "
                            + folder.toRealPath().resolve("data") + ": another download works in it just now\n");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void goesOnWhereTheDiskWasFull() throws Exception {
        int id = plain.stream()
                .max(Comparator.comparing(each -> vo.data().file(each).length))
                .orElseThrow();
        String url = ResultFile.read(found).datasets().stream()
                .map(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.access_url)))
                .filter(each -> Integer.valueOf(id).equals(vo.datasetId(each)))
                .findFirst()
                .orElseThrow();
        // a file that must not grow further: of blocks of 512 or 1024 bytes, whatever this shell counts in
        int blocks = vo.data().file(id).length / 2048;
        Process full = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + blocks + "; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.skytrawl.cli.Main",
                        "download",
                        found.toString(),
                        "-d",
                        data(),
                        "--match",
                        "access_url=" + url)
                .start();
        String said = new String(full.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(full.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(full.exitValue()).as(said).isEqualTo(1);
        assertThat(said).contains("partial files are kept: the same command continues it");
        assertThat(manifest().get(id).get("code").asString()).isEqualTo("DISK");
        List<Path> parts;
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            parts = files.filter(file -> file.toString().endsWith(".part")).toList();
        }
        assertThat(parts).hasSize(1).allMatch(part -> part.toFile().length() > 4096);
        long kept = Files.size(parts.getFirst());

        Cli again = download("--match", "access_url=" + url);
        assertThat(again.status()).as(again.err()).isZero();
        assertThatFileIsWhole(id, manifest().get(id));
        assertThat(again.err()).contains("fetched     " + Words.size(vo.data().file(id).length - kept) + " in ");
        assertThat(parts.getFirst()).doesNotExist();
    }

    @Test
    void saysWhatItWouldFetch() throws Exception {
        Cli run = download("--dry-run", "--match", "dataproduct_type=image", "--match", "access_estsize<=100");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("host        http://127.")
                .contains("total       ")
                .contains(" not matched");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void refusesWrongUsage() throws Exception {
        Cli column = download("--match", "colour=red");
        assertThat(column.status()).isEqualTo(2);
        assertThat(column.err())
                .isEqualTo(
                        "skytrawl download: --match: ObsCore has no column 'colour' (see skytrawl download --help)\n");
        Cli none = download("--match", "obs_title=nothing of this name");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("none of the ").contains("meets obs_title=nothing of this name");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void waitFor(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (java.nio.file.NoSuchFileException e) {
                // not yet
                assertThat(e.getFile()).isNotNull();
            }
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(10);
        }
    }
}
