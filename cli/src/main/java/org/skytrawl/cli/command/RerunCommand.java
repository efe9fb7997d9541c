package org.skytrawl.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.skytrawl.Discovery;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.option.ResultOptions;
import org.skytrawl.cli.option.RunOptions;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
public final class RerunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final LogArgument log = new LogArgument();

    @Mixin
    private final RunOptions how = new RunOptions();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        results.check();
        report.check(results.file(), "RUN.jsonl", log.file());
        ReadLog earlier = log.read();
        Discovery discovery;
        try {
            discovery = Discovery.rerun(earlier);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        discovery.options(how.applyTo(earlier.run().options()));
        return report.conduct(discovery, earlier.run().constraints(), List.copyOf(earlier.notes()), results);
    }
}
