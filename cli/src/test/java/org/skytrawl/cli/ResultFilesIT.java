package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Overlap;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that the built command writes, and what becomes of them when it cannot. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ResultFilesIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices();
        services.answering("good", "a", "b", "c").answering("twin", "b", "c");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private List<String> arguments(String... more) throws Exception {
        List<String> args =
                new ArrayList<>(List.of("images", "--services", services.list(folder), "--cone", "10.68,41.27,0.1"));
        args.addAll(List.of(more));
        return args;
    }

    private Cli images(String... more) throws Exception {
        return Cli.process(folder, arguments(more).toArray(String[]::new));
    }

    @Test
    void aFormatOtherThanThatOfTheNameIsNoted() throws Exception {
        Path fits = folder.resolve("x.fits");
        Cli run = Cli.run(arguments("-o", fits.toString(), "--format", "csv").toArray(String[]::new));
        assertThat(run.status()).isZero();
        assertThat(run.err().lines()).contains("  note: " + fits + " gets CSV, as --format says");
        assertThat(fits).content().startsWith("dataproduct_type,");
        for (String[] agree : new String[][] {
            {"-o", folder.resolve("x.csv").toString(), "--format", "csv"},
            {"-o", folder.resolve("x").toString(), "--format", "csv"},
            {"-o", folder.resolve("x.1").toString(), "--format", "csv"},
            {"-o", fits.toString(), "--format", "csv", "--quiet"}
        }) {
            assertThat(Cli.run(arguments(agree).toArray(String[]::new)).err()).doesNotContain("note:");
        }
    }

    @Test
    void everyFormatIsWrittenByItsExtensionAndComparedWithAnother() throws Exception {
        Path first = folder.resolve("found.vot");
        assertThat(images("-o", first.toString()).status()).isZero();
        for (OutputFormat format : List.of(OutputFormat.FITS, OutputFormat.ECSV, OutputFormat.JSON_LINES)) {
            Path file = folder.resolve("found." + format.extension());
            assertThat(images("--quiet", "-o", file.toString())).isEqualTo(new Cli(0, "", ""));
            ReadResult read = ResultFile.read(file);
            assertThat(read.format()).isEqualTo(format);
            assertThat(read.datasets())
                    .hasSize(3)
                    .allSatisfy(it -> assertThat(it.record().overlap()).isEqualTo(Overlap.TESTED));
            assertThat(read.notes()).isEmpty();
            Cli same = Cli.run("diff", first.toString(), file.toString(), "--strict", "--quiet");
            assertThat(same).isEqualTo(new Cli(0, "", ""));
        }
    }

    @Test
    void columnsAreThoseThatWereAskedForOnStdoutToo() throws Exception {
        Cli said = images("--quiet", "--format", "csv", "--columns", "access_url,S_RA,origins_protocols");
        assertThat(said.out().lines())
                .containsExactly(
                        "access_url,s_ra,origins_protocols",
                        "http://data.example/a.fits,10.68,SIA2",
                        "http://data.example/b.fits,10.68,SIA2 SIA2",
                        "http://data.example/c.fits,10.68,SIA2 SIA2");

        Cli refused = images("--columns", "acces_url");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("skytrawl images: --columns: there is no column 'acces_url'; did you mean access_url?");
        assertThat(services.asked()).as("asked by the first only").isEqualTo(2);
    }

    @Test
    void diffTellsNewGoneAndChanged() throws Exception {
        Path before = Files.writeString(folder.resolve("a.csv"), """
                obs_publisher_did,access_url,access_format,s_ra,obs_title
                ivo://d/1,http://h/1,fits,1,one
                ivo://d/2,http://h/2,fits,2,two
                """);
        Path after = Files.writeString(folder.resolve("b.csv"), """
                s_ra,access_url,access_format,obs_publisher_did
                2.5,https://h/2,fits,ivo://d/2
                3,http://h/3,fits,ivo://d/3
                """);
        Cli said = Cli.run("diff", before.toString(), after.toString());
        assertThat(said.status()).isZero();
        assertThat(said.out()).isEqualTo("""
                gone     ivo://d/1  http://h/1
                new      ivo://d/3  http://h/3
                changed  ivo://d/2  https://h/2
                           access_url: http://h/2 -> https://h/2
                           s_ra: 2.0 -> 2.5
                """);
        assertThat(said.err()).isEqualTo("""
                %s: 2 datasets, csv
                  note: 2 rows do not say where they come from
                  not compared, since the other file does not have them: obs_title
                %s: 2 datasets, csv
                  note: 2 rows do not say where they come from
                same        0
                changed     1
                new         1
                gone        1
                """.formatted(before, after));

        Cli json = Cli.run("diff", before.toString(), after.toString(), "--format", "jsonl", "--strict", "-q");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.err()).isEmpty();
        List<JsonNode> lines =
                json.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.stream().map(line -> line.path("change").asString()))
                .containsExactly("gone", "new", "changed");
        assertThat(lines.getLast().path("cells").path("s_ra").path("after").doubleValue())
                .isEqualTo(2.5);

        Cli nothing = Cli.run("diff", before.toString(), folder.resolve("none").toString());
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err())
                .isEqualTo("skytrawl diff: cannot read " + folder.resolve("none") + ": there is no such file\n");
    }

    /** Killed in the middle, as by the system when memory is short: no time for anything. */
    @Test
    void aKillLeavesNoHalfWrittenFileAndALogThatCanBeRead() throws Exception {
        Random random = new Random(4);
        Path file = Files.writeString(folder.resolve("found.csv"), "old\n");
        Path log = folder.resolve("run.jsonl");
        for (int i = 0; i < 10; i++) {
            Process process = Cli.start(folder, arguments("-q", "-o", file.toString(), "--log", log.toString()));
            boolean ended = process.waitFor(300 + random.nextInt(1500), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            String content = Files.readString(file);
            if (!content.equals("old\n")) {
                assertThat(ResultFile.read(file).datasets()).hasSize(3);
            }
            assertThat(ended && content.equals("old\n")).isFalse();
            assertReadable(log);
            Files.writeString(file, "old\n");
        }
    }

    /** Each line but the last, which may be torn, is an object. */
    private static void assertReadable(Path log) throws Exception {
        if (!Files.exists(log)) {
            return;
        }
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                assertThat(JsonMapper.shared().readTree(lines.get(i)).isObject())
                        .isTrue();
            } catch (JacksonException e) {
                assertThat(i).as("the torn line is the last: " + lines.get(i)).isEqualTo(lines.size() - 1);
            }
        }
    }

    @Test
    void whatCannotBeWrittenWhereItShouldIsKeptElsewhere() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Path room = Files.createDirectory(folder.resolve("room"));
        Cli said = Cli.process(
                folder,
                Map.of("JAVA_TOOL_OPTIONS", "-Duser.dir=" + room + " -Djava.io.tmpdir=" + room),
                arguments("--format", "fits", "-o", "/dev/full").toArray(String[]::new));
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("skytrawl images: cannot write /dev/full: No space left on device; THE DATASETS"
                        + " WERE KEPT IN " + room)
                // not lost with the file
                .contains("\nfound       3 datasets ")
                .doesNotContain("written ");
        try (Stream<Path> kept = Files.list(room)) {
            Path file = kept.toList().getFirst();
            assertThat(said.err()).contains(file + "\n");
            assertThat(ResultFile.read(file).datasets()).hasSize(3);
        }
    }

    @Test
    void aLogThatCannotBeWrittenIsSaidAtOnceAndAgainAtTheEndButTheRunGoesOn() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        Path room = Files.createDirectory(folder.resolve("room"));
        Path found = folder.resolve("found.csv");
        Cli said = Cli.process(
                folder,
                Map.of("JAVA_TOOL_OPTIONS", "-Duser.dir=" + room + " -Djava.io.tmpdir=" + room),
                arguments("--log", "/dev/full", "-o", found.toString()).toArray(String[]::new));
        assertThat(said.status()).isEqualTo(1);
        assertThat(ResultFile.read(found).datasets()).hasSize(3);
        List<String> lines = said.err().lines().toList();
        assertThat(lines)
                .containsOnlyOnce(
                        "WARNING: cannot write the log /dev/full completely: No space left on device; the run continues")
                .contains("written     all to " + found);
        assertThat(lines.getLast())
                .startsWith(
                        "skytrawl images: the log /dev/full ends before the run did: No space left on device; ALL ITS"
                                + " LINES WERE KEPT IN " + room);
        Path kept = Path.of(lines.getLast().replaceFirst(".* KEPT IN ", ""));
        assertThat(Files.readAllLines(kept)).last().asString().contains("\"event\":\"summary\"");
    }

    /** Needs root for a disk of its own. */
    @Test
    void aDiskThatIsFullIsSaidBeforeAnybodyIsAsked() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start();
        String why = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(mount.waitFor())
                .as("no small disk can be mounted here: " + why)
                .isZero();
        try {
            // enough for what is tried beforehand, not for the result
            Files.write(disk.resolve("filler"), new byte[52 << 10]);
            Path late = disk.resolve("found.fits");
            Cli said = images("--quiet", "-o", late.toString());
            assertThat(said.status()).isEqualTo(1);
            assertThat(said.err())
                    .contains("cannot write " + late + ": No space left on device; THE DATASETS WERE KEPT IN ");
            Path kept = Path.of(said.err().strip().replaceFirst(".* KEPT IN ", ""));
            assertThat(ResultFile.read(kept).datasets().getFirst().record().text(ObsCoreColumn.access_url))
                    .isEqualTo("http://data.example/a.fits");
            Files.delete(kept);
            try (Stream<Path> files = Files.list(disk)) {
                assertThat(files.map(Path::getFileName)).containsExactly(Path.of("filler"));
            }
            int before = services.asked();

            Files.write(disk.resolve("filler"), new byte[64 << 10]);
            Cli early = images("-o", late.toString());
            assertThat(early.status()).isEqualTo(1);
            assertThat(early.err())
                    .isEqualTo("skytrawl images: cannot write " + late
                            + ": No space left on device; no request was sent\n");
            assertThat(services.asked()).isEqualTo(before);
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }
}
