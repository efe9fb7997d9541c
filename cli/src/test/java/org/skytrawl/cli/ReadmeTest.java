package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show is what is compiled and run here; {@code DachsIT} runs it. */
class ReadmeTest {
    /** The module is the working directory of its tests. */
    private static final Path ROOT = Path.of("..");

    @Test
    void showsTheExampleThatIsRun() throws Exception {
        String example = Files.readString(Path.of("src/test/java/org/skytrawl/cli/ReadmeExample.java"));
        String shown = example.substring(example.indexOf("import"), example.indexOf("// README ends"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + shown + "```");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/log.md", "docs/registry.md", "docs/simvo.md"})
    void everyCommandIsUnderstood(String document) throws Exception {
        List<String> commands = Files.readString(ROOT.resolve(document))
                .lines()
                .filter(line -> line.startsWith("./skytrawl "))
                .map(line -> line.replaceFirst("\\s+[#>].*", "").replace("'", ""))
                .toList();
        assertThat(commands).isNotEmpty();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (String command : commands) {
            String[] words = command.split(" +", -1);
            assertThatCode(() ->
                            Main.commandLine(nowhere, nowhere).parseArgs(Arrays.copyOfRange(words, 1, words.length)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }
}
