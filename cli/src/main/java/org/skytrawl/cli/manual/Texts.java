package org.skytrawl.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the model says, without the marks that are there for help on a terminal. */
final class Texts {
    private Texts() {}

    /** Lines of a description, footer or heading: line ends and per cent signs as they will be. */
    static List<String> lines(String... texts) {
        return Arrays.stream(texts)
                .flatMap(text -> Arrays.stream(
                        text.replace("%n", "\n").replace("%%", "%").split("\n", -1)))
                .toList();
    }

    static String joined(String... texts) {
        return String.join(" ", lines(texts)).strip();
    }

    static String summary(CommandSpec command) {
        String[] description = command.usageMessage().description();
        return description.length == 0 ? "" : joined(description[0]);
    }

    static String firstSentence(OptionSpec option) {
        return joined(option.description())
                .replaceFirst("(?s)([:;]|\\.) .*", "")
                .replaceFirst("\\.$", "");
    }

    /** Whether the value is a list of words with commas. */
    static boolean isList(ArgSpec argument) {
        return ",".equals(argument.splitRegex()) || argument.paramLabel().endsWith(",...");
    }

    /** The options that help shows, in its order: as declared, or by name. */
    static List<OptionSpec> options(CommandSpec command) {
        List<OptionSpec> shown = new ArrayList<>(
                command.options().stream().filter(option -> !option.hidden()).toList());
        if (command.usageMessage().sortOptions()) {
            shown.sort((a, b) -> a.longestName().compareToIgnoreCase(b.longestName()));
        }
        return shown;
    }

    static List<CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .distinct()
                .toList();
    }
}
