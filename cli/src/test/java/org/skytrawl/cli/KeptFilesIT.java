package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A run in which no service answered replaces no file: neither the result nor the log of an earlier run. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptFilesIT {
    private static final byte[] EARLIER = "the work of a week\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] EARLIER_LOG = "and its log\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private Path earlier(String name) throws Exception {
        return Files.write(folder.resolve(name), EARLIER);
    }

    private Path earlierLog() throws Exception {
        return Files.write(folder.resolve("run.jsonl"), EARLIER_LOG);
    }

    private Path unanswered() {
        return folder.resolve("run.unanswered.jsonl");
    }

    private String[] images(Path found, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("images", "--services", services.list(folder)));
        args.addAll(List.of("--cone", "10.68,41.27,0.1", "-o", found.toString()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static String stays(Path file, String why) {
        return "not written " + file + " stays as it was: " + why;
    }

    private String logStays(Path log, String why) {
        return stays(log, why) + "; the log of this run is " + unanswered();
    }

    private static String written(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void interruptedWhileTheRegistryHangs() throws Exception {
        services.hanging("tap");
        Path found = earlier("found.vot");
        Path log = earlierLog();
        Process process = askedRegistry(found, "--log", log.toString());
        try (BufferedReader err = process.errorReader()) {
            // as kill does; Ctrl-C takes the same way, and ends with 130
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(err.lines())
                    .contains(stays(found, "no service was queried"), logStays(log, "no service was queried"))
                    .noneMatch(line -> line.startsWith("written"));
        } finally {
            process.destroyForcibly();
        }
        assertThat(found).hasBinaryContent(EARLIER);
        assertThat(log).hasBinaryContent(EARLIER_LOG);
        assertThat(unanswered()).content().contains("\"cancelled\":true");
    }

    /** The same without an earlier file: what is written must not look like an answer. */
    @Test
    void interruptedWhileTheRegistryHangsIsNeverOk() throws Exception {
        services.hanging("tap");
        Path found = folder.resolve("found.vot");
        Process process = askedRegistry(found);
        try {
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(written(found))
                .contains("name=\"QUERY_STATUS\" value=\"OVERFLOW\"")
                .contains("name=\"services_incomplete\" value=\"0\">no service was queried<");
    }

    private Process askedRegistry(Path found, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("images", "--registry", "http://" + services.host() + "/tap"));
        args.addAll(List.of("--cone", "10.68,41.27,0.1", "-o", found.toString(), "--timeout", "60s"));
        args.addAll(List.of(more));
        Process process = Cli.start(folder, args);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (services.asked() == 0) {
            assertThat(System.nanoTime()).as("asked in time").isLessThan(end);
            // a spinning test would take the time from the process that it tests
            Thread.sleep(10);
        }
        return process;
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void allServicesAreDown(OutputFormat format) throws Exception {
        services.sending("one", 500, "").sending("two", 404, "");
        Path found = earlier("found." + format.extension());
        Path log = earlierLog();
        Cli run = Cli.run(images(found, "--log", log.toString(), "--format", format.title()));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines())
                .contains(stays(found, "no service answered"), logStays(log, "no service answered"))
                .noneMatch(line -> line.startsWith("written"));
        assertThat(found).hasBinaryContent(EARLIER);
        assertThat(log).hasBinaryContent(EARLIER_LOG);
        assertThat(unanswered()).content().contains("\"outcomes\":{\"failed\":2}");
    }

    @Test
    void isSaidAlsoWhenQuiet() throws Exception {
        services.sending("one", 500, "");
        Path found = earlier("found.vot");
        Path log = earlierLog();
        Cli run = Cli.run(images(found, "--quiet", "--log", log.toString()));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly(stays(found, "no service answered"), logStays(log, "no service answered"));
    }

    @Test
    void theDeadlineIsTooShort() throws Exception {
        services.hanging("slow");
        Path found = earlier("found.fits");
        Cli run = Cli.run(images(found, "--deadline", "200ms"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(stays(found, "no service answered"));
        assertThat(found).hasBinaryContent(EARLIER);
    }

    @Test
    void theDeadlineIsTooShortForTheRegistry() throws Exception {
        services.hanging("tap");
        Path found = earlier("found.vot");
        Path log = earlierLog();
        noRegistry(found, log, "http://" + services.host() + "/tap", "--deadline", "200ms");
    }

    @Test
    void thereIsNoRegistry() throws Exception {
        Path found = earlier("found.vot");
        Path log = earlierLog();
        noRegistry(found, log, "http://127.0.0.1:1/tap");
    }

    private void noRegistry(Path found, Path log, String registry, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("images", "--registry", registry, "--cone", "10.68,41.27,0.1"));
        args.addAll(List.of("-o", found.toString(), "--log", log.toString()));
        args.addAll(List.of(more));
        Cli run = Cli.run(args.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(logStays(log, "no service was queried"));
        assertThat(found).hasBinaryContent(EARLIER);
        assertThat(log).hasBinaryContent(EARLIER_LOG);
        assertThat(unanswered()).content().contains("\"event\":\"registry\"");
    }

    @Test
    void theListHasAHeaderOnly() throws Exception {
        Path found = earlier("found.vot");
        Cli run = Cli.run(images(found));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(stays(found, "no service was queried"));
        assertThat(found).hasBinaryContent(EARLIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vot", "fits", "ecsv", "parquet"})
    void aListWithAHeaderOnlyIsNeverOk(String extension) throws Exception {
        Path found = folder.resolve("found." + extension);
        Cli run = Cli.run(images(found));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("written     all to " + found);
        assertThat(written(found))
                .contains("OVERFLOW")
                .contains("no service was queried")
                .doesNotContain("all 0 services");
    }

    @Test
    void allServicesDownIsNeverOk() throws Exception {
        services.sending("one", 500, "");
        Path found = folder.resolve("found.vot");
        assertThat(Cli.run(images(found)).status()).isEqualTo(1);
        assertThat(written(found)).contains("name=\"QUERY_STATUS\" value=\"OVERFLOW\"");
    }

    /** The registry says that nobody has anything there: a complete answer, but no reason to replace an earlier one. */
    @Test
    void allServicesAreLeftOut() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(20, 3))) {
            String[] args = {
                "images", "--registry", vo.registryUrl(), "--cone", "200,-75,0.01", "--spectrum", "1keV..2keV", "-o", ""
            };
            Path none = folder.resolve("none.vot");
            args[args.length - 1] = none.toString();
            Cli run = Cli.run(folder, args);
            assertThat(run.err()).contains("asked       0 services");
            assertThat(run.status()).isZero();
            assertThat(written(none)).contains("name=\"QUERY_STATUS\" value=\"OK\"");
            Path found = earlier("found.vot");
            args[args.length - 1] = found.toString();
            run = Cli.run(folder, args);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains(stays(found, "no service was queried"));
            assertThat(found).hasBinaryContent(EARLIER);
        }
    }

    @Test
    void aRetryWithoutAnyAnswer() throws Exception {
        services.answering("good", "a", "b").sending("broken", 500, "");
        Path found = folder.resolve("found.vot");
        Path first = folder.resolve("first.jsonl");
        assertThat(Cli.run(images(found, "--log", first.toString())).status()).isZero();
        byte[] before = Files.readAllBytes(found);
        String[] retry = {"retry", first.toString(), "--into", found.toString(), "--log", ""};
        Path second = folder.resolve("second.jsonl");
        retry[retry.length - 1] = second.toString();
        Cli run = Cli.run(retry);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(stays(found, "no service answered"));
        assertThat(found).hasBinaryContent(before);
        // both logs can be retried
        retry[1] = second.toString();
        retry[retry.length - 1] = folder.resolve("third.jsonl").toString();
        assertThat(Cli.run(retry).err()).contains(stays(found, "no service answered"));
        assertThat(found).hasBinaryContent(before);
        // an earlier result elsewhere is a copy
        Path other = folder.resolve("other.vot");
        List<String> more = new ArrayList<>(List.of(retry));
        more.addAll(List.of("-o", other.toString()));
        assertThat(Cli.run(more.toArray(String[]::new)).status()).isEqualTo(1);
        assertThat(written(other)).contains("http://data.example/a.fits").contains("value=\"OVERFLOW\"");
    }

    @Test
    void strictIs3AlsoWithoutAnyAnswer() throws Exception {
        services.sending("one", 500, "");
        Path found = earlier("found.vot");
        assertThat(Cli.run(images(found, "--strict")).status()).isEqualTo(3);
        assertThat(found).hasBinaryContent(EARLIER);
        assertThat(Cli.run(images(folder.resolve("new.vot"), "--strict")).status())
                .isEqualTo(3);
    }

    /** Nobody was asked, so nobody failed to answer. */
    @Test
    void strictIs1WithoutAnyService() throws Exception {
        assertThat(Cli.run(images(earlier("found.vot"), "--strict")).status()).isEqualTo(1);
        assertThat(Cli.run(images(folder.resolve("new.vot"), "--strict")).status())
                .isEqualTo(1);
    }

    @Test
    void anAnswerWithoutDatasetsIsAnAnswer() throws Exception {
        services.answering("empty");
        Path found = earlier("found.vot");
        Path log = earlierLog();
        Cli run = Cli.run(images(found, "--log", log.toString()));
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("written     all to " + found).doesNotContain("stays as it was");
        assertThat(written(found)).contains("name=\"QUERY_STATUS\" value=\"OK\"");
        assertThat(log).content().contains("\"event\":\"summary\"");
        assertThat(unanswered()).doesNotExist();
    }

    /** As mktemp makes it. */
    @Test
    void anEmptyFileHasNothingToLose() throws Exception {
        services.sending("one", 500, "");
        Path found = Files.createFile(folder.resolve("found.vot"));
        Path log = Files.createFile(folder.resolve("run.jsonl"));
        assertThat(Cli.run(images(found, "--log", log.toString())).status()).isEqualTo(1);
        assertThat(written(found)).contains("name=\"QUERY_STATUS\" value=\"OVERFLOW\"");
        assertThat(log).content().contains("\"event\":\"summary\"");
        assertThat(unanswered()).doesNotExist();
    }

    @Test
    void whatIsNoFileIsWritten() throws Exception {
        services.sending("one", 500, "");
        Cli result = Cli.run(images(Path.of("/dev/null")));
        Cli log = Cli.run(images(folder.resolve("found.vot"), "--log", "/dev/null"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(log.status()).isEqualTo(1);
        assertThat(result.err()).contains("written     all to /dev/null");
        assertThat(result.err() + log.err()).doesNotContain("stays as it was", "cannot");
    }

    /** From then on the log is where it is wanted, while the run goes on. */
    @Test
    void theFirstAnswerReplacesTheOldLog() throws Exception {
        services.answering("good", "a").hanging("slow");
        Path old = earlierLog();
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
        Path log = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("link"), old);
        Process process =
                Cli.start(folder, List.of(images(folder.resolve("found.csv"), "--log", log.toString(), "--quiet")));
        try {
            waitUntil(log, "\"outcome\":\"answered\"");
            assertThat(process.isAlive()).isTrue();
            assertThat(unanswered()).doesNotExist();
            assertThat(log).isSymbolicLink();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
                    .isEqualTo("rw-r-----");
            services.close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(process.errorReader().lines()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
        assertThat(old).content().startsWith("{\"event\":\"run\"").contains("\"event\":\"summary\"");
        assertThat(folder.resolve("elsewhere")).isDirectoryContaining("glob:**/link");
    }

    @Test
    void aKillBeforeTheFirstAnswerLosesNoLog() throws Exception {
        services.hanging("slow");
        Path log = earlierLog();
        Files.writeString(unanswered(), "of the last time");
        Process process =
                Cli.start(folder, List.of(images(folder.resolve("found.csv"), "--log", log.toString(), "--quiet")));
        try {
            waitUntil(unanswered(), "\"event\":\"selected\"");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log).hasBinaryContent(EARLIER_LOG);
        assertThat(unanswered()).content().startsWith("{\"event\":\"run\"").doesNotContain("summary");
    }

    @Test
    void twoRunsAtOnceDoNotShareALog() throws Exception {
        services.hanging("slow");
        Path log = earlierLog();
        String[] images = images(folder.resolve("found.csv"), "--log", log.toString(), "--quiet");
        Process process = Cli.start(folder, List.of(images));
        try {
            waitUntil(unanswered(), "\"event\":\"selected\"");
            Cli second = Cli.run(images);
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).contains("cannot write " + log + ": another run is writing " + unanswered());
            assertThat(process.isAlive()).isTrue();
            assertThat(unanswered()).content().contains("\"event\":\"selected\"");
        } finally {
            process.destroyForcibly();
        }
        assertThat(log).hasBinaryContent(EARLIER_LOG);
    }

    private static void waitUntil(Path log, String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(log) || !Files.readString(log).contains(text)) {
            assertThat(System.nanoTime()).as("logged in time").isLessThan(end);
            // a spinning test would take the time from the process that it tests
            Thread.sleep(10);
        }
    }

    @Test
    void whatIsReadIsNotTakenForTheLogBeforeAnAnswer() throws Exception {
        services.answering("good", "a");
        Path first = unanswered();
        assertThat(Cli.run(images(folder.resolve("found.csv"), "--log", first.toString()))
                        .status())
                .isZero();
        byte[] before = Files.readAllBytes(first);
        Path log = earlierLog();
        Cli run = Cli.run(
                "rerun", first.toString(), "-o", folder.resolve("again.csv").toString(), "--log", log.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("--log (" + first + " until a service answers) and RUN.jsonl name the same file");
        assertThat(first).hasBinaryContent(before);
    }
}
