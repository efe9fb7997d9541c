package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Help is read one command, and often one option, at a time. */
class HelpTextTest {
    /** Words that send the reader to another text. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?i)^the same\\b|\\botherwise\\b|\\bas (with|in|for) --|\\blike (with )?--|\\b(as|see) above\\b|\\bother forms of\\b"
                    + "|\\blikewise\\b|\\bditto\\b|README");

    /** Clauses without a noun, and verbs that a reader must guess. */
    private static final Pattern UNCLEAR = Pattern.compile(
            "(?i)\\bwhoever\\b|\\bwhom\\b|\\bbe had\\b|\\bfor whose\\b|\\bbut for\\b|\\bwhat (is|was) (left|said|had)\\b|\\bgone on\\b");

    private static List<CommandSpec> commands() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        List<CommandSpec> all = new ArrayList<>();
        add(Main.commandLine(nowhere, nowhere).getCommandSpec(), all);
        assertThat(all).hasSizeGreaterThan(14);
        return all;
    }

    private static void add(CommandSpec command, List<CommandSpec> all) {
        all.add(command);
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .forEach(subcommand -> add(subcommand, all));
    }

    private static Stream<String> texts(CommandSpec command) {
        Stream<String[]> texts = Stream.concat(
                Stream.of((Object) command.usageMessage().description()).map(String[].class::cast),
                command.args().stream().map(argument -> argument.description()));
        return texts.map(text -> String.join(" ", text));
    }

    @Test
    void everyTextStandsAlone() {
        for (CommandSpec command : commands()) {
            assertThat(texts(command))
                    .as(command.qualifiedName())
                    .allSatisfy(text -> assertThat(text)
                            .isNotBlank()
                            .doesNotContainPattern(ELSEWHERE)
                            .doesNotContainPattern(UNCLEAR));
        }
    }

    @Test
    void exitStatusesAreThoseOfTheCommand() {
        for (CommandSpec command : commands()) {
            Set<String> statuses = command.usageMessage().exitCodeList().keySet();
            String text = command.usageMessage().exitCodeList().toString();
            assertThat(statuses).as(command.qualifiedName()).contains("0", "2");
            if (command.parent() != null) {
                assertThat(statuses.contains("3"))
                        .as(command.qualifiedName())
                        .isEqualTo(command.findOption("--strict") != null
                                || command.name().equals("check"));
                assertThat(text.contains("diff:")).as(command.qualifiedName()).isFalse();
            }
            assertThat(text.contains("some services may have failed"))
                    .as(command.qualifiedName())
                    .isEqualTo(command.findOption("--per-host") != null && command.findOption("--log") != null);
        }
        assertThat(statuses("diff")).containsExactly("0", "1", "2", "3");
        assertThat(statuses("log")).containsExactly("0", "1", "2");
        assertThat(statuses("images")).containsExactly("0", "1", "2", "3", "130");
        assertThat(statuses("demo")).containsExactly("0", "1", "2", "130");
    }

    private static Set<String> statuses(String name) {
        return commands().stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow()
                .usageMessage()
                .exitCodeList()
                .keySet();
    }
}
