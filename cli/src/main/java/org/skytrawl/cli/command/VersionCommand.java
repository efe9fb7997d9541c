package org.skytrawl.cli.command;

import org.skytrawl.cli.terminal.ExitStatus;
import picocli.CommandLine.Command;

@Command(
        name = "version",
        description = "Prints the version, as --version does.",
        exitCodeList = {ExitStatus.DONE, ExitStatus.USAGE},
        footer = {"  skytrawl version"})
public final class VersionCommand extends Action {
    @Override
    public Integer call() {
        spec.root().commandLine().printVersionHelp(out());
        return ExitStatus.OK;
    }
}
