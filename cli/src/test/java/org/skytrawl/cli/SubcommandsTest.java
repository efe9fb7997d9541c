package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.cli.option.Sought;
import picocli.CommandLine;

class SubcommandsTest {
    static final Iterable<String> NAMES = Main.COMMANDS;

    private static CommandLine line(String... args) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Main.commandLine(nowhere, nowhere, args);
    }

    @Test
    void allAreThereWhereNoneIsNamed() {
        assertThat(line().getSubcommands().keySet()).containsExactlyElementsOf(Main.COMMANDS);
        assertThat(line("imagse").getSubcommands()).hasSameSizeAs(Main.COMMANDS);
        assertThat(line("--help").getSubcommands()).hasSameSizeAs(Main.COMMANDS);
        assertThat(line("--version").getSubcommands()).isEmpty();
    }

    @Test
    void helpAndVersionAreCommandsToo() {
        assertThat(Cli.run("help")).isEqualTo(Cli.run("--help"));
        assertThat(Cli.run("help", "images")).isEqualTo(Cli.run("images", "--help"));
        assertThat(Cli.run("help", "registry", "search")).isEqualTo(Cli.run("registry", "search", "--help"));
        assertThat(Cli.run("help", "help").out()).startsWith("Usage: skytrawl help");
        assertThat(Cli.run("version")).isEqualTo(Cli.run("--version"));
        Cli wrong = Cli.run("help", "imagse");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .startsWith("skytrawl: there is no command 'imagse'; did you mean images")
                .hasLineCount(1);
        assertThat(Cli.run("help", "registry", "serach").err())
                .startsWith("skytrawl registry: there is no command 'serach'; did you mean search");
        assertThat(Cli.run("help", "images", "x").err()).startsWith("skytrawl images: 'images' has no subcommand 'x'");
    }

    /** The launcher archives classes for the commands that ask a question, so that each starts as fast as the others. */
    @Test
    void theLauncherPreparesForAllQuestions() throws Exception {
        assertThat(Main.COMMANDS).containsAll(Sought.words());
        assertThat(Path.of("src/dist/bin/skytrawl"))
                .content()
                .contains("\n    " + String.join(" | ", Sought.words()) + " | services | ");
    }

    /** All commands with the words that call them. */
    static List<List<String>> calls() {
        List<List<String>> calls = new ArrayList<>();
        calls.add(List.of());
        addCalls(line(), List.of(), calls);
        return calls;
    }

    private static void addCalls(CommandLine line, List<String> words, List<List<String>> calls) {
        line.getSubcommands().forEach((name, subcommand) -> {
            List<String> call = Stream.concat(words.stream(), Stream.of(name)).toList();
            calls.add(call);
            addCalls(subcommand, call, calls);
        });
    }

    /** Else {@code --target @/etc/passwd} prints it, and who may set an argument may read files. */
    @ParameterizedTest
    @MethodSource("calls")
    void noCommandReadsArgumentsFromAFile(List<String> call, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "swordfish --sword-fish");
        for (List<String> odd :
                List.of(List.of("@" + file), List.of("--target", "@" + file), List.of("--no-such", "@" + file))) {
            String[] args = Stream.concat(call.stream(), odd.stream()).toArray(String[]::new);
            StringWriter said = new StringWriter();
            CommandLine line = Main.commandLine(new PrintWriter(said), new PrintWriter(said), args);
            line.setExecutionStrategy(parsed -> {
                said.append(String.join("|", parsed.originalArgs()));
                return 0;
            });
            line.execute(args);
            assertThat(said.toString()).doesNotContainIgnoringCase("sword");
        }
        CommandLine named = line();
        for (String word : call) {
            named = named.getSubcommands().get(word);
        }
        assertThat(named.isExpandAtFiles()).isFalse();
    }

    /** Another one would have the settings that the library thinks good. */
    @Test
    void commandLinesAreMadeInOnePlace() throws IOException {
        List<String> makers = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains("new CommandLine(")) {
                    makers.add(file.getFileName().toString());
                }
            }
        }
        assertThat(makers).containsExactly("Main.java");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theOneThatIsNamedIsTheSameAsAmongAll(String name) {
        CommandLine alone = line(name).getSubcommands().get(name);
        CommandLine amongAll = line().getSubcommands().get(name);
        assertThat(line(name).getSubcommands()).hasSize(name.equals("help") ? Main.COMMANDS.size() : 1);
        assertThat(alone.getCommandName()).isEqualTo(name);
        assertThat(alone.getCommand()
                        .getClass()
                        .getAnnotation(CommandLine.Command.class)
                        .name())
                .isEqualTo(name);
        assertThat(alone.getUsageMessage()).isEqualTo(amongAll.getUsageMessage());
    }
}
