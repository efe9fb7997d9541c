package org.skytrawl.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.terminal.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
        name = "help",
        description = "Shows the help of a command, as COMMAND --help does.",
        exitCodeList = {ExitStatus.DONE, ExitStatus.USAGE},
        footer = {"  skytrawl help spectra", "  skytrawl help registry search"})
public final class HelpCommand extends Action {
    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "Name of the command. Default: show the list of all commands")
    private @Nullable List<String> words;

    @Override
    public Integer call() {
        CommandLine line = spec.root().commandLine();
        for (String word : words == null ? List.<String>of() : words) {
            CommandLine next = line.getSubcommands().get(word);
            if (next == null) {
                throw line.getSubcommands().isEmpty()
                        ? new ParameterException(
                                line, "'" + line.getCommandName() + "' has no subcommand '" + word + "'")
                        : new UnmatchedArgumentException(line, List.of(word));
            }
            line = next;
        }
        line.usage(out());
        return ExitStatus.OK;
    }
}
