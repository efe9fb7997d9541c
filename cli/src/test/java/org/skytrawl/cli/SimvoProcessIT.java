package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands that start a simulated VO, as processes. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class SimvoProcessIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void demoIsRight() throws Exception {
        Cli demo = Cli.process(folder, "demo", "--seed", "5");
        assertThat(demo.err().lines().filter(line -> line.startsWith("verdict     RIGHT: all ")))
                .hasSize(2);
        assertThat(demo.err()).contains("asking for  image ", "asking for  spectrum ");
        assertThat(demo.status()).isZero();
        assertThat(demo.out()).contains("title");
        assertThat(demo.err()).contains("MISSING", "timed out", "simulated   VO of 61 hosts");
        assertThat(theServicesAddUp(demo.err())).isTrue();
    }

    /** Those chosen from are those asked and those skipped. */
    private static boolean theServicesAddUp(String err) {
        int[] counts = Stream.of(
                        "chosen from (\\d+) services", "asked       (\\d+) services", "skipped     (\\d+) services")
                .map(pattern -> Pattern.compile("(?m)^" + pattern).matcher(err))
                .mapToInt(matcher -> matcher.find() ? Integer.parseInt(matcher.group(1)) : -1)
                .toArray();
        return counts[0] > 0 && counts[0] == counts[1] + counts[2];
    }

    /** By TERM: a process started from a job in the background ignores INT, and so would this one. */
    @Test
    void simvoEndsWhenItIsToldTo() throws Exception {
        Process simvo = Cli.start(
                folder,
                List.of(
                        "simvo",
                        "--services",
                        "10",
                        "--truth",
                        folder.resolve("t.json").toString()));
        try (BufferedReader out = simvo.inputReader()) {
            assertThat(out.readLine()).startsWith("registry ");
            assertThat(out.readLine()).startsWith("truth ");
            new ProcessBuilder("kill", "-TERM", "" + simvo.pid()).start().waitFor();
            assertThat(simvo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            simvo.destroyForcibly();
        }
    }

    @Test
    void simvoTellsWhereItIsAndEndsInTime() throws Exception {
        Path truth = folder.resolve("truth.json");
        Cli simvo = Cli.process(folder, "simvo", "--services", "20", "--for", "1s", "--truth", truth.toString());
        assertThat(simvo.status()).isZero();
        assertThat(simvo.out())
                .matches(
                        "(?s)registry http://127\\..*/tap\\s+truth    .*truth.json\\s+sesame   http://127\\..*/nph-sesame\\s+");
        assertThat(Files.readString(truth)).contains("\"reachable\"", "\"services\"", "\"datasets\"");
        Cli wrong = Cli.run("simvo", "--services", "5");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("services must be 10 to 2000, but are 5")
                .doesNotContain("at org.");
        Cli beyond = Cli.run("simvo", "--services", "20", "--faults", "html@20");
        assertThat(beyond.status()).isEqualTo(2);
        assertThat(beyond.err()).contains("there are only 20 services");
        Cli unknown = Cli.run("simvo", "--faults", "teapot=0.5");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("teapot", "hang-before-headers");
    }
}
