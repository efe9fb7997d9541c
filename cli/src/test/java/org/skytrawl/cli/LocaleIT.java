package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/**
 * Names that are not ASCII where the locale is, as in cron and in containers. All such names are a shell's: this JVM may be in
 * such a locale itself.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocaleIT {
    private static final String BEGIN = """
            set -u
            root=$1 home=$2 java=$3 registry=$4 sesame=$5
            mkdir -p "$root/hä" "$root/wä α" && cd "$root/wä α" || exit 99
            run() { env -i PATH="$PATH" JAVA_HOME="$java" SKYTRAWL_SESAME="$sesame" "$@"; }
            """;

    @TempDir
    private static Path shared;

    private static Path home;
    private static SimulatedVo vo;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        home = UnpackedArchive.in(Files.createDirectories(shared.resolve("archive")));
        vo = SimulatedVo.start(SimOptions.of(10, 7));
    }

    @AfterAll
    static void end() {
        vo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "LANG=xx_XX.UTF-8"})
    void theLauncherTakesEveryName(String locale) throws Exception {
        everyNameIsTaken(locale);
    }

    /** Which locale these become is also looked at by .ci/launcher-test. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"LANG=C", "LC_ALL=POSIX", "LC_CTYPE=C LANG=en_US.UTF-8"})
    void theLauncherTakesEveryNameInMore(String locale) throws Exception {
        everyNameIsTaken(locale);
    }

    private void everyNameIsTaken(String locale) throws Exception {
        Cli said = shell("""
                skytrawl() { run HOME="$root/hä" %s "$home/bin/skytrawl" "$@"; }
                skytrawl images --registry "$registry" --cone 10.68,41.27,0.2 -o größe.vot --log 'α β.jsonl'
                echo "images $?"
                skytrawl log 'α β.jsonl' >&2
                echo "log $?"
                skytrawl download größe.vot -d 'ζ/η' --match 'obs_publisher_did=*0'
                echo "download $?"
                skytrawl images --registry "$registry" --target 'α Cen' --radius 0.1
                echo "target $?"
                ls . ζ/η "$root/hä/.cache/skytrawl"
                """.formatted(locale));
        assertThat(said.out())
                .as(said.err())
                .contains("images 0\n", "log 0\n", "download 0\n", "target 1\n")
                .contains("größe.vot\n", "α β.jsonl\n", "manifest.jsonl\n", "registry-");
        assertThat(said.err())
                .contains("written     all to größe.vot\n", "do not know the name 'α Cen'")
                .doesNotContain("\tat ", "fault of Skytrawl", "\ufffd");
    }

    /** Where there is no launcher: a name that has lost characters is that of another file. */
    @Test
    void javaAloneSaysWhatIsLostAndWhatToDo() throws Exception {
        Cli said = shell("""
                skytrawl() { run "$locale" "$java/bin/java" "$@"; echo "status $?"; }
                jar=$(echo "$home"/lib/skytrawl-cli-*.jar)
                mkdir "$root/plain"
                locale=LANG=C
                skytrawl -cp "$jar" org.skytrawl.cli.Main --version
                cd "$root/plain"
                skytrawl -cp "$jar" org.skytrawl.cli.Main images --target 'α Cen' --radius 0.1
                skytrawl -cp "$jar" org.skytrawl.cli.Main images --cone 1,2,3 -o größe.vot
                skytrawl -Duser.home="$root/hä" -cp "$jar" org.skytrawl.cli.Main registry status
                locale=XDG_CACHE_HOME=$root/hä
                skytrawl -cp "$jar" org.skytrawl.cli.Main registry status
                locale=LC_ALL=C.UTF-8
                skytrawl -cp "$jar" org.skytrawl.cli.Main images --cone 1,2,3 -o "$(printf 'gr\\366\\337e.vot')"
                ls
                """);
        assertThat(said.out()).as(said.err()).isEqualTo("status 2\n".repeat(6));
        assertThat(said.err().lines())
                .hasSize(6)
                .allMatch(line -> line.startsWith("skytrawl: ") && line.chars().allMatch(c -> c >= ' ' && c <= '~'));
        assertThat(said.err().lines().limit(5)).allMatch(line -> line.contains("; set LC_ALL=C.UTF-8, or "));
        assertThat(said.err())
                .containsSubsequence(
                        "the name of the working directory, '",
                        "argument 3, '?",
                        "argument 5, 'gr?",
                        "the name of the home directory, '",
                        "the variable XDG_CACHE_HOME, '",
                        "argument 5, 'gr??e.vot', is not UTF-8");
    }

    private Cli shell(String commands) throws Exception {
        Path script = Files.writeString(folder.resolve("script"), BEGIN + commands, StandardCharsets.UTF_8);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        for (Object argument :
                List.of(folder.toRealPath(), home, System.getProperty("java.home"), vo.registryUrl(), vo.sesameUrl())) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end: " + Files.readString(err));
        }
        return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
