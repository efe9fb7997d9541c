package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

/**
 * Every command that a document or help shows is run, those of a document in an empty folder and in their order, with the
 * simulated VO as registry, name resolver and services. One JVM runs those that are a command and nothing more; a pipe or a
 * redirection is run by a shell with the launcher. What stands for something in the real VO is put into the words
 * of the simulated one ({@link #standIns}), and nothing else is changed.
 */
@Order(1)
class ExamplesIT {
    private static final int SERVICES = 30;
    private static final int SEED = 7;
    private static final long SECONDS = 60;

    /** What stays in the folder when another document begins: the launcher, and what the commands have said. */
    private static final Set<String> STAY = Set.of("skytrawl", "said");

    /** The thesaurus is fetched from the IVOA: a small one instead. */
    private static final Path UAT =
            Path.of("../core/src/test/resources/search/uat-small.desise.json").toAbsolutePath();

    /** The user's own files, which examples name. */
    private static final Path EXAMPLES = Path.of("src/test/resources/examples");

    @TempDir
    private static Path folder;

    private static SimulatedVo vo;
    private static Path launcher;
    private static Path jar;
    private static Path classes;
    private static @Nullable CommandJvm jvm;
    private static @Nullable String document;
    private static Path where;
    private static Map<String, String> standIns;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(SERVICES, SEED));
        Path home = UnpackedArchive.in(Files.createDirectories(folder.resolve("program")))
                .toRealPath();
        launcher = home.resolve("bin/skytrawl");
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            jar = jars.filter(file -> file.getFileName().toString().startsWith("skytrawl-cli-"))
                    .findFirst()
                    .orElseThrow();
        }
        classes = archiveClasses(home);
        where = Files.createDirectories(folder.resolve("shell"));
        Files.createSymbolicLink(where.resolve("skytrawl"), launcher);
        standIns = standIns();
    }

    @AfterAll
    static void stop() throws IOException {
        end();
        vo.close();
    }

    /** As the first run on a terminal does: the file, from which all JVMs here gain. */
    private static Path archiveClasses(Path home) throws Exception {
        String archive =
                ". \"$1/lib/launch.sh\"; find_java java; find_jars \"$1/lib\"; read -r build <\"$1/lib/build\";"
                        + " file=$XDG_CACHE_HOME/skytrawl/classes$1$jdk/$build.jsa; archive_classes \"$file\"; printf %s \"$file\"";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", archive, "sh", home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        environment(builder.environment());
        Process process = builder.start();
        Path file = Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(process.waitFor()).isZero();
        assertThat(file).as("classes are archived").isNotEmptyFile();
        return file;
    }

    private static Map<String, String> standIns() {
        SimService tap = service(SimProtocol.OBSTAP);
        return Map.ofEntries(
                Map.entry("https://example.org/sia2?", service(SimProtocol.SIA2).baseUrl()),
                Map.entry("https://example.org/sia1?", service(SimProtocol.SIA1).baseUrl()),
                Map.entry("https://example.org/ssa?", service(SimProtocol.SSA).baseUrl()),
                Map.entry("https://example.org/tap", tap.baseUrl()),
                Map.entry("ivo://org.gavo.dc/tap", ivoidOf(tap)),
                Map.entry("instrument_name=ACS*", "instrument_name=SIM-*"),
                Map.entry(" --uat supernovae", " --uat astronomical-methods --uat-file " + UAT),
                Map.entry(" --for 10m", " --for 1s"));
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

    private static List<DynamicTest> tests(List<ShownCommand> commands, String name) {
        return commands.stream()
                .map(command -> dynamicTest(command.toString(), () -> {
                    begin(name);
                    run(command);
                }))
                .toList();
    }

    /** Empties the folder if the commands before were of another document: a JVM cannot go to another folder. */
    private static void begin(String name) throws IOException {
        if (name.equals(document)) {
            return;
        }
        try (Stream<Path> files = Files.walk(where)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(where) && !STAY.contains(where.relativize(file).toString())) {
                    Files.delete(file);
                }
            }
        }
        for (String file : List.of("my-image.fits", "skymap.fits", "survey.moc.fits", "targets.csv")) {
            Files.copy(EXAMPLES.resolve(file), where.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        document = name;
    }

    private static void run(ShownCommand shown) throws Exception {
        String line = shown.line();
        for (Map.Entry<String, String> standIn : standIns.entrySet()) {
            line = line.replace(standIn.getKey(), standIn.getValue());
        }
        Assumptions.assumeTrue(
                !line.contains("| jq") || isInstalled("jq"), "jq is not installed: " + shown + " was not run");
        Path out = where.resolve("said");
        long before = Files.exists(out) ? Files.size(out) : 0;
        if (line.startsWith("./skytrawl serve")) {
            serves(line.replace(" --port 8090", "").replace("serve", "serve --port 0"), out);
            return;
        }
        int status = isMoreThanACommand(line) ? shell(line, out) : inJvm(line, out);
        byte[] said = Files.readAllBytes(out);
        String saidNow = new String(said, (int) before, said.length - (int) before, StandardCharsets.UTF_8);
        assertThat(status)
                .as("exit status of %s, which said:%n%s", line, saidNow)
                .isEqualTo(shown.status());
    }

    /** Whether there is a pipe, a redirection or a variable beside it, outside of quotes and comments. */
    private static boolean isMoreThanACommand(String line) {
        String bare = line.replaceAll("'[^']*'", "").replaceAll("\\s#.*", "");
        return !line.startsWith("./skytrawl ")
                || Pattern.compile("[|<>&;`$]").matcher(bare).find();
    }

    private static int shell(String line, Path out) throws Exception {
        Process process = bash(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended: %s", line).isTrue();
        return process.exitValue();
    }

    /** A server goes on until it is ended: it says its address, and a signal ends it. */
    private static void serves(String line, Path out) throws Exception {
        // the shell is replaced, so that the launcher's JVM gets the signal
        Process process = bash("exec " + line).redirectError(out.toFile()).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).as(line).startsWith("http://127.0.0.1:");
            process.destroy();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("ended: %s", line)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** In the one JVM: a start of the JVM for each of a hundred examples takes minutes. */
    private static int inJvm(String line, Path out) throws Exception {
        if (jvm == null) {
            jvm = CommandJvm.start(
                    jar, classes, where, out, (int) TimeUnit.SECONDS.toMillis(SECONDS), ExamplesIT::environment);
        }
        try {
            return jvm.run(words(line));
        } catch (IOException e) {
            end();
            throw new AssertionError("did not end: " + line + "; said:\n" + Files.readString(out), e);
        }
    }

    private static void end() throws IOException {
        if (jvm != null) {
            jvm.close();
            jvm = null;
        }
    }

    /** The arguments as the shell makes them of the line. */
    private static List<String> words(String line) throws Exception {
        Process process =
                bash("./skytrawl() { printf '%s\\0' \"$@\"; }\n" + line).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line).isZero();
        return Pattern.compile("([^\0]*)\0")
                .matcher(words)
                .results()
                .map(word -> word.group(1))
                .toList();
    }

    private static ProcessBuilder bash(String line) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
                .directory(where.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        environment(builder.environment());
        return builder;
    }

    private static void environment(Map<String, String> environment) {
        try {
            ExampleShell.environment(environment, vo, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(String tool) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + tool).start().waitFor() == 0;
    }
}
