package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code mvn package} makes, unpacked elsewhere, is all that a machine with Java needs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArchiveIT {
    @TempDir
    private static Path folder;

    private static Path home;
    private static Path java;

    @BeforeAll
    static void unpack() throws Exception {
        home = UnpackedArchive.in(Files.createDirectories(folder.resolve("some where")));
        // nothing may be written there; who runs tests as root may write all the same
        assertThat(run(folder, List.of("chmod", "-R", "a-w", home.toString())).status())
                .isZero();
        java = javaWithoutCompiler();
    }

    /** A Java that is no JDK, as most machines have. */
    private static Path javaWithoutCompiler() throws Exception {
        Path real = Path.of(System.getProperty("java.home"));
        Path jre = Files.createDirectories(folder.resolve("jre/bin")).getParent();
        Files.createSymbolicLink(jre.resolve("bin/java"), real.resolve("bin/java"));
        Files.copy(real.resolve("release"), jre.resolve("release"));
        return jre;
    }

    @Test
    void runsTheDemoFromAnotherFolder() throws Exception {
        Cli demo = run(Path.of("/"), List.of(home + "/bin/skytrawl", "demo"));
        assertThat(demo.err()).contains("verdict     RIGHT");
        assertThat(demo.status()).isZero();
        assertThat(demo.out()).startsWith("sep [").contains(" more; ");
        assertThat(written()).as("left beside the program").isEmpty();
    }

    @Test
    void runsThroughLinks() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Path first = Files.createSymbolicLink(bin.resolve("first"), home.resolve("bin/skytrawl"));
        Files.createSymbolicLink(bin.resolve("second"), first.getFileName());
        for (Cli version : List.of(
                run(folder, List.of(bin + "/second", "--version")),
                run(bin, List.of("./second", "--version")),
                run(home.resolve("bin"), List.of("sh", "skytrawl", "--version")))) {
            assertThat(version.out()).startsWith("skytrawl ").hasLineCount(1);
            assertThat(version.err()).isEmpty();
            assertThat(version.status()).isZero();
        }
    }

    /** Where Java would read something else out of the path: what is loaded and what is looked up both come from the jars. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", ":", "50%41", "a b#c", "'\"$(id)*", "line\nbreak\n", "-x"})
    void runsFromAPlaceWithAnOddName(String name) throws Exception {
        Path odd = Files.createDirectories(folder.resolve("odd")).resolve(name);
        assertThat(run(folder, List.of("cp", "-r", home.toString(), odd.toString()))
                        .err())
                .isEmpty();
        Cli mirrors = run(folder, List.of(odd + "/bin/skytrawl", "registry", "mirrors"));
        assertThat(mirrors.err()).isEqualTo("registries the built-in list\n");
        assertThat(mirrors.status()).isZero();
        Path found = folder.resolve("found.fits");
        Cli log = run(odd, List.of("./bin/skytrawl", "download", found.toString(), "-d", "x"));
        assertThat(log.err()).isEqualTo("skytrawl download: cannot read " + found + ": there is no such file\n");
        assertThat(run(folder, List.of("rm", "-rf", odd.toString())).status()).isZero();
    }

    @Test
    void hasALicenceForEachJar() throws Exception {
        Path licences = home.resolve("licenses");
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(licences.resolve("README"))) {
            String[] words = line.split(" {2,}");
            if (words.length == 2) {
                assertThat(named.add(words[0])).as(line).isTrue();
                assertThat(licences.resolve(words[1])).isNotEmptyFile();
            }
        }
        Set<String> carried;
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            carried = jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.startsWith("skytrawl-"))
                    .map(name -> name.replaceFirst("-\\d.*", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(carried).isEqualTo(named);
        assertThat(home.resolve("LICENSE")).isNotEmptyFile();
        assertThat(home.resolve("NOTICE")).isNotEmptyFile();
    }

    @Test
    void hasAPageForEachCommand() throws Exception {
        Path pages = home.resolve("share/man/man1");
        assertThat(pages.resolve("skytrawl.1")).content().contains(".SH \"COMMANDS\"", ".SH \"EXIT STATUS\"");
        for (String name : Main.COMMANDS) {
            assertThat(pages.resolve("skytrawl-" + name + ".1")).content().contains(".SH \"NAME\"");
        }
        assertThat(pages.resolve("skytrawl-registry-search.1")).exists();
        assertThat(pages.resolve("skytrawl-download.1"))
                .content()
                .contains("[\\fIoptions\\fR] \\fB\\-d\\fR \\fIDIR\\fR \\fIRESULT\\fR\n");
        assertThat(home.resolve("README.md")).isNotEmptyFile();
    }

    /** Java by itself looks into the list of users, and would keep its caches elsewhere than the launcher does. */
    @Test
    void keepsItsCachesWhereHomeIs() throws Exception {
        Cli status = run(
                folder, List.of(home + "/bin/skytrawl", "registry", "status", "--registry", "http://127.0.0.1:9/tap"));
        assertThat(status.out()).contains("\t" + folder.resolve("home").toAbsolutePath() + "/");
    }

    /** Completion as a real bash has it: the words that may follow. */
    @Test
    void bashCompletes() throws Exception {
        assertThat(completions("skytrawl", "im")).contains("images");
        assertThat(completions("skytrawl", "images", "--co")).contains("--cone", "--concurrency");
        assertThat(completions("skytrawl", "registry", "se")).contains("search");
        assertThat(completions("skytrawl", "images", "--format", "vo")).contains("votable");
        assertThat(completions("skytrawl", "images", "--log", "REA")).contains("README.md");
        assertThat(completions("skytrawl", "images", "--type", "cu")).containsExactly("cube");
        assertThat(completions("skytrawl", "images", "--type", "image,cu")).containsExactly("image,cube");
        assertThat(completions("skytrawl", "images", "--columns", "s_ra,s_de")).containsExactly("s_ra,s_dec");
        assertThat(completions("skytrawl", "s")).contains("spectra", "services");
        assertThat(completions("skytrawl", "timeseries", "--type", "light")).containsExactly("light-curve");
        assertThat(completions("skytrawl", "services", "sp")).containsExactly("spectra");
        assertThat(completions("skytrawl", "registry", "search", "--waveband", "Op"))
                .containsExactly("Optical");
        assertThat(completions("skytrawl", "registry", "search", "--service-type", "tap,sia"))
                .containsExactly("tap,sia", "tap,sia1", "tap,sia2");
    }

    private static List<String> completions(String... words) throws Exception {
        String script = home + "/share/bash-completion/completions/skytrawl";
        String ask = "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_skytrawl;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new ArrayList<>(List.of("bash", "-c", ask, "bash", script));
        command.addAll(List.of(words));
        return run(home, command).out().lines().map(String::strip).toList();
    }

    private static List<Path> written() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static Cli run(Path where, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment()
                .put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        builder.environment().put("JAVA_HOME", String.valueOf(java));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + command);
        }
        return new Cli(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
