package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimService;

/** A gigabyte of rows each of some services, and less memory than that: the whole command, with the bounds that users have. */
class FloodIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void rowsBeyondTheMemoryAreCutAndAllElseIsFound() throws Exception {
        areCutAndAllElseIsFound("-Xmx100m", "row_flood@0,table_refs@4");
    }

    @Tag("long")
    @Test
    void manyRowsBeyondTheMemoryAreCutAndAllElseIsFound() throws Exception {
        areCutAndAllElseIsFound("-Xmx300m", "row_flood@0,row_flood@1,row_flood@2,row_flood_same@3,table_refs@4");
    }

    private void areCutAndAllElseIsFound(String heap, String faults) throws Exception {
        SimOptions options = SimOptions.of(12, 7).withLayout(Layout.PLAIN).withFaults(FaultPlan.parse(faults));
        try (SimulatedVo vo = SimulatedVo.start(options)) {
            Path result = folder.resolve("found.jsonl");
            Path log = folder.resolve("run.jsonl");
            Process process = client(
                    heap,
                    "images",
                    "--cone",
                    "10.68,41.27,0.2",
                    "--timeout",
                    "60s",
                    "--registry",
                    vo.registryUrl(),
                    "--log",
                    log.toString(),
                    "-o",
                    result.toString());
            try {
                assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("err")))
                    .isZero();
            ReadLog read = LogFile.read(log);
            assertThat(read.whole()).isTrue();
            for (SimService service : vo.universe().services()) {
                ServiceOutcome outcome = outcome(read, service);
                String fault = service.fault() == null ? "" : service.fault().name();
                switch (fault) {
                    case "row_flood" ->
                        assertThat(outcome)
                                .isInstanceOfSatisfying(
                                        ServiceOutcome.Overflowed.class,
                                        overflowed ->
                                                assertThat(overflowed.reason()).containsIgnoringCase("memory"));
                    // the same row is one row: it is read to the end, or for as long as it has time
                    case "row_flood_same" ->
                        assertThat(outcome.word()).isIn("answered", "overflowed", "timed_out", "incomplete");
                    default -> assertThat(outcome).as(fault).isInstanceOf(ServiceOutcome.Answered.class);
                }
            }
            List<Integer> healthy = vo.universe().services().stream()
                    .filter(service -> service.fault() == null)
                    .flatMap(service -> service.published().stream())
                    .map(published -> published.dataset().id())
                    .toList();
            List<Integer> found = new ArrayList<>();
            ResultFile.read(result).datasets().forEach(dataset -> {
                Object url =
                        Objects.requireNonNull(dataset.record().value(org.skytrawl.model.ObsCoreColumn.access_url));
                found.add(Objects.requireNonNull(vo.datasetId(url.toString())));
            });
            assertThat(found).containsAll(healthy).doesNotHaveDuplicates();
        }
    }

    private Process client(String heap, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                "org.skytrawl.cli.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        return builder.start();
    }

    private static ServiceOutcome outcome(ReadLog log, SimService service) {
        return log.services().stream()
                .filter(each -> each.service().accessUrl().contains(service.path()))
                .findAny()
                .orElseThrow()
                .outcome();
    }
}
