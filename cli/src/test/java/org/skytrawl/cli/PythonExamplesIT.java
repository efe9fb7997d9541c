package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** The Python that docs/python.md shows runs, in its order; what needs a module that is not installed is left out aloud. */
class PythonExamplesIT {
    private static final Pattern BLOCK = Pattern.compile("(?s)```python\n(.*?)```");
    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|from) (\\w+)");
    private static final long SECONDS = 60;

    /** Debian's, which has Debian's modules, where there is one. */
    private static final String PYTHON =
            Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

    @TempDir
    private static Path folder;

    private static SimulatedVo vo;
    private static Path launcher;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(exit(List.of("sh", "-c", "command -v " + PYTHON)) == 0, "no Python: not run");
        vo = SimulatedVo.start(SimOptions.of(30, 7));
        launcher = UnpackedArchive.in(Files.createDirectories(folder.resolve("program")))
                .resolve("bin/skytrawl");
        // what the page reads and other pages write
        for (String file : List.of("m31.csv", "m31.jsonl")) {
            Cli images = Cli.run(
                    "images",
                    "--registry",
                    vo.registryUrl(),
                    "--cone",
                    "10.68,41.27,0.2",
                    "-o",
                    folder.resolve(file).toString());
            assertThat(images.status()).as(images.err()).isZero();
        }
    }

    @AfterAll
    static void stop() {
        if (vo != null) {
            vo.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> runs() throws Exception {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs/python.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(3);
        return IntStream.range(0, blocks.size())
                .mapToObj(i -> dynamicTest("block " + (i + 1), () -> run(blocks.get(i))));
    }

    private static void run(String block) throws Exception {
        List<String> modules = IMPORT.matcher(block)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        for (String module : modules) {
            Assumptions.assumeTrue(
                    exit(List.of(PYTHON, "-c", "import " + module)) == 0, module + " is not installed: not run");
        }
        assertThat(exit(List.of(PYTHON, "-c", block))).as(block).isZero();
    }

    private static int exit(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (vo != null) {
            ExampleShell.environment(builder.environment(), vo, folder);
        }
        builder.environment()
                .put("PYTHONPATH", Path.of("../python").toAbsolutePath().toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        if (launcher != null) {
            builder.environment().merge("PATH", launcher.getParent().toString(), (path, bin) -> bin + ":" + path);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended: %s", command).isTrue();
        return process.exitValue();
    }
}
