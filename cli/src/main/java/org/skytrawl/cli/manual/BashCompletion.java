package org.skytrawl.cli.manual;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for bash: picocli's, which completes only the first word of a list with commas, made to complete each. */
public final class BashCompletion {
    private static final String ONE = "COMPREPLY=( $( compReplyArray ";
    private static final String EACH = "COMPREPLY=( $( compReplyList ";

    /** Runs in a function of picocli's: {@code curr_word} is the word at the cursor, and {@code IFS} a line feed. */
    private static final String LIST_FUNCTION = """
            # The words after the last comma of the current word.
            function compReplyList() {
              local before=""
              case ${curr_word} in *,*) before=${curr_word%,*},;; esac
              compgen -P "${before}" -W "$*" -- "${curr_word##*,}"
            }

            """;

    private BashCompletion() {}

    /** The script that completes a command and all its subcommands. */
    public static String of(CommandLine line) {
        String name = line.getCommandName();
        String entry = "# Bash completion entry point function.";
        String script = AutoComplete.bash(name, line).replace(entry, LIST_FUNCTION + entry);
        return withLists(script, line.getCommandSpec());
    }

    private static String withLists(String script, CommandSpec command) {
        String changed = script;
        for (OptionSpec option : Texts.options(command)) {
            if (Texts.isList(option)) {
                String when = "'" + String.join("'|'", option.names()) + "')\n      local IFS=$'\\n'\n      ";
                changed = changed.replace(when + ONE, when + EACH);
            }
        }
        for (CommandSpec subcommand : Texts.subcommands(command)) {
            changed = withLists(changed, subcommand);
        }
        return changed;
    }
}
