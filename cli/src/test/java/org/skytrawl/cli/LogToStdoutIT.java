package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --log -}: the lines of the log on stdout, as things happen. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogToStdoutIT {
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

    private List<String> images(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("images", "--services", services.list(folder)));
        args.addAll(List.of("--cone", "10.68,41.27,0.1", "--log", "-"));
        args.addAll(List.of(more));
        return args;
    }

    @Test
    void aLineIsThereBeforeASlowServiceEnds() throws Exception {
        services.answering("good", "a").hanging("slow");
        Path found = folder.resolve("found.csv");
        Process process = Cli.start(folder, images("-o", found.toString()));
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("{\"event\":\"run\"");
            String line = out.readLine();
            while (!line.startsWith("{\"event\":\"service\"")) {
                line = out.readLine();
            }
            assertThat(line).contains("\"outcome\":\"answered\"");
            assertThat(process.isAlive()).isTrue();
            services.close();
            assertThat(out.lines().toList()).last().asString().startsWith("{\"event\":\"summary\"");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
        assertThat(found).content().contains("http://data.example/a.fits");
        assertThat(folder.resolve("-")).doesNotExist();
    }

    @Test
    void goesOnWithoutItsReader() throws Exception {
        services.hanging("slow").answering("good", "a");
        Path found = folder.resolve("found.csv");
        Process process = Cli.start(folder, images("-o", found.toString()));
        try (BufferedReader err = process.errorReader()) {
            // as | head -1 does
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("{\"event\":\"run\"");
            process.getInputStream().close();
            services.close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(err.lines())
                    .contains("WARNING: cannot write the log to stdout completely: Broken pipe; the run continues")
                    .contains("written     all to " + found)
                    .contains("skytrawl images: the log on stdout ends before the run did: Broken pipe");
        } finally {
            process.destroyForcibly();
        }
        assertThat(found).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-o -", "--follow"})
    void needsAFileForTheDatasets(String more) throws Exception {
        services.answering("good", "a");
        List<String> args = images(more.isEmpty() ? new String[0] : more.split(" "));
        Cli run = Cli.run(args.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("--log - writes the log to stdout; name a file for the datasets with -o")
                .hasLineCount(1);
        assertThat(services.asked()).isZero();
    }

    @Test
    void cannotShareStdoutWithFollow() throws Exception {
        services.answering("good", "a");
        Cli run = Cli.run(
                images("--follow", "-o", folder.resolve("found.csv").toString()).toArray(String[]::new));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("--log - and --follow both write to stdout")
                .hasLineCount(1);
    }

    @Test
    void ofARetry() throws Exception {
        services.answering("good", "a").sending("broken", 500, "");
        Path found = folder.resolve("found.vot");
        Path log = folder.resolve("run.jsonl");
        List<String> first = images("-o", found.toString());
        first.set(first.indexOf("--log") + 1, log.toString());
        assertThat(Cli.run(first.toArray(String[]::new)).status()).isZero();
        Cli retry = Cli.process(folder, "retry", log.toString(), "--into", found.toString(), "--log", "-");
        assertThat(retry.status()).isEqualTo(1);
        assertThat(retry.out()).startsWith("{\"event\":\"run\"").contains("\"retry_of\"", "\"event\":\"summary\"");
    }
}
