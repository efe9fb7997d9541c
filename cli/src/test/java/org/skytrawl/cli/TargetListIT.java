package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.Tally;
import org.skytrawl.simvo.universe.SimOptions;

/** {@code --targets} and its options, against the simulated VO. */
class TargetListIT {
    private static final String LIST = "id,ra,dec,radius\nm31,10.68,41.27,0.2\npole,0,-89.9,0.001\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static SimulatedVo vo;

    private Path list;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(10, 7));
    }

    @AfterAll
    static void stop() {
        vo.close();
    }

    @BeforeEach
    void writeList() throws IOException {
        list = Files.writeString(folder.resolve("list.csv"), LIST);
    }

    private Cli run(String command, String... args) {
        List<String> words = new ArrayList<>(List.of(command, "--registry", vo.registryUrl()));
        words.addAll(List.of(args));
        return Cli.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "spectra", "timeseries", "datasets"})
    void everyQuestionTakesAList(String command) throws IOException {
        Path found = folder.resolve("found.csv");
        Path summary = folder.resolve("summary.csv");
        Cli said = run(command, "--targets", list.toString(), "-o", found.toString(), "--summary", summary.toString());

        assertThat(said.err())
                .contains(" within the circles of 2 targets\n")
                .contains("  note: given as --targets " + list + ": id id, position ra and dec, radius radius\n")
                .containsPattern(
                        "requests    at most \\d+ requests? to \\d+ services?; the most to 127\\.[0-9.:]+: \\d+\n")
                .contains("written     2 targets, ");
        assertThat(Files.readAllLines(summary)).hasSize(3);
        assertThat(Files.readAllLines(summary).get(1)).startsWith("m31,");
    }

    @Test
    void aFewCirclesAreGivenAsText() throws IOException {
        Path ofText = folder.resolve("text.csv");
        Path ofFile = folder.resolve("file.csv");
        Cli said = run("images", "--targets", "10.68,41.27,0.2 0,-89.9,0.001", "-o", ofText.toString());
        run("images", "--targets", list.toString(), "-o", ofFile.toString());

        assertThat(said.err()).contains(" within the circles of 2 targets\n").doesNotContain("given as --targets");
        assertThat(Files.readAllLines(ofText)).hasSizeGreaterThan(1);
        assertThat(Files.readAllLines(ofText)).hasSameSizeAs(Files.readAllLines(ofFile));
    }

    @Test
    void rowsLeftOutAreSaidInTheSummaryAndInTheLog() throws IOException {
        Files.writeString(list, LIST + "m31,1,2,3\nx,,2,3\n");
        Path log = folder.resolve("run.jsonl");
        Cli said = run(
                "images",
                "--targets",
                list.toString(),
                "--skip-bad-rows",
                "--log",
                log.toString(),
                "-o",
                folder.resolve("f.vot").toString());

        assertThat(said.err()).contains("left out    2 rows of the target list that are no targets\n");
        assertThat(Files.readString(log))
                .contains("2 of 4 rows were left out: line 4, column id: the id 'm31' is that of line 2, too");
    }

    @Test
    void servicesShowsTheTargetsOfEach() {
        Cli said = run("services", "--targets", list.toString());

        assertThat(said.status()).isZero();
        assertThat(said.out().lines()).allMatch(line -> line.matches("\\w+\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t[012]"));
        assertThat(said.err()).containsPattern("\n +at most \\d+ requests? to ");
    }

    @Test
    void aPersonSaysYesToMoreThan100000Requests() throws Exception {
        StringBuilder many = new StringBuilder("id,ra,dec,radius\n");
        for (int i = 0; i < 1200; i++) {
            many.append("t" + i + "," + i * 0.3 + "," + (i * 7 % 170 - 85) + ",0.01\n");
        }
        Files.writeString(list, many);
        try (SimulatedVo wide = SimulatedVo.start(SimOptions.of(200, 7).withLayout(SimOptions.Layout.PLAIN))) {
            Cli said = Cli.process(
                    folder.resolve("cache"),
                    Map.of("JDK_JAVA_OPTIONS", "-Dskytrawl.terminal=true"),
                    "images",
                    "--registry",
                    wide.registryUrl(),
                    "--targets",
                    list.toString(),
                    "-o",
                    folder.resolve("found.vot").toString());

            assertThat(said.status()).as(said.err()).isEqualTo(2);
            assertThat(said.err().replaceAll("\\s+", " "))
                    .containsPattern(
                            "this run may send \\d{3},\\d{3} requests, more than 100,000: repeat it with --yes");
            assertThat(wide.requests(Tally.Kind.QUERY) + wide.requests(Tally.Kind.UPLOAD))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--targets nofile.csv | --targets: cannot read nofile.csv: no such file or folder: nofile.csv",
                "--targets 1,2,3;4,95,6 | --targets: target 1: ",
                "--targets 1,2 | --targets: target 1: ",
                "--targets 1,2,3 --target-columns id=x | --target-columns needs a file as --targets",
                "--targets LIST --cone 1,2,3 | give only one of --cone, ",
                "--cone 1,2,3 --target-columns id=x | --target-columns needs --targets",
                "--cone 1,2,3 --skip-bad-rows | --skip-bad-rows needs --targets",
                "--cone 1,2,3 --requests-per-service 5 | --requests-per-service needs --targets",
                "--cone 1,2,3 --summary s.csv | --summary needs a question with --targets",
                "--targets LIST --summary s.xyz | --summary: no output format has the extension of 's.xyz'",
                "--targets LIST --requests-per-service 0 | requests per service must be at least 1, not 0",
                "--targets LIST --target-columns id=x | has no column 'x'; it has the columns id, ra, dec, radius (--target-columns names others)",
                "--targets LIST --target-columns x | --target-columns: 'x' is not of the form id=NAME,ra=NAME,dec=NAME,radius=NAME",
                "--targets LIST --target-columns radius=radius --radius 1 | give either --radius or a radius in --target-columns, not both",
                "--targets LIST --radius x | --radius: radius 'x' is not a number of degrees",
                "--targets LIST -o LIST | -o and --targets name the same file",
                "--targets LIST --log LIST | --log and --targets name the same file",
                "--targets LIST --summary LIST | --summary and --targets name the same file",
                "--targets BAD | 2 of 3 rows are no target: line 3, column ra: right ascension 'x' is not one of these",
                "--targets BAD | (--skip-bad-rows leaves them out)",
                "--targets NORADIUS | no radius is given for all targets; it has the columns ra, dec (--radius R)",
                "--targets EMPTY | --targets: "
            })
    void whatIsWrongIsOneLineAndStatus2(String args, String message) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "id,ra,dec,radius\na,1,2,3\nb,x,2,3\na,1,2,3\n");
        Path none = Files.writeString(folder.resolve("none.csv"), "ra,dec\n1,2\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        String line = args.replace("LIST", list.toString())
                .replace("BAD", bad.toString())
                .replace("NORADIUS", none.toString())
                .replace("EMPTY", empty.toString());
        List<String> words = new ArrayList<>(List.of("images"));
        words.addAll(Arrays.asList(line.split(" ")));
        Cli said = Cli.run(words.toArray(String[]::new));

        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .contains(message)
                .startsWith("skytrawl images: ");
        assertThat(said.status()).isEqualTo(2);
        assertThat(Files.readString(list)).isEqualTo(LIST);
    }
}
