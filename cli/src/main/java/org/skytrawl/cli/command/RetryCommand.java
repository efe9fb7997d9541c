package org.skytrawl.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.Discovery;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.option.ResultOptions;
import org.skytrawl.cli.output.OutputFiles;
import org.skytrawl.cli.print.LogPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.output.ReadResult;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skytrawl retry}: asks again what an earlier run was not answered, and merges. */
@Command(
        name = "retry",
        sortOptions = false,
        description = {
            "Asks again only those services of an earlier run that did not answer completely, and merges what they give"
                    + " with what the run had found. Question and options are the earlier run's, but for those given.",
            "The result is whole again if all of them answer; if not, retry the log of this run."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  skytrawl retry run.jsonl --into found.vot --timeout 60s --log second.jsonl"})
public final class RetryCommand extends Action {
    @Mixin
    private final LogArgument log = new LogArgument();

    @Option(
            names = "--into",
            required = true,
            paramLabel = "FILE",
            description =
                    "The file that the earlier run wrote: it is read, and written anew in its own format, unless -o"
                            + " names another.")
    @SuppressWarnings("NullAway.Init")
    private Path into;

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        ResultOptions results = report.results();
        results.insteadOfStdout(into);
        checkFiles();
        ReadLog earlier = log.read();
        if (results.maxRecords() != null) {
            throw wrong("--max-records would leave a file that no later retry can go on from");
        }
        if (results.choosesColumns() && into.equals(results.file())) {
            throw wrong("--columns would leave a file that no later retry can go on from; name another, -o");
        }
        List<String> notes = new ArrayList<>(earlier.notes());
        EarlierResult found = new EarlierResult(spec, earlier, into);
        ReadLog toRetry = found.log();
        ReadResult read = found.read(notes);
        results.keepFormat(read == null ? null : read.format());
        Discovery discovery;
        try {
            discovery = Discovery.retry(toRetry, read == null ? List.of() : read.datasets());
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        if (toRetry.missing().isEmpty()) {
            nothingMissing(earlier);
            return ExitStatus.OK;
        }
        notes.add(Words.count(toRetry.missing().size(), "service") + " to ask again, of the run of "
                + LogPrinter.seconds(earlier.run().time()));
        discovery.options(report.applyTo(earlier.run().options()));
        return report.conduct(discovery, earlier.run().constraints(), notes);
    }

    private void checkFiles() {
        OutputFiles files = new OutputFiles(spec);
        if (report.log() == null) {
            throw wrong("give --log FILE for the log of this run: the next retry goes on from it");
        }
        files.refuseSame("--into", into, "RUN.jsonl", log.file());
        files.refuseSame("--into", into, "--log", report.log());
        report.check("RUN.jsonl", log.file());
    }

    private void nothingMissing(ReadLog earlier) {
        PrintWriter err = err();
        err.println("nothing to retry: all services that the run of "
                + LogPrinter.seconds(earlier.run().time()) + " asked have answered completely; nothing is written");
    }
}
