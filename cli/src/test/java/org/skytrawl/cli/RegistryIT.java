package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.registry.access.CacheFolder;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.Handler;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.universe.SimOptions;

/** Registries that hang, fail, truncate, or are all down: what a run makes of it, and what the commands show. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class RegistryIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private SimulatedVo vo;
    private SimServer server;
    private RegistryDoor door;

    @AfterAll
    static void nothingIsLeftToWrite() {
        Interruption.finished();
    }

    @BeforeEach
    void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(30, 4));
        server = SimServer.start();
        door = new RegistryDoor(vo.registryUrl());
    }

    @AfterEach
    void end() {
        door.close();
        server.close();
        vo.close();
    }

    private String mount(Handler handler, Behaviour behaviour) throws IOException {
        var host = server.host();
        host.mount("/tap", handler, behaviour);
        return host.baseUrl() + "/tap";
    }

    private static Fault fault(String name) {
        return Fault.all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry search galaxies",
                "registry describe ivo://a/b",
                "registry update",
                "services --time 2010-01-01"
            })
    void saysWhatIsWaitedFor(String command) throws Exception {
        String hanging = mount(door, fault("hang-before-headers"));
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(List.of("--registry", hanging, "--deadline", "4s"));
        Cli cli = run(words.toArray(String[]::new));
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.err()).containsOnlyOnce("waiting     for " + hanging + " (");
        assertThat(cli.out()).isEmpty();
    }

    private Cli images(String... more) {
        List<String> words =
                new ArrayList<>(List.of("images", "--cone", "10.68,41.27,0.2", "--time", "2009-01-01..2020-12-31"));
        words.addAll(List.of("-o", folder.resolve("found.jsonl").toString()));
        words.addAll(List.of("--log", folder.resolve("run.jsonl").toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private Cli run(String... words) {
        return Cli.run(folder, words);
    }

    private String registryLine() throws IOException {
        return Files.readAllLines(folder.resolve("run.jsonl")).stream()
                .filter(line -> line.startsWith("{\"event\":\"registry\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRunGoesOnPastRegistriesThatHangFailAndTruncateAndTellsTheStory() throws Exception {
        String hanging = mount(door, fault("hang-before-headers"));
        String failing = mount(door, fault("http-500"));
        door.mostRows = 3;
        String truncating = mount(door, Behaviour.HEALTHY);
        long begun = System.nanoTime();
        Cli run = images(
                "--registry",
                hanging,
                "--registry",
                failing,
                "--registry",
                truncating,
                "--registry",
                vo.registryUrl(),
                "--deadline",
                "40s");
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(seconds).isLessThan(42);
        assertThat(Files.readAllLines(folder.resolve("found.jsonl"))).isNotEmpty();
        String line = registryLine();
        assertThat(line).contains("\"source\":\"" + vo.registryUrl() + "\"", "\"stale\":false");
        assertThat(line)
                .containsSubsequence(
                        "\"tried\":[\"" + hanging + ": TAP_SCHEMA.columns: timed out",
                        failing + ": TAP_SCHEMA.columns: HTTP 500",
                        truncating + ": TAP_SCHEMA.columns: it gives so few rows at once");
        assertThat(run.err())
                .contains("passed over " + hanging, "passed over " + failing, "passed over " + truncating)
                .contains("registry    " + vo.registryUrl() + ", just now");

        Cli mirrors = run(
                "registry", "mirrors", "--registry", hanging, "--registry", failing, "--registry", vo.registryUrl());
        assertThat(mirrors.status()).isZero();
        assertThat(mirrors.err()).contains("registries named by the caller");
        List<String> lines = mirrors.out().lines().toList();
        assertThat(lines.get(0)).startsWith("1\t" + vo.registryUrl() + "\tgood\tjust now in ");
        assertThat(lines.get(1))
                .startsWith("2\t" + hanging + "\tfailing\t-\t-\tjust now: ")
                .contains("timed out");
        assertThat(lines.get(2))
                .startsWith("3\t" + failing + "\tfailing\t-\t-\tjust now: ")
                .contains("HTTP 500");
    }

    @Test
    void aMirrorWithoutCoverageTablesIsPassedOver() throws Exception {
        door.query = adql ->
                adql.replace("table_name LIKE 'rr.%'", "table_name LIKE 'rr.%' AND table_name NOT LIKE 'rr.stc%'");
        String lacking = mount(door, Behaviour.HEALTHY);
        Cli run = images("--registry", lacking, "--registry", vo.registryUrl());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(registryLine())
                .contains("\"source\":\"" + vo.registryUrl() + "\"")
                .contains(lacking + ": it has no rr.stc_spatial or rr.stc_temporal");
    }

    @Test
    void withEveryRegistryDownAStaleSnapshotServesAndSaysHowOldItIs() throws Exception {
        String url = mount(door, Behaviour.HEALTHY);
        assertThat(images("--registry", url).status()).isZero();
        List<String> found = Files.readAllLines(folder.resolve("found.jsonl"));
        age(9 * 86_400);
        door.shut = true;
        Cli run = images("--registry", "http://127.0.0.1:1/tap", "--registry", url, "--deadline", "60s");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("registry    " + url + ", 9 days old (STALE: no registry could be reached)");
        assertThat(registryLine()).contains("\"stale\":true", "\"age_s\":7776", "http://127.0.0.1:1/tap: ", url + ": ");
        assertThat(Files.readAllLines(folder.resolve("found.jsonl")))
                .hasSameSizeAs(found)
                .isNotEmpty();
        Cli services = run("services", "--cone", "10.68,41.27,0.2", "--registry", url);
        assertThat(services.err())
                .endsWith("registry    " + url + ", 9 days old (STALE: no registry could be reached)\n");
    }

    private Path cache() {
        return CacheFolder.directory(System.getenv(), System.getProperty("os.name"), folder.toString());
    }

    /** As if the snapshot had been fetched so many seconds before. */
    private void age(long seconds) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(cache())) {
            files = all.filter(file -> file.toString().matches(".*[0-9a-f]\\.jsonl\\.gz"))
                    .toList();
        }
        assertThat(files).hasSize(1);
        String text;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(files.getFirst()))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(files.getFirst()))) {
            out.write(text.replaceFirst(
                            "\"fetched\":\"[^\"]*\"",
                            "\"fetched\":\"" + Instant.now().minusSeconds(seconds) + "\"")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void withEveryRegistryDownAndNoSnapshotThereIsOneClearError() throws Exception {
        door.shut = true;
        String url = mount(door, Behaviour.HEALTHY);
        Cli run = images("--registry", "http://127.0.0.1:1/tap", "--registry", url);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("skytrawl images: ")))
                .singleElement()
                .asString()
                .contains(
                        "no registry can be used (http://127.0.0.1:1/tap: ",
                        "; " + url + ": ",
                        "HTTP 500",
                        "--registry");
    }

    @Test
    void updatesAndShowsWhatIsOnDisk() throws Exception {
        String url = mount(door, Behaviour.HEALTHY);
        Cli none = run("registry", "status", "--registry", url);
        assertThat(none.out()).startsWith(url + "\tnone\t-\t-\t-\t").endsWith(".jsonl.gz\n");
        Cli first = run("registry", "update", "--registry", url);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .matches(java.util.regex.Pattern.quote(url)
                        + ": \\d+ services; all of \\d+ resources fetched: there are no rows of an earlier snapshot\n");
        Cli second = run("registry", "update", "--registry", url);
        assertThat(second.out())
                .matches(java.util.regex.Pattern.quote(url)
                        + ": \\d+ services; 0 changed and 0 new of \\d+ resources fetched, 0 dropped\n");
        assertThat(run("registry", "update", "--full", "--registry", url).out()).contains("requested");
        Cli status = run("registry", "status", "--registry", url);
        assertThat(status.out()).matches("(?s).*\tfresh\tjust now\t\\d+ services\tcomplete fetch just now\t.*");
        door.shut = true;
        Cli failed = run("registry", "update", "--registry", url);
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains("skytrawl registry update: no registry can be used (" + url + ": ");
    }

    @Test
    void checksAllRegistriesNow() throws Exception {
        door.shut = true;
        String shut = mount(door, Behaviour.HEALTHY);
        Cli checked = run("registry", "mirrors", "--check", "--registry", shut, "--registry", vo.registryUrl());
        assertThat(checked.status()).as(checked.err()).isZero();
        assertThat(checked.out().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("1\t" + vo.registryUrl() + "\tgood\t")
                                .contains("UNION, words, coverage"),
                        second -> assertThat(second).startsWith("2\t" + shut + "\tfailing\t"));
        assertThat(run("registry", "mirrors", "--check", "--registry", shut).status())
                .isEqualTo(1);
    }

    @Test
    void aBadLineOfTheConfigurationFileIsNamed() throws Exception {
        Path config = folder.resolve("config");
        Path file = Files.createDirectories(config.resolve("skytrawl")).resolve("registries");
        Files.writeString(file, "# mine\nnot a url\n");
        Cli run = Cli.process(
                folder.resolve("cache"),
                java.util.Map.of("XDG_CONFIG_HOME", config.toString(), "IVOA_REGISTRY", ""),
                "services",
                "--cone",
                "1,2,3");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("skytrawl services: the list of registries " + file + ", line 2: 'not a url'");
        Files.writeString(file, vo.registryUrl() + " # the simulated one\n");
        Cli shown = Cli.process(
                folder.resolve("cache"),
                java.util.Map.of("XDG_CONFIG_HOME", config.toString(), "IVOA_REGISTRY", ""),
                "registry",
                "mirrors");
        assertThat(shown.out()).startsWith("1\t" + vo.registryUrl() + "\tnot asked yet");
        assertThat(shown.err()).contains("registries " + file);
    }

    @Test
    void aTrailingSlashDoesNotMakeAnotherRegistry() {
        assertThat(run("registry", "update", "--registry", vo.registryUrl() + "/")
                        .status())
                .isZero();
        Cli status = run("registry", "status", "--registry", vo.registryUrl(), "--registry", vo.registryUrl() + "/");
        assertThat(status.out()).startsWith(vo.registryUrl() + "\tfresh\t").hasLineCount(1);
        Cli mirrors = run("registry", "mirrors", "--registry", vo.registryUrl(), "--registry", vo.registryUrl() + "/");
        assertThat(mirrors.out())
                .startsWith("1\t" + vo.registryUrl() + "\tgood\t")
                .hasLineCount(1);
    }
}
