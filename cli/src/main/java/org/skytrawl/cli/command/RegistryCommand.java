package org.skytrawl.cli.command;

import org.skytrawl.cli.terminal.ExitStatus;
import picocli.CommandLine.Command;

@Command(
        name = "registry",
        description = "Searches registries, shows their records and state, and keeps the list of services on disk up"
                + " to date.",
        subcommands = {
            RegistrySearchCommand.class,
            RegistryDescribeCommand.class,
            RegistryMirrorsCommand.class,
            RegistryUpdateCommand.class,
            RegistryStatusCommand.class
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.USAGE},
        footer = {"  skytrawl registry search quasar --service-type tap", "  skytrawl registry status"})
public final class RegistryCommand extends Action {
    @Override
    public Integer call() {
        spec.commandLine().usage(out());
        return ExitStatus.OK;
    }
}
