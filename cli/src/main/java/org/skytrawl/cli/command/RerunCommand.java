package org.skytrawl.cli.command;

import java.util.List;
import org.skytrawl.Discovery;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skytrawl rerun}: asks the question of a log again. */
@Command(
        name = "rerun",
        sortOptions = false,
        description = {
            "Asks the question of an earlier run again, of the same services with the same queries and options; no"
                    + " registry is asked. What cannot be repeated is said.",
            "What has changed since then: skytrawl diff."
        },
        footerHeading = "%nExamples:%n",
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
        Discovery discovery;
        try {
            discovery = Discovery.rerun(earlier);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        discovery.options(report.applyTo(earlier.run().options()));
        return report.conduct(discovery, earlier.run().constraints(), List.copyOf(earlier.notes()));
    }
}
