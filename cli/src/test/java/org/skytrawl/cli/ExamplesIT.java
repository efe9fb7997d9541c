package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

/**
 * Every command that a document or help shows is run by a shell, those of a document in one folder and in their order, with
 * the simulated VO as registry, name resolver and services. What stands for something in the real VO is put into the words
 * of the simulated one ({@link #standIns}), and nothing else is changed.
 */
class ExamplesIT {
    private static final int SERVICES = 30;
    private static final int SEED = 7;
    private static final long SECONDS = 60;

    /** The thesaurus is fetched from the IVOA: a small one instead. */
    private static final Path UAT =
            Path.of("../core/src/test/resources/search/uat-small.desise.json").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static SimulatedVo vo;
    private static Path launcher;
    private static Map<String, String> standIns;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(SERVICES, SEED));
        Path home = UnpackedArchive.in(Files.createDirectories(folder.resolve("program")))
                .toRealPath();
        launcher = home.resolve("bin/skytrawl");
        archiveClasses(home);
        standIns = standIns();
    }

    @AfterAll
    static void stop() {
        vo.close();
    }

    /** As the first run on a terminal does: a hundred starts gain from it. */
    private static void archiveClasses(Path home) throws Exception {
        String archive =
                ". \"$1/lib/launch.sh\"; find_java java; find_jars \"$1/lib\"; read -r build <\"$1/lib/build\";"
                        + " file=$XDG_CACHE_HOME/skytrawl/classes$1$jdk/$build.jsa; archive_classes \"$file\"; test -s \"$file\"";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", archive, "sh", home.toString()).inheritIO();
        ExampleShell.environment(builder.environment(), vo, folder);
        assertThat(builder.start().waitFor()).as("classes are archived").isZero();
    }

    private static Map<String, String> standIns() {
        SimService tap = service(SimProtocol.OBSTAP);
        return Map.of(
                "https://example.org/sia2?",
                service(SimProtocol.SIA2).baseUrl(),
                "https://example.org/sia1?",
                service(SimProtocol.SIA1).baseUrl(),
                "https://example.org/tap",
                tap.baseUrl(),
                "ivo://org.gavo.dc/tap",
                ivoidOf(tap),
                "instrument_name=ACS*",
                "instrument_name=SIM-*",
                " --uat supernovae",
                " --uat astronomical-methods --uat-file " + UAT,
                " --for 10m",
                " --for 1s");
    }

    private static SimService service(SimProtocol protocol) {
        return vo.universe().services().stream()
                .filter(service -> service.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    private static String ivoidOf(SimService service) {
        return vo.universe().resources().stream()
                .filter(resource -> resource.capabilities().stream()
                        .anyMatch(capability -> capability.accessUrl().equals(service.baseUrl())))
                .findFirst()
                .orElseThrow()
                .ivoid();
    }

    @TestFactory
    Stream<DynamicTest> inDocuments() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : ShownCommand.documents()) {
            String name = document.getFileName().toString();
            tests.addAll(tests(ShownCommand.inDocument(document), name));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> inHelp() throws Exception {
        return tests(ShownCommand.inHelp(), "help").stream();
    }

    private static List<DynamicTest> tests(List<ShownCommand> commands, String name) throws Exception {
        Path where = Files.createDirectories(folder.resolve(name));
        Path link = where.resolve("skytrawl");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, launcher);
        }
        return commands.stream()
                .map(command -> dynamicTest(command.toString(), () -> run(command, where)))
                .toList();
    }

    private static void run(ShownCommand shown, Path where) throws Exception {
        String line = shown.line();
        for (Map.Entry<String, String> standIn : standIns.entrySet()) {
            line = line.replace(standIn.getKey(), standIn.getValue());
        }
        Assumptions.assumeTrue(
                !line.contains("| jq") || isInstalled("jq"), "jq is not installed: " + shown + " was not run");
        Path out = Files.createTempFile(folder, "out", "");
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        ExampleShell.environment(builder.environment(), vo, folder);
        Process process = builder.start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended: %s", line).isTrue();
        assertThat(process.exitValue())
                .as("exit status of %s, which said:%n%s", line, Files.readString(out))
                .isEqualTo(shown.status());
    }

    private static boolean isInstalled(String tool) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
    }
}
