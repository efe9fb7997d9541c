package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;

/** The built command, as a process: log, retry and rerun, of runs that ended and of runs that were killed. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryProcessesIT {
    private static final List<String> QUESTION =
            List.of("--cone", "10.68,41.27,0.2", "--time", "2009-01-01..2020-12-31", "--inclusive");

    @TempDir
    private Path folder;

    private Cli run(String... args) throws Exception {
        return Cli.process(folder.resolve("cache"), args);
    }

    private List<String> images(SimulatedVo vo, String output, String log) {
        List<String> args = new ArrayList<>(List.of("images", "--registry", vo.registryUrl()));
        args.addAll(QUESTION);
        args.addAll(List.of("-o", file(output), "--log", file(log)));
        return args;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> datasets(String name) throws Exception {
        return ResultFile.read(folder.resolve(name)).datasets().stream()
                .map(RetryProcessesIT::described)
                .toList();
    }

    private static String described(FoundDataset dataset) {
        return dataset.record() + " from " + dataset.origins() + " and " + dataset.merged();
    }

    private ReadLog log(String name) throws Exception {
        return LogFile.read(folder.resolve(name));
    }

    @Tag("slow")
    @Test
    void overSeveralRoundsTheFileBecomesThatOfOneRun() throws Exception {
        SimOptions options = SimOptions.of(15, 7)
                .withLayout(Layout.PLAIN)
                .withFaults(FaultPlan.parse("http-404-twice@1,http-404-twice@2,reset@3,cut@4"));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            assertThat(run(images(vo, "found.vot", "run.jsonl").toArray(String[]::new))
                            .status())
                    .isZero();
            Files.copy(folder.resolve("found.vot"), folder.resolve("first.vot"));
            Cli failed = Cli.run("log", file("run.jsonl"), "--failed");
            assertThat(failed.out().lines()).hasSize(log("run.jsonl").missing().size());
            assertThat(failed.out().lines()).allMatch(line -> line.split("\t").length == 5);
            Cli once = run("retry", file("run.jsonl"), "--into", file("found.vot"), "--log", file("2.jsonl"));
            assertThat(once.status()).isZero();
            assertThat(once.err()).contains(" to query again, of the run of ", "in an earlier run, not queried again");
            Cli twice =
                    run("retry", file("2.jsonl"), "--into", file("found.vot"), "--log", file("3.jsonl"), "--strict");
            assertThat(twice.status()).isEqualTo(3);
            assertThat(log("3.jsonl").missing()).hasSize(2);
            assertThat(run(images(vo, "whole.vot", "whole.jsonl").toArray(String[]::new))
                            .status())
                    .isZero();
            assertThat(datasets("found.vot")).isEqualTo(datasets("whole.vot"));
            assertThat(datasets("found.vot").size())
                    .isGreaterThan(datasets("first.vot").size());
            Cli told = run("log", file("3.jsonl"));
            assertThat(told.status()).isZero();
            assertThat(told.out())
                    .contains("retry of    ", "from its log 2.jsonl", "MISSING     data of 2 services, by host");
            // its records are of the first round, but the file is of the second
            Cli other = Cli.run("retry", file("run.jsonl"), "--into", file("found.vot"), "--log", file("4.jsonl"));
            assertThat(other.status()).isEqualTo(2);
            assertThat(other.err())
                    .contains("found.vot is the result of another run")
                    .hasLineCount(1);
            // a retry that was lost: its log can be retried into the file as it was before
            Cli again = Cli.run(
                    "retry",
                    file("2.jsonl"),
                    "--into",
                    file("first.vot"),
                    "--log",
                    file("5.jsonl"),
                    "-o",
                    file("5.csv"));
            assertThat(again.status()).isZero();
            assertThat(again.err()).contains("first.vot is the result of the run before this log's run");
            assertThat(datasets("5.csv")).hasSameSizeAs(datasets("whole.vot"));
        }
    }

    @Tag("slow")
    @Test
    void nothingToRetryTouchesNothing() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 3).withLayout(Layout.PLAIN))) {
            run(images(vo, "found.jsonl", "run.jsonl").toArray(String[]::new));
            byte[] before = Files.readAllBytes(folder.resolve("found.jsonl"));
            Cli retry = run("retry", file("run.jsonl"), "--into", file("found.jsonl"), "--log", file("2.jsonl"));
            assertThat(retry.status()).isZero();
            assertThat(retry.err()).startsWith("nothing to retry: ").hasLineCount(1);
            assertThat(folder.resolve("2.jsonl")).doesNotExist();
            assertThat(Files.readAllBytes(folder.resolve("found.jsonl"))).isEqualTo(before);
            Cli rerun = run("rerun", file("run.jsonl"), "-o", file("again.jsonl"), "--log", file("again-log.jsonl"));
            assertThat(rerun.status()).isZero();
            assertThat(Files.readAllBytes(folder.resolve("again.jsonl"))).isEqualTo(before);
            assertThat(queries("again-log.jsonl")).isEqualTo(queries("run.jsonl"));
            assertThat(Files.readString(folder.resolve("again-log.jsonl"))).contains("\"rerun_of\":{\"run_id\":");
        }
    }

    private List<String> queries(String name) throws Exception {
        return log(name).services().stream()
                .map(ServiceEnded::facts)
                .filter(java.util.Objects::nonNull)
                .map(facts -> facts.query())
                .sorted()
                .toList();
    }

    /** Killed at any moment: no half-written file, and a log that is read, and that can be retried once it knows whom to ask. */
    @Tag("slow")
    @Test
    void aRunThatIsKilledLeavesAReadableLog() throws Exception {
        // with the first line, and with the first service's outcome while the others still wait for theirs
        killedWhenTheLogHas(List.of(log -> !log.isEmpty(), log -> log.contains("\"event\":\"service\"")));
    }

    @Tag("long")
    @Test
    void aRunThatIsKilledAtAnyMomentLeavesAReadableLog() throws Exception {
        Random random = new Random(17);
        killedWhenTheLogHas(IntStream.range(0, 8)
                .mapToObj(i -> random.nextInt(70))
                .map(lines -> (Predicate<String>) log -> log.lines().count() >= lines)
                .toList());
    }

    private void killedWhenTheLogHas(List<Predicate<String>> moments) throws Exception {
        SimOptions options =
                SimOptions.of(30, 5).withLayout(Layout.PLAIN).withLatency(Latency.parse("lognormal:400ms,0.8"));
        int retried = 0;
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            run(images(vo, "whole.vot", "whole.jsonl").toArray(String[]::new));
            List<String> args = images(vo, "killed.vot", "killed.jsonl");
            for (Predicate<String> moment : moments) {
                Files.deleteIfExists(folder.resolve("killed.jsonl"));
                Process process = Cli.start(folder.resolve("cache"), args);
                long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (process.isAlive() && !moment.test(textOf("killed.jsonl")) && System.nanoTime() < end) {
                    Thread.sleep(2);
                }
                process.destroyForcibly();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                if (textOf("killed.jsonl").contains("\n")) {
                    ReadLog killed = log("killed.jsonl");
                    Cli told = Cli.run("log", file("killed.jsonl"));
                    assertThat(told.status()).isZero();
                    assertThat(told.out())
                            .contains(killed.whole() ? "found       " : "the run was killed or is still running: ");
                    if (!killed.whole()) {
                        assertThat(folder.resolve("killed.vot")).doesNotExist();
                    }
                    if (!killed.whole() && killed.knowsAllServices() && retried++ == 0) {
                        Cli retry = run(
                                "retry", file("killed.jsonl"), "--into", file("killed.vot"), "--log", file("r.jsonl"));
                        assertThat(retry.status()).isZero();
                        assertThat(datasets("killed.vot")).isEqualTo(datasets("whole.vot"));
                    }
                }
                Files.deleteIfExists(folder.resolve("killed.vot"));
            }
        }
        assertThat(retried).isPositive();
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.contains("killed.vot")))
                    .isEmpty();
        }
    }

    private String textOf(String name) throws Exception {
        Path path = folder.resolve(name);
        return Files.exists(path) ? Files.readString(path) : "";
    }
}
