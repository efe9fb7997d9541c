package org.skytrawl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skytrawl registry}: what there is in the registry. */
@Command(
        name = "registry",
        description = "What the registry of the VO knows.",
        subcommands = {RegistrySearchCommand.class, RegistryDescribeCommand.class})
final class RegistryCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
