package org.skytrawl.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.Discovery;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.option.ResultOptions;
import org.skytrawl.cli.print.AskedQuestion;
import org.skytrawl.cli.print.LogPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.output.ReadResult;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retry",
        description = {
            "Queries again only the services of an earlier run that did not answer completely, and merges"
                    + " their datasets with those of the earlier run. Question and options are those of the earlier"
                    + " run; options given here replace them.",
            "The result is complete if all of these services answer completely. If not, retry with the log of this"
                    + " run: --log is required."
        },
        exitCodeList = {
            ExitStatus.RUN_DONE,
            ExitStatus.RUN_FAILED,
            ExitStatus.USAGE,
            ExitStatus.RUN_NOT_COMPLETE,
            ExitStatus.RUN_STOPPED
        },
        footer = {"  skytrawl retry run.jsonl --into found.vot --timeout 60s --log second.jsonl"})
public final class RetryCommand extends Action {
    @Mixin
    private final LogArgument log = new LogArgument();

    @Option(
            names = "--into",
            required = true,
            paramLabel = "FILE",
            description = "Result file of the earlier run. It is read and then replaced in its own format, unless -o"
                    + " names another file.")
    private Path into = Path.of("");

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        ResultOptions results = report.results();
        results.insteadOfStdout(into);
        checkFiles();
        ReadLog earlier = log.read();
        if (results.restriction() != null) {
            throw wrong(results.restriction() + " would write a file that a later retry cannot continue");
        }
        if (results.choosesColumns() && into.equals(results.file())) {
            throw wrong("--columns would write a file that a later retry cannot continue; name another file with -o");
        }
        if (results.isTable() && into.equals(results.file())) {
            throw wrong("--format table would write a file that a later retry cannot continue; name another file with"
                    + " -o, or -o - for stdout");
        }
        List<String> notes = new ArrayList<>(earlier.notes());
        EarlierResult found = new EarlierResult(this, earlier, into);
        ReadLog toRetry = found.log();
        ReadResult read = found.read(notes);
        results.keepFormat(read == null ? null : read.format());
        Discovery discovery = of("", () -> Discovery.retry(toRetry, read == null ? List.of() : read.datasets()));
        if (toRetry.missing().isEmpty()) {
            err().println("nothing to retry: all services queried by the run of "
                    + LogPrinter.seconds(earlier.run().time()) + " answered completely; nothing is written");
            return ExitStatus.OK;
        }
        notes.add(Words.count(toRetry.missing().size(), "service") + " to query again, of the run of "
                + LogPrinter.seconds(earlier.run().time()));
        discovery.options(report.applyTo(earlier.run().options()));
        return report.conduct(discovery, AskedQuestion.of(earlier.run().constraints(), notes));
    }

    private void checkFiles() {
        if (report.log() == null) {
            throw wrong("give --log FILE for the log of this run: the next retry needs it");
        }
        report.refuseSame("--into", into, "RUN.jsonl", log.file());
        report.refuseSame("--into", into, "--log", report.log());
        report.check("RUN.jsonl", log.file());
    }
}
