package org.skytrawl.cli.command;

import java.util.List;
import org.skytrawl.Discovery;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rerun",
        description = {
            "Repeats the question of an earlier run with the same services, queries and options. Sends no"
                    + " request to a registry. Prints a note for everything that cannot be repeated.",
            "To compare the two results, use skytrawl diff."
        },
        exitCodeList = {
            ExitStatus.RUN_DONE,
            ExitStatus.RUN_FAILED,
            ExitStatus.USAGE,
            ExitStatus.RUN_NOT_COMPLETE,
            ExitStatus.RUN_STOPPED
        },
        footer = {"  skytrawl rerun run.jsonl -o later.vot --log later.jsonl"})
public final class RerunCommand extends Action {
    @Mixin
    private final LogArgument log = new LogArgument();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        report.check("RUN.jsonl", log.file());
        ReadLog earlier = log.read();
        Discovery discovery = of("", () -> Discovery.rerun(earlier));
        discovery.options(report.applyTo(earlier.run().options()));
        return report.conduct(discovery, earlier.run().constraints(), List.copyOf(earlier.notes()));
    }
}
