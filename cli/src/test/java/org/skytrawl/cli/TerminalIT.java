package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** The live display on real terminals: that of script(1), and tmux, which can be resized. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated("what the display shows depends on time")
class TerminalIT {
    private static final String TMUX_SOCKET =
            "skytrawl-test-" + ProcessHandle.current().pid();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final LoopbackServices services;

    TerminalIT() throws IOException {
        services = new LoopbackServices().answering("good", "a").hanging("one").hanging("two");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void ctrlCLeavesTheTerminalAsItWas() throws Exception {
        assumeTrue(isThere("script", "--version"), "no script(1) here: apt install bsdutils");
        Path found = folder.resolve("found.csv");
        List<String> command = List.of("script", "-qfec", "exec " + command("-o", found.toString()), "/dev/null");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm-256color");
        Process script = builder.start();
        try (Reader out = script.inputReader(StandardCharsets.UTF_8);
                OutputStream keyboard = script.getOutputStream()) {
            StringBuilder shown = new StringBuilder();
            until(out, shown, "services    1 of 3 done, 2 running, 0 waiting [");
            until(out, shown, "awaited     " + services.host());
            keyboard.write(3);
            keyboard.flush();
            until(out, shown, "MISSING");
            assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).isEqualTo(130);
            assertThat(shown)
                    .contains("interrupted: writing what was found so far; Ctrl-C again ends at once")
                    .contains("1 answered, 2 cancelled");
            // what switches lines' wrapping off switches it on again in the same write, and nothing else is switched
            assertThat(shown.toString().replaceAll("\033\\[\\?7l[^\033]*(\033\\[(K|\\d+A)[^\033]*)*\033\\[\\?7h", ""))
                    .doesNotContain("\033[?");
            assertThat(Files.readAllLines(found)).hasSize(2);
        } finally {
            script.destroyForcibly();
        }
    }

