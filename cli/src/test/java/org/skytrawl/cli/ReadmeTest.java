package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What README shows is what is compiled and run here; {@code DachsIT} runs it. */
class ReadmeTest {
    /** The module is the working directory of its tests. */
    private static final Path ROOT = Path.of("..");

    @Test
    void showsTheExampleThatIsRun() throws Exception {
        String example = Files.readString(Path.of("src/test/java/org/skytrawl/cli/ReadmeExample.java"));
        String shown = example.substring(example.indexOf("import"), example.indexOf("// README ends"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + shown + "```");
    }

    @Test
    void everyOptionItNamesIsThere() throws Exception {
        String help = Cli.run("images", "--help").out()
                + Cli.run("services", "--help").out();
        Files.readString(ROOT.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("./skytrawl"))
                .flatMap(line ->
                        java.util.Arrays.stream(line.replaceFirst("#.*", "").split(" ")))
                .filter(word -> word.startsWith("-"))
                .forEach(option -> assertThat(help).contains(option));
    }
}
