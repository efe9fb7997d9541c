package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** The Java that docs/java.md shows is what is compiled here, and it does what it says. */
class JavaExamplesIT {
    @TempDir
    private static Path folder;

    private static SimulatedVo vo;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(30, 7));
    }

    @AfterAll
    static void stop() {
        vo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StreamingExample",
                "SpectraExample",
                "RegionExample",
                "ChoosingExample",
                "CancellingExample",
                "ReadingLogExample",
                "WhatIsNewExample",
                "TargetsExample"
            })
    void isShownAsItIs(String example) throws Exception {
        String source = Files.readString(Path.of("src/test/java/org/skytrawl/cli/" + example + ".java"));
        String shown = source.substring(source.indexOf("import"), source.indexOf("// shown ends"));
        assertThat(Files.readString(Path.of("../docs/java.md"))).contains("```java\n" + shown + "```");
    }

    @Test
    void theReadmesFinds() throws Exception {
        assertThat(run("ReadmeExample")).anyMatch(line -> line.contains(" from "));
    }

    @Test
    void recordsComeBeforeTheEnd() throws Exception {
        List<String> lines = run("StreamingExample");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("record  "))
                .anyMatch(line -> line.matches("service .*: answered"));
        assertThat(lines.getLast()).matches("[1-9]\\d* datasets");
    }

    @Test
    void spectraAreFoundAndDownloaded() throws Exception {
        Path data = folder.resolve("data");
        List<String> lines = run("SpectraExample", data.toString());
        assertThat(lines)
                .anyMatch(line -> line.matches(".*, [0-9.E]+ to [0-9.E]+ nm, resolving power (NaN|[0-9.E]+)"))
                .anyMatch(line -> line.matches("[1-9]\\d* spectra in [1-9]\\d* files"))
                .anyMatch(line -> line.matches("\\d+ time series and event lists"));
        assertThat(data).isNotEmptyDirectory();
    }

    @Test
    void regionsComeFromFiles() throws Exception {
        Path files = Path.of("src/test/resources/examples");
        List<String> lines = run(
                "RegionExample",
                files.resolve("my-image.fits").toString(),
                files.resolve("skymap.fits").toString(),
                files.resolve("survey.moc.fits").toString());
        assertThat(lines)
                .anyMatch(line -> line.matches("[1-9]\\d* images in the tile"))
                .anyMatch(line -> line.matches("[1-9]\\d* datasets overlap HDU 1"))
                .anyMatch(line -> line.matches("[1-9]\\d* images of the part .*"));
    }

    @Test
    void servicesAreChosen() throws Exception {
        List<String> lines = run("ChoosingExample");
        assertThat(lines).anyMatch(line -> line.matches("ivo://.* ask"));
        assertThat(lines.getLast()).matches("[1-9]\\d* datasets");
    }

    @Test
    void aRunIsCancelled() throws Exception {
        assertThat(run("CancellingExample")).anyMatch(line -> line.matches("\\d+ datasets, complete: (true|false)"));
    }

    @Test
    void aLogIsReadBack() throws Exception {
        Path log = folder.resolve("run.jsonl");
        Cli found = Cli.run(
                "images",
                "--registry",
                vo.registryUrl(),
                "--cone",
                "10.68,41.27,0.2",
                "--log",
                log.toString(),
                "-o",
                folder.resolve("found.vot").toString());
        assertThat(found.status()).as(found.err()).isZero();
        assertThat(run("ReadingLogExample", log.toString()))
                .anyMatch(line -> line.startsWith("asked on "))
                .anyMatch(line -> line.matches("ivo://.* answered"));
        assertThat(run(
                                "WhatIsNewExample",
                                log.toString(),
                                folder.resolve("found.vot").toString())
                        .getLast())
                .matches("0 new of [1-9]\\d*, complete: true");
    }

    @Test
    void targetListsGivePairs() throws Exception {
        List<String> lines = run(
                "TargetsExample",
                Path.of("src/test/resources/examples/targets.csv").toString());
        assertThat(lines).anyMatch(line -> line.startsWith("M31 in "));
        assertThat(lines.getLast()).matches("\\d+ pairs of 4 targets and spectra, complete: true");
    }

    private static List<String> run(String example, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.skytrawl.cli." + example));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(folder, "out", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("IVOA_REGISTRY", vo.registryUrl());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + example);
        }
        List<String> lines = Files.readAllLines(out);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
