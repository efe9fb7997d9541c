package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;
import org.skytrawl.simvo.universe.SimProtocol;

/** {@code skytrawl harvest} against a simulated VO. */
class HarvestCommandIT {
    private static SimulatedVo vo;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(2_000));
    }

    @AfterAll
    static void end() {
        vo.close();
        Interruption.finished();
    }

    @Test
    void copiesTheTablesOfARegistryAndSaysHowFarItIs() throws IOException {
        Path dir = folder.resolve("harvest");
        Cli first = Cli.run(
                "harvest", "-d", dir.toString(), "--registry", vo.registryUrl(), "--page-rows", "100", "--strict");
        assertThat(first.err()).contains("10 ObsTAP services", "rows of 10 services: all have been read completely");
        assertThat(first.err()).containsPattern("catalogue   2,[0-9]{3} rows in [0-9]+ files, made in");
        assertThat(first.status()).isZero();

        Cli status = Cli.run("harvest", "status", "-d", dir.toString(), "--check");
        assertThat(status.status()).isZero();
        assertThat(status.err())
                .startsWith("harvest: everything, 2,")
                .contains(" rows of 10 services, 10 complete", "catalogue: 2,")
                .doesNotContain("has changed");
        assertThat(status.out().lines()).hasSize(10).allMatch(line -> line.endsWith("\tcomplete"));
        long rows = status.out()
                .lines()
                .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
                .sum();
        assertThat(rows)
                .isEqualTo(vo.universe().services().stream()
                        .mapToLong(service -> vo.rows(service))
                        .sum());

        long asked = requests();
        Cli again = Cli.run("harvest", "-d", dir.toString());
        assertThat(again.err())
                .contains(
                        "everything of 10 services",
                        "as before   10 services, complete",
                        "all have been read completely")
                .doesNotContain("catalogue");
        assertThat(requests()).isEqualTo(asked);

        Path note = Files.createFile(dir.resolve("pages").resolve("note.txt"));
        Cli foreign = Cli.run("harvest", "status", "-d", dir.toString(), "--check");
        assertThat(foreign.status()).isEqualTo(1);
        assertThat(foreign.err()).contains(note + " is not of this harvest: remove it");

        Cli other = Cli.run("harvest", "-d", dir.toString(), "--cone", "10.68,41.27,1");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("has the harvest of another question: everything");
    }

    @Test
    void anUpdateReadsWhatHasChanged() throws IOException {
        try (SimulatedVo own = SimulatedVo.start(
                SimOptions.of(10, 4).withLayout(Layout.HARVEST).withRows(2_000))) {
            String dir = folder.resolve("updated").toString();
            assertThat(Cli.run("harvest", "--update", "-d", dir).err()).contains(dir + " does not exist");
            Cli.run("harvest", "-d", dir, "--registry", own.registryUrl(), "--page-rows", "100");
            long before = rows(dir);
            own.change();
            Cli young = Cli.run("harvest", "--update", "-d", dir, "--older-than", "7d");
            assertThat(young.err()).contains("all have been read completely");
            assertThat(rows(dir)).isEqualTo(before);
            Cli update = Cli.run("harvest", "--update", "-d", dir, "--strict");
            assertThat(update.status()).as(update.err()).isZero();
            assertThat(rows(dir)).isGreaterThan(before);

            String url = own.universe().services().get(3).baseUrl() + "#ivoa.obscore";
            Cli listed = Cli.run("harvest", "--update", "-d", dir, "--obstap", url);
            assertThat(listed.err().lines().filter(line -> line.startsWith("not listed  ")))
                    .as(listed.err())
                    .hasSize(9)
                    .allMatch(line -> line.endsWith("does not have it any more; its rows are kept"));
        }
    }

    private static long rows(String dir) {
        return Cli.run("harvest", "status", "-d", dir)
                .out()
                .lines()
                .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
                .sum();
    }

    @Test
    void saysThatAnOptionOrASessionChangesNothing() {
        String dir = folder.resolve("whole").toString();
        String url = vo.universe().services().get(3).baseUrl() + "#ivoa.obscore";
        LocalTime later = LocalTime.now(ZoneId.systemDefault()).withNano(0).plusHours(2);
        Cli early = Cli.run(
                "harvest",
                "-d",
                dir,
                "--obstap",
                url,
                "--between",
                later + ".." + later.plusHours(1),
                "--deadline",
                "1m",
                "--strict",
                "--quiet");
        assertThat(early.err()).contains("no requests: --between ", " begins after the --deadline is over");
        assertThat(early.status()).isEqualTo(3);

        Cli inclusive = Cli.run("harvest", "-d", dir, "--inclusive");
        assertThat(inclusive.status()).isEqualTo(1);
        assertThat(inclusive.err()).contains("--inclusive changes nothing: " + dir + " has the harvest of everything");
        assertThat(Cli.run("harvest", "-d", dir, "--older-than", "7d").status()).isEqualTo(2);
    }

    private static long requests() {
        return vo.universe().services().stream()
                .mapToLong(service -> service.host().requests())
                .sum();
    }

    @Test
    void namesAFileOfTheCatalogueThatIsDamaged() throws IOException {
        Path dir = folder.resolve("damaged");
        assertThat(Cli.run("harvest", "-q", "-d", dir.toString(), "--registry", vo.registryUrl())
                        .err())
                .isEmpty();
        Path list = dir.resolve("catalogue/files.jsonl");
        Files.writeString(list, Files.readString(list) + "{}\n");
        Cli status = Cli.run("harvest", "status", "-d", dir.toString());
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains(list.toString(), "it was damaged");
        Cli again = Cli.run("harvest", "-d", dir.toString());
        assertThat(again.err()).containsPattern("catalogue   2,[0-9]{3} rows in");
        assertThat(Cli.run("harvest", "status", "-d", dir.toString(), "--check").status())
                .isZero();
    }

    @Test
    void copiesOnlyTheRowsOfARegionAndOfTypes() {
        String dir = folder.resolve("m31").toString();
        Cli harvest = Cli.run(
                "harvest", "-d", dir, "--registry", vo.registryUrl(), "--cone", "10.68,41.27,3", "--type", "image");
        assertThat(harvest.err()).contains("image within", "all have been read completely");
        Cli status = Cli.run("harvest", "status", "-d", dir);
        long rows = status.out()
                .lines()
                .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
                .sum();
        assertThat(rows).isBetween(20L, 1_000L);
    }

    @Test
    void saysWhatIsWrongWithItsFolderOrOptions() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Cli noFolder = Cli.run("harvest", "-d", file.toString(), "--obstap", "http://127.0.0.1:9/tap");
        assertThat(noFolder.status()).isEqualTo(1);
        assertThat(noFolder.err()).contains(file + " is not a folder");
        assertThat(Cli.run("harvest").status()).isEqualTo(2);
        String dir = folder.resolve("none").toString();
        assertThat(Cli.run("harvest", "-d", dir, "--between", "22..6").err()).contains("such as 22:00..06:00");
        assertThat(Cli.run("harvest", "-d", dir, "--page-rows", "1").status()).isEqualTo(2);
        assertThat(Cli.run("harvest", "-d", dir, "--cone", "1,2,3", "--polygon", "1,2 3,4 5,1")
                        .status())
                .isEqualTo(2);
        Cli status = Cli.run("harvest", "status", "-d", dir);
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains(dir + " does not exist");
    }

    @Test
    void copiesAlsoWhatHasNoTableButNotWhatRepeatsOthers() throws IOException {
        try (SimulatedVo wild = SimulatedVo.start(SimOptions.of(40, 4))) {
            String dir = folder.resolve("wild").toString();
            Cli harvest = Cli.run("harvest", "-d", dir, "--registry", wild.registryUrl(), "--page-rows", "1000");
            assertThat(harvest.status()).as(harvest.err()).isZero();
            assertThat(harvest.err())
                    .containsPattern(
                            "services {4}[0-9]+ ObsTAP services?, [0-9]+ SSA services?, [0-9]+ SIA2 services? from ")
                    .contains("all have been read completely");
            long takes = wild.universe().services().stream()
                    .filter(service -> service.protocol() != SimProtocol.SIA1)
                    .count();
            assertThat(Cli.run("harvest", "status", "-d", dir).out().lines())
                    .as("services that repeat others are left out")
                    .hasSizeLessThan((int) takes);

            String cone = folder.resolve("cone").toString();
            Cli limited = Cli.run("harvest", "-d", cone, "--registry", wild.registryUrl(), "--cone", "10.68,41.27,0.5");
            assertThat(limited.err())
                    .containsPattern("services {4}[0-9]+ ObsTAP services? from ")
                    .contains(" of protocols of which only everything can be harvested are left out");
            Cli more = Cli.run("harvest", "-d", cone, "--ssa", "http://127.0.0.1:9/ssa");
            assertThat(more.err()).contains("services    no service from the command line; 1 of protocols of which");
        }
    }

    @Test
    void anInterruptionEndsItSoonAndKeepsWhatIsWhole() throws Exception {
        Path dir = folder.resolve("interrupted");
        Process process = Cli.start(
                folder, List.of("harvest", "-d", dir.toString(), "--registry", vo.registryUrl(), "--page-rows", "10"));
        for (int look = 0; pages(dir) < 3; look++) {
            assertThat(look).isLessThan(600);
            Thread.sleep(100);
        }
        process.toHandle().destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("interrupted ", "(skytrawl harvest -d " + dir + " goes on)");
        Cli status = Cli.run("harvest", "status", "-d", dir.toString(), "--check");
        assertThat(status.status()).isZero();
        assertThat(status.out()).containsAnyOf("not begun", "to read");
        assertThat(status.err()).contains("no catalogue; skytrawl harvest -d ");

        Cli rest = Cli.run("harvest", "-d", dir.toString(), "--page-rows", "100", "--strict");
        assertThat(rest.status()).as(rest.err()).isZero();
    }

    private static long pages(Path dir) throws IOException {
        if (!Files.exists(dir.resolve("pages"))) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(dir.resolve("pages"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }
}
