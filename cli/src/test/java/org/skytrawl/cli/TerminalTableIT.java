package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What stdout shows on the terminal of script(1), and what it has in a pipe; started by what both launchers share. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class TerminalTableIT {
    private static final String BOLD = "\033[1m";
    private static final String OFF = "\033[0m";
    private static final String HEADER = "sep [\"]  RA [deg]  Dec [deg]  id            from";
    private static final String ROWS = """
                0.0  10.68000   41.27000  ivo://data/a  loopback/good
                0.0  10.68000   41.27000  ivo://data/b  loopback/good
            """;
    private static final String SAVE = "to save all datasets with all columns, add -o found.vot\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here: apt install bsdutils");
        services = new LoopbackServices().answering("good", "a", "b");
        Path launcher = Path.of(System.getProperty("basedir", "."), "src", "dist", "lib", "launch.sh")
                .toAbsolutePath();
        Files.writeString(folder.resolve("skytrawl"), """
                . '%s'
                jdk='%s'
                classpath='%s'
                run_skytrawl /no/classes "$@"
                """.formatted(
                        launcher, System.getProperty("java.home"), System.getProperty("java.class.path")));
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void aTerminalGetsATableThenTheSummary() throws Exception {
        String shown = terminal(80, images(""));
        assertThat(shown).contains(BOLD + HEADER + OFF + "\n" + ROWS + SAVE);
        assertThat(shown.substring(shown.indexOf(SAVE))).contains("2 datasets");
    }

    @Test
    void quietLeavesTheTable() throws Exception {
        assertThat(terminal(80, images("--quiet"))).isEqualTo(BOLD + HEADER + OFF + "\n" + ROWS + SAVE);
    }

    @Test
    void theTableFitsTheTerminal() throws Exception {
        assertThat(terminal(30, images("--quiet --max-records 1"))).isEqualTo("""
                %ssep ["]  id%s
                    0.0  ivo://data/a
                ... and 1 more; to save these
                datasets with all columns, add
                -o found.vot
                """.formatted(BOLD, OFF));
    }

    @Test
    void linesOfALogAreBrokenAtBlanksOnATerminalOnly() throws Exception {
        terminal(80, images("--quiet --log run.jsonl -o found.vot"));
        String log = "sh skytrawl log run.jsonl";
        List<String> whole = terminal(50, log + " | cat").lines().toList();
        List<String> shown = terminal(50, log).lines().toList();
        assertThat(whole).anySatisfy(line -> assertThat(line).hasSizeGreaterThan(50));
        assertThat(shown)
                .hasSizeGreaterThan(whole.size())
                .allSatisfy(
                        line -> assertThat(line.length() <= 50 || !line.strip().contains(" "))
                                .as(line)
                                .isTrue());
        assertThat(String.join(" ", shown).replaceAll(" +", " "))
                .isEqualTo(String.join(" ", whole).replaceAll(" +", " "));
    }

    @Test
    void noColorMeansNone() throws Exception {
        assertThat(terminal(80, "NO_COLOR=1 " + images("--quiet"))).isEqualTo(HEADER + "\n" + ROWS + SAVE);
        assertThat(terminal(80, "TERM=dumb " + images("--quiet"))).isEqualTo(HEADER + "\n" + ROWS + SAVE);
    }

    @Test
    void aPipeAndAFileGetTheVoTable() throws Exception {
        assertThat(terminal(80, images("--quiet") + " | cat"))
                .startsWith("<?xml")
                .contains("ivo://data/b");
        assertThat(terminal(80, images("--quiet") + " > found")).isEmpty();
        assertThat(folder.resolve("found")).content().startsWith("<?xml");
        assertThat(terminal(80, images("--quiet -o -"))).startsWith("<?xml");
        assertThat(terminal(80, images("--quiet --format csv"))).startsWith("dataproduct_type,");
    }

    @Test
    void aPipeAndAFileGetTheTableThatIsAskedFor() throws Exception {
        assertThat(terminal(80, images("--quiet --format table") + " | cat")).isEqualTo(HEADER + "\n" + ROWS);
        assertThat(terminal(80, images("--quiet --format TABLE -o found.txt"))).isEmpty();
        assertThat(folder.resolve("found.txt")).content().isEqualTo(HEADER + "\n" + ROWS);
        assertThat(terminal(80, images("--quiet --format table --columns access_url --max-records 1") + " | cat"))
                .isEqualTo("""
                        access_url
                        http://data.example/a.fits
                        ... and 1 more; to save these datasets with all columns, use -o found.vot
                        without --format table
                        """);
    }

    @Test
    void servicesHaveAHeaderOnATerminalOnly() throws Exception {
        String list = services.list(folder);
        String command = "sh skytrawl services --quiet --cone 10.68,41.27,0.2 --services " + list;
        String url = "http://" + services.host() + "/good?";
        assertThat(terminal(120, command))
                .isEqualTo("""
                %sdecision  protocol  ivoid                access URL%sreason or title%s
                ask       SIA2      ivo://loopback/good  %s  Service good
                """.formatted(BOLD, " ".repeat(url.length() + 2 - "access URL".length()), OFF, url));
        assertThat(terminal(60, command)).isEqualTo("""
                %sdecision  protocol  ivoid                reason or title%s
                ask       SIA2      ivo://loopback/good  Service good
                no room for: access URL
                """.formatted(BOLD, OFF));
        assertThat(terminal(60, command + " | cat"))
                .isEqualTo("ask\tSIA2\tivo://loopback/good\t" + url + "\tService good\n");
    }

    @Test
    void registriesHaveAHeaderOnATerminalOnly() throws Exception {
        String registry = " --registry http://127.0.0.1:9/tap 2>/dev/null";
        assertThat(terminal(200, "sh skytrawl registry mirrors" + registry))
                .isEqualTo(BOLD + "place  URL                     state          last answer  capabilities  last error"
                        + OFF
                        + "\n    1  http://127.0.0.1:9/tap  not asked yet  " + faint("-") + "            " + faint("-")
                        + "             " + faint("-") + "\n");
        assertThat(terminal(80, "sh skytrawl registry mirrors" + registry + " | cat"))
                .isEqualTo("1\thttp://127.0.0.1:9/tap\tnot asked yet\t-\t-\t-\n");
        assertThat(terminal(40, "sh skytrawl registry status" + registry))
                .isEqualTo(BOLD + "URL                     state  age" + OFF + "\nhttp://127.0.0.1:9/tap  none   "
                        + faint("-") + "\nno room for: services, last complete\nfetch, file\n");
        assertThat(terminal(80, "sh skytrawl registry status" + registry + " | cat"))
                .startsWith("http://127.0.0.1:9/tap\tnone\t-\t-\t-\t/");
    }

    /** A retry reads the file again. */
    @Test
    void aRetryDoesNotReplaceItsFileByATable() throws Exception {
        assertThat(terminal(200, images("--quiet --log run.jsonl -o found.vot")))
                .isEmpty();
        assertThat(terminal(200, "sh skytrawl retry run.jsonl --into found.vot --log second.jsonl --format table"))
                .startsWith("skytrawl retry: --format table would write a file that a later retry cannot continue");
        assertThat(folder.resolve("found.vot")).content().startsWith("<?xml");
    }

    @Test
    void aPipeLoadsNoClassOfTheTable() throws Exception {
        Path loaded = folder.resolve("loaded");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                "org.skytrawl.cli.Main"));
        command.addAll(List.of("images", "--cone", "10.68,41.27,0.2", "--services", services.list(folder)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ivo://data/b");
        assertThat(process.waitFor()).isZero();
        assertThat(loaded)
                .content()
                .contains("org.skytrawl.cli.option.ResultOptions ")
                .doesNotContain("DatasetTable", "AlignedTable", "ScreenText");
    }

    private static String faint(String text) {
        return "\033[2m" + text + OFF;
    }

    private String images(String more) throws IOException {
        return "sh skytrawl images --cone 10.68,41.27,0.2 --services " + services.list(folder) + " " + more;
    }

    /** What a terminal of that width shows of a command. */
    private String terminal(int columns, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qfec", "stty cols " + columns + " rows 30; " + command, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        builder.environment().keySet().removeAll(List.of("NO_COLOR", "COLUMNS"));
        Process script = builder.start();
        script.getOutputStream().close();
        String shown = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return shown.replace("\r\n", "\n");
    }
}