    @Test
    void aTerminalThatUnderstandsNothingGetsPlainLines() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + command("--timeout", "60s"));
        builder.environment().put("TERM", "dumb");
        Process process = builder.start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            List<String> said = new ArrayList<>();
            String line = err.readLine();
            while (line != null && !line.startsWith("progress ")) {
                said.add(line);
                line = err.readLine();
            }
            assertThat(line).as("after %s", said).isEqualTo("progress    1 of 3 services, 2 running, 0 lost, 1 record");
            assertThat(said).noneMatch(each -> each.contains("\033"));
        } finally {
            process.destroyForcibly();
        }
    }

    /** A pipe that nobody reads keeps the first Ctrl-C waiting. */
    @Test
    void ctrlCTwiceEndsAtOnce() throws Exception {
        assumeTrue(isThere("script", "--version"), "no script(1) here: apt install bsdutils");
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        List<String> command = List.of("script", "-qfec", "exec " + command("-o", pipe.toString()), "/dev/null");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm-256color");
        Process script = builder.start();
        try (Reader out = script.inputReader(StandardCharsets.UTF_8);
                OutputStream keyboard = script.getOutputStream()) {
            StringBuilder shown = new StringBuilder();
            until(out, shown, "awaited     " + services.host());
            keyboard.write(3);
            keyboard.flush();
            until(out, shown, "Ctrl-C again ends at once");
            keyboard.write(3);
            keyboard.flush();
            until(out, shown, "skytrawl: interrupted twice: ended at once");
            assertThat(script.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).isEqualTo(130);
            assertThat(shown).doesNotContain("MISSING");
        } finally {
            script.destroyForcibly();
        }
    }

    @Test
    void theDisplayFollowsTheTerminalsSize() throws Exception {
        assumeTrue(isThere("tmux", "-V"), "no tmux here: apt install tmux");
        try {
            tmux(
                    "-f",
                    "/dev/null",
                    "new-session",
                    "-d",
                    "-s",
                    "t",
                    "-x",
                    "100",
                    "-y",
                    "24",
                    // not to the terminal: what cannot be written there once it has gone is kept in the current folder
                    "exec " + command("--timeout", "60s", "--format", "csv", "-o", "/dev/null"));
            untilScreen("            (2 services)|services    1 of 3 done, 2 running");
            tmux("resize-window", "-x", "60", "-y", "24");
            untilScreen("\n1 of 3 done, 2 running\n");
            tmux("resize-window", "-x", "120", "-y", "24");
            String screen = untilScreen("\nservices    1 of 3 done, 2 running, 0 waiting \\[[ =]{20,}\\]\n");
            assertThat(screen.lines().filter(line -> line.contains("lost"))).hasSize(1);
            // both have had their 60 s for a while
            assertThat(screen).containsPattern("\ntime        \\d+ s, at most [1-5]?\\d s more for these\n");
            // tmux breaks its lines anew up to 250 ms before anybody can know of its new size: a frame that is written
            // meanwhile
            // leaves the first half of a line that was broken in two
            assertThat(screen.lines().filter(line -> line.contains("running"))).hasSizeLessThanOrEqualTo(2);
            assertThat(screen)
                    .startsWith("asking for  image within 0.2 deg of RA 10.68, Dec 41.27\nchosen from 3 services in ");
        } finally {
            tmux("kill-server");
        }
    }

    @Test
    void aRegistryThatHangsIsNamedWithAClockAndTheNextIsUsed() throws Exception {
        assumeTrue(isThere("tmux", "-V"), "no tmux here: apt install tmux");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SimulatedVo vo = SimulatedVo.start(SimOptions.of(12, 7))) {
            String hanging = "http://127.0.0.1:" + silent.getLocalPort() + "/tap";
            tmux(
                    "-f",
                    "/dev/null",
                    "new-session",
                    "-d",
                    "-s",
                    "t",
                    "-x",
                    "92",
                    "-y",
                    "30",
                    image(
                                    "92",
                                    "--registry",
                                    hanging,
                                    "--registry",
                                    vo.registryUrl(),
                                    "--deadline",
                                    "8s",
                                    "-o",
                                    "/dev/null")
                            + "; sleep 60");
            String next = vo.registryUrl();
            untilScreen("waiting     [12] s for " + Pattern.quote(hanging) + "\n.*\n            next: "
                    + Pattern.quote(next.substring(0, 60)) + ".*");
            untilScreen("waiting     3 s for " + Pattern.quote(hanging) + "\n.*");
            String screen = untilScreen("complete    every service queried answered completely\n.*");
            assertThat(screen).contains("passed over " + hanging).doesNotContain("waiting  ");
            // the lines are longer than the terminal is wide, and broken at blanks
            assertThat(screen).containsPattern("\nchosen from \\d+ services in http[^\n]*\n            [jr]");
        } finally {
            tmux("kill-server");
        }
    }

    @Test
    void theSummaryHasColoursUnlessNoColorIsSet() throws Exception {
        assumeTrue(isThere("script", "--version"), "no script(1) here: apt install bsdutils");
        services.close();
        String colourful = onTerminal("");
        assertThat(colourful)
                .contains("\033[31mMISSING\033[0m     data of 3 services, by host and cause:\r\n")
                .endsWith("\033[31mNO ANSWER\033[0m   none of 3 services answered; is this machine online?\r\n");
        String plain = onTerminal("NO_COLOR=1");
        assertThat(plain)
                .contains("\r\nMISSING     data of 3 services, by host and cause:\r\n")
                .doesNotContainPattern("\033\\[3\\d?m");
    }

    private String onTerminal(String environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qfec", "env " + environment + " " + command("-o", "/dev/null"), "/dev/null")
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().remove("NO_COLOR");
        Process script = builder.start();
        script.getOutputStream().close();
        return new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A shell's command line. */
    private String command(String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("--services", services.list(folder)));
        words.addAll(List.of(more));
        return image("100", words.toArray(String[]::new));
    }

    private String image(String columns, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "env",
                // a build in the background may ignore it, and so would what it starts
                "--default-signal=INT",
                "XDG_CACHE_HOME=" + folder));
        words.addAll(TestJvm.command());
        words.addAll(List.of(
                "-Dskytrawl.terminal=true",
                "-Dskytrawl.columns=" + columns,
                "org.skytrawl.cli.Main",
                "images",
                "--cone",
                "10.68,41.27,0.2"));
        words.addAll(List.of(more));
        return String.join(" ", words);
    }

    private static void until(Reader out, StringBuilder shown, String text) throws IOException {
        char[] some = new char[4096];
        while (shown.indexOf(text) < 0) {
            int count = out.read(some);
            assertThat(count).as("'" + text + "' after: " + shown).isPositive();
            shown.append(some, 0, count);
        }
    }

    private static String untilScreen(String pattern) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String screen = "";
        while (!screen.matches("(?s).*(" + pattern + ").*")) {
            assertThat(System.nanoTime()).as("in time: " + screen).isLessThan(end);
            Thread.sleep(20);
            screen = tmux("capture-pane", "-p", "-S", "-100");
        }
        return screen;
    }

    private static String tmux(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", TMUX_SOCKET));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static boolean isThere(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
