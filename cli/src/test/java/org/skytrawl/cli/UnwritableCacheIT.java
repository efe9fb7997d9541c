package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A cache folder that cannot be written costs time, not results, and is one note of a command. */
@Timeout(120)
class UnwritableCacheIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private SimulatedVo vo;

    @AfterAll
    static void nothingIsLeftToWrite() {
        Interruption.finished();
    }

    @BeforeEach
    void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(30, 4));
    }

    @AfterEach
    void end() {
        vo.close();
    }

    private void hasOneNote(Cli cli, Path cache) {
        assertThat(cli.err()).as(cli.err()).doesNotContain("Exception", "java.");
        assertThat(cli.err().lines().filter(line -> line.contains("note:")))
                .containsExactly("  note: the cache folder " + cache
                        + " cannot be written (it is not a folder): nothing is cached");
        assertThat(cli.status()).as(cli.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images --cone 10.68,41.27,0.2 -o found.jsonl",
                "services --cone 10.68,41.27,0.2",
                "registry search galaxies",
                "registry update",
                "registry mirrors --check"
            })
    void isOneNoteOfACommand(String command) throws IOException {
        // permissions do not bind root
        Path cache = Files.createFile(
                Files.createDirectories(folder.resolve(".cache")).resolve("skytrawl"));
        List<String> words = new ArrayList<>(
                List.of(command.replace("found", folder + "/found").split(" ", -1)));
        words.addAll(List.of("--registry", vo.registryUrl()));
        Cli cli = Cli.run(folder, words.toArray(String[]::new));
        hasOneNote(cli, cache);
        if (command.startsWith("images")) {
            assertThat(folder.resolve("found.jsonl")).isNotEmptyFile();
        }
    }

    @Test
    void isOneNoteWithANameToo() throws Exception {
        Path cache = Files.createFile(folder.resolve("skytrawl"));
        Cli cli = Cli.process(
                folder,
                Map.of("SKYTRAWL_SESAME", vo.sesameUrl()),
                "images",
                "--target",
                "M31",
                "--radius",
                "0.2",
                "--registry",
                vo.registryUrl(),
                "-o",
                folder.resolve("found.jsonl").toString());
        hasOneNote(cli, cache);
        assertThat(folder.resolve("found.jsonl")).isNotEmptyFile();
    }
}
