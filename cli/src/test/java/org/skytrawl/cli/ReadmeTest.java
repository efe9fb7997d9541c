package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    /** Understood, which is quick to see; {@code ExamplesIT} runs them. */
    @Test
    void everyCommandIsUnderstood() throws Exception {
        List<ShownCommand> commands = new ArrayList<>(ShownCommand.inHelp());
        for (Path document : ShownCommand.documents()) {
            commands.addAll(ShownCommand.inDocument(document));
        }
        assertThat(commands).hasSizeGreaterThan(20);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (ShownCommand command : commands) {
            assertThatCode(() ->
                            Main.commandLine(nowhere, nowhere, command.words()).parseArgs(command.words()))
                    .as(command.toString())
                    .doesNotThrowAnyException();
        }
    }

    /** Help is 80 columns wide where there is no terminal: a command that is wrapped cannot be copied. */
    @Test
    void helpShowsCommandsUnbroken() {
        assertThat(ShownCommand.inHelp())
                .hasSizeGreaterThan(15)
                .allSatisfy(command -> assertThat(command.line().length() - "./".length() + "  ".length())
                        .as(command.line())
                        .isLessThan(80));
    }
}
