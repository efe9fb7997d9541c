package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.output.OutputFormat;
import tools.jackson.databind.json.JsonMapper;

/** Which datasets the built command writes, and in which order. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ResultOrderIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @AfterAll
    static void nothingIsLeftToWrite() {
        Interruption.finished();
    }

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices();
        services.sending("one", 200, table("a 10.70 300 WFC", "b 10.69 - wfc", "c - 20 ACS"))
                .sending("two", 200, table("d 10.68 1000 acs2", "e 10.665 5 -"));
    }

    @AfterEach
    void stop() {
        services.close();
    }

    /** Rows of id, RA, exposure time and instrument, at Dec 41.27; those without RA have a footprint. */
    private static String table(String... rows) {
        StringBuilder table = new StringBuilder("""
                <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
                <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
                <FIELD name="access_url" datatype="char" arraysize="*"/>
                <FIELD name="s_ra" datatype="double" unit="deg"/><FIELD name="s_dec" datatype="double" unit="deg"/>
                <FIELD name="s_region" datatype="char" arraysize="*"/>
                <FIELD name="t_exptime" datatype="double" unit="s"/>
                <FIELD name="instrument_name" datatype="char" arraysize="*"/>
                <DATA><TABLEDATA>
                """);
        for (String row : rows) {
            String[] cells = row.replace("-", "").split(" ", -1);
            table.append("<TR><TD>image</TD><TD>http://data.example/%s</TD><TD>%s</TD><TD>%s</TD>"
                    .formatted(cells[0], cells[1], cells[1].isEmpty() ? "" : "41.27"));
            table.append(
                    "<TD>CIRCLE ICRS 10.68 41.27 0.5</TD><TD>%s</TD><TD>%s</TD></TR>\n".formatted(cells[2], cells[3]));
        }
        return table.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>").toString();
    }

    private Cli images(String... more) throws Exception {
        List<String> args =
                new ArrayList<>(List.of("images", "--services", services.list(folder), "--cone", "10.68,41.27,0.1"));
        args.addAll(List.of(more));
        return Cli.run(folder, args.toArray(String[]::new));
    }

    private String ids(String... more) throws Exception {
        Path file = folder.resolve("ids.csv");
        List<String> args = new ArrayList<>(List.of("-q", "--columns", "access_url", "-o", file.toString()));
        args.addAll(List.of(more));
        Cli said = images(args.toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isZero();
        return Files.readString(file)
                .replace("access_url\n", "")
                .replace("http://data.example/", "")
                .replace("\n", "");
    }

    @Test
    void theNearestComeFirstUnlessAnotherOrderIsAskedFor() throws Exception {
        assertThat(ids()).isEqualTo("dbeac");
        assertThat(ids("--sort", "t_exptime")).isEqualTo("ecadb");
        assertThat(ids("--sort", "T_EXPTIME:desc")).isEqualTo("daceb");
        assertThat(ids("--sort", "instrument_name")).isEqualTo("cdbae");
        assertThat(ids("--sort", "separation:desc")).isEqualTo("aebdc");
        assertThat(ids("--sort", "origin_ivoid:desc", "--max-records", "3")).isEqualTo("deb");
    }

    @Test
    void conditionsComeBeforeTheFirstOnes() throws Exception {
        assertThat(ids("--match", "t_exptime>=20")).isEqualTo("dac");
        assertThat(ids("--match", "t_exptime>=20", "--match", "instrument_name=acs*", "--sort", "t_exptime"))
                .isEqualTo("cd");
        Path file = folder.resolve("found.vot");
        Cli said = images("--match", "t_exptime>=20", "--max-records", "2", "-o", file.toString());
        assertThat(said.err().lines())
                .anyMatch(line -> line.startsWith("found       5 datasets"))
                .contains("written     2 of 5 (--match t_exptime>=20, --max-records 2) to " + file);
        assertThat(Files.readString(file))
                .contains("value=\"OVERFLOW\">only 2 of the 3 datasets that meet the restrictions are in this file<")
                .containsPattern("<INFO name=\"match\" value=\"t_exptime(>|&gt;)=20\">only datasets that meet");
        said = images("--match", "t_exptime>=20", "-o", file.toString(), "--strict");
        assertThat(said.status()).isZero();
        assertThat(said.err()).contains("written     3 of 5 (--match t_exptime>=20) to " + file);
        assertThat(Files.readString(file)).contains("<INFO name=\"QUERY_STATUS\" value=\"OK\"/>");
    }

    @Test
    void theSeparationIsWrittenInEveryFormat() throws Exception {
        for (OutputFormat format : OutputFormat.values()) {
            Path file = folder.resolve("found." + format.extension());
            assertThat(images("-q", "-o", file.toString())).isEqualTo(new Cli(0, "", ""));
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("separation");
        }
        assertThat(Cli.run(
                                "diff",
                                folder.resolve("found.vot").toString(),
                                folder.resolve("found.jsonl").toString())
                        .err())
                .contains("same        5\n", "changed     0\n")
                .doesNotContain("separation", "note:");
        List<String> followed = Cli.process(
                        folder,
                        "images",
                        "--services",
                        services.list(folder),
                        "--cone",
                        "10.68,41.27,0.1",
                        "--follow",
                        "-q")
                .out()
                .lines()
                .toList();
        assertThat(followed)
                .hasSize(5)
                .filteredOn(line -> line.contains("\"separation\""))
                .hasSize(4);
        String nearest = Files.readAllLines(folder.resolve("found.jsonl")).get(1);
        assertThat(JsonMapper.shared().readTree(nearest).path("separation").asDouble())
                .isCloseTo(0.01 * Math.cos(Math.toRadians(41.27)), within(1e-7));
    }

    @Test
    void refusesWhatHasNoSense() throws Exception {
        Cli column = images("--sort", "exptime");
        assertThat(column.status()).isEqualTo(2);
        assertThat(column.err()).contains("--sort: there is no column 'exptime'; did you mean t_exptime");
        Cli condition = images("--match", "exptime>3");
        assertThat(condition.status()).isEqualTo(2);
        assertThat(condition.err()).contains("--match: ObsCore has no column 'exptime'");
        Cli nowhere = Cli.run(
                folder, "images", "--services", services.list(folder), "--time", "2009", "--sort", "separation");
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).contains("--sort: the question has no place, so there is no separation");
        for (String option : List.of("--match=s_ra>1", "--sort=s_ra")) {
            Cli follow = images("--follow", option);
            assertThat(follow.status()).isEqualTo(2);
            assertThat(follow.err())
                    .contains(option.substring(0, option.indexOf('=')) + " applies to the merged result");
        }
        assertThat(services.asked()).isZero();
    }

    @Test
    void aFileWithAPartOnlyIsNotRetriedInto() throws Exception {
        // breaks off after a row each time: without any answer the file would stay as it is
        services.sending("broken", 200, table("f 10.67 1 -").replace("</TABLEDATA>", "<TR><TD>"));
        String file = folder.resolve("found.vot").toString();
        String log = folder.resolve("run.jsonl").toString();
        assertThat(images("-q", "--match", "t_exptime>=20", "-o", file, "--log", log)
                        .status())
                .isZero();
        Cli part = Cli.run(folder, "retry", log, "--into", file, "--log", log + "2");
        assertThat(part.status()).isEqualTo(2);
        assertThat(part.err()).contains("has 3 datasets, but the run found 6: the others were left out (--match, ");

        assertThat(images("-q", "--sort", "t_exptime", "-o", file, "--log", log).status())
                .isZero();
        Cli matched = Cli.run(folder, "retry", log, "--into", file, "--log", log + "2", "--match", "s_ra>1");
        assertThat(matched.status()).isEqualTo(2);
        assertThat(matched.err()).contains("--match would write a file that a later retry cannot continue");
        Cli sorted = Cli.run(folder, "retry", log, "--into", file, "--log", log + "2", "--sort", "t_exptime:desc");
        assertThat(sorted.status()).as(sorted.err()).isZero();
        assertThat(Files.readString(Path.of(file)).indexOf("data.example/d"))
                .isLessThan(Files.readString(Path.of(file)).indexOf("data.example/a"));
    }
}
