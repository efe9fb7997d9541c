package org.skytrawl.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
        footerHeading = "%nExamples:%n",
        footer = {"  skytrawl registry search quasar --service-type tap", "  skytrawl registry status"})
public final class RegistryCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
