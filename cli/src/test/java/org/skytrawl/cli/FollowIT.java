package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code --follow}: records on stdout as they come. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class FollowIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theFirstRecordIsThereBeforeASlowServiceEnds() throws Exception {
        Path found = folder.resolve("found.csv");
        LoopbackServices services = new LoopbackServices()
                .answering("good", "a")
                .answering("twin", "a")
                .hanging("slow");
        Process process = start(services, "-o", found.toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine())
                    .startsWith("{\"provisional\":true,\"dataproduct_type\":\"image\",")
                    .contains("\"access_url\":\"http://data.example/a.fits\"", "\"overlap\":\"tested\",\"origins\":[")
                    .endsWith("}]}");
            assertThat(out.readLine()).startsWith("{\"provisional\":true");
            assertThat(process.isAlive()).isTrue();
            services.close();
            assertThat(out.readLine()).isNull();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(process.errorReader().lines())
                    .contains("followed    2 records to stdout, before merging")
                    .anyMatch(line -> line.startsWith("found       1 dataset (1 duplicate merged away)"))
                    .contains("written     all to " + found);
            assertThat(Files.readAllLines(found)).hasSize(2);
        } finally {
            process.destroyForcibly();
            services.close();
        }
    }

    /** As {@code | head -1} does. */
    @Test
    void endsTheRunWhenItsReaderHasGone() throws Exception {
        String[] many = IntStream.range(0, 3000).mapToObj(i -> "d" + i).toArray(String[]::new);
        LoopbackServices services =
                new LoopbackServices().answering("big", many).hanging("slow");
        Process process = start(services);
        try (BufferedReader err = process.errorReader()) {
            BufferedReader out = process.inputReader();
            assertThat(out.readLine()).startsWith("{\"provisional\":true");
            out.close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(err.lines())
                    .anyMatch(line -> line.matches("NOT WRITTEN \\d+ records of \\d+ to stdout: Broken pipe"))
                    .anyMatch(line -> line.endsWith(", cancelled before the end"));
        } finally {
            process.destroyForcibly();
            services.close();
        }
    }

    /** What nobody reads yet keeps neither the services nor the file waiting. */
    @Test
    void aReaderThatIsSlowHoldsUpNothing() throws Exception {
        Path found = folder.resolve("found.csv");
        String[] many = IntStream.range(0, 3000).mapToObj(i -> "d" + i).toArray(String[]::new);
        LoopbackServices services =
                new LoopbackServices().answering("big", many).answering("small", "x");
        Process process = start(services, "-o", found.toString());
        try (BufferedReader out = process.inputReader()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!Files.exists(found)) {
                assertThat(System.nanoTime()).as("written in time").isLessThan(end);
                Thread.sleep(10);
            }
            assertThat(process.isAlive()).isTrue();
            assertThat(out.lines()).hasSize(3001);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Files.readAllLines(found)).hasSize(3002);
        } finally {
            process.destroyForcibly();
            services.close();
        }
    }

    /** That the file cannot be written is no reason to keep the rest from stdout. */
    @Test
    void aFileThatCannotBeWrittenEndsNoStream() throws Exception {
        Path results = Files.createDirectory(folder.resolve("results"));
        Path log = folder.resolve("run.jsonl");
        String[] many = IntStream.range(0, 3000).mapToObj(i -> "d" + i).toArray(String[]::new);
        LoopbackServices services =
                new LoopbackServices().answering("big", many).hanging("slow");
        Process process = start(services, "-o", results.resolve("found.csv").toString(), "--log", log.toString());
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            waitUntilAnswered(log);
            Files.delete(results);
            services.close();
            // it waits until its reader has taken all: what it says of the file comes after that
            assertThat(out.lines()).hasSize(3000);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            List<String> said = err.lines().toList();
            assertThat(said)
                    .contains("followed    3000 records to stdout, before merging")
                    .anyMatch(line -> line.startsWith("MISSING     "))
                    .noneMatch(line -> line.startsWith("written     "));
            assertThat(said.getLast())
                    .startsWith("skytrawl images: cannot write ")
                    .contains(" KEPT IN ");
            Files.delete(Path.of(said.getLast().replaceFirst(".* KEPT IN ", "")));
        } finally {
            process.destroyForcibly();
            services.close();
        }
    }

    private static void waitUntilAnswered(Path log) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(log) || !Files.readString(log).contains("\"outcome\":\"answered\"")) {
            assertThat(System.nanoTime()).as("answered in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    /** Records that had come are not lost to a reader that reads. */
    @Test
    void anInterruptedRunGivesItsReaderWhatThereIs() throws Exception {
        String[] many = IntStream.range(0, 3000).mapToObj(i -> "d" + i).toArray(String[]::new);
        Path log = folder.resolve("run.jsonl");
        LoopbackServices services =
                new LoopbackServices().answering("big", many).hanging("slow");
        Process process = start(services, "--log", log.toString());
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            waitUntilAnswered(log);
            process.toHandle().destroy();
            String line = err.readLine();
            while (!line.startsWith("interrupted: ")) {
                line = err.readLine();
            }
            assertThat(out.lines()).hasSize(3000).allMatch(record -> record.endsWith("}]}"));
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(err.lines()).contains("followed    3000 records to stdout, before merging");
        } finally {
            process.destroyForcibly();
            services.close();
        }
    }

    private Process start(LoopbackServices services, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of(
                "images",
                "--cone",
                "10.68,41.27,0.2",
                "--follow",
                "--timeout",
                "60s",
                "--services",
                services.list(folder)));
        args.addAll(List.of(more));
        return Cli.start(folder, args);
    }
}
