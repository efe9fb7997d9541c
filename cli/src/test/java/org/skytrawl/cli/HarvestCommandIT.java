package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimOptions.Layout;

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
        assertThat(first.err()).contains("10 ObsTAP services", "complete", "10 complete, 0 not");
        assertThat(first.status()).isZero();

        Cli status = Cli.run("harvest", "status", "-d", dir.toString(), "--check");
        assertThat(status.status()).isZero();
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
        assertThat(again.err()).contains("whole tables of 10 services", "10 complete, 0 not");
        assertThat(requests()).isEqualTo(asked);

        Cli other = Cli.run("harvest", "-d", dir.toString(), "--cone", "10.68,41.27,1");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("has the harvest of another question: whole tables");
    }

    private static long requests() {
        return vo.universe().services().stream()
                .mapToLong(service -> service.host().requests())
                .sum();
    }

    @Test
    void copiesOnlyTheRowsOfARegionAndOfTypes() {
        String dir = folder.resolve("m31").toString();
        Cli harvest = Cli.run(
                "harvest", "-d", dir, "--registry", vo.registryUrl(), "--cone", "10.68,41.27,3", "--type", "image");
        assertThat(harvest.err()).contains("image within", "10 complete, 0 not");
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
        assertThat(Cli.run("harvest", "-d", dir, "--cone", "1,2,3", "--polygon", "1,2 3,4 5,1").status()).isEqualTo(2);
        Cli status = Cli.run("harvest", "status", "-d", dir);
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.err()).contains(dir + " does not exist");
    }

}
