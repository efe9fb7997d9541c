package org.skytrawl.cli.command;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.print.LogExplanation;
import org.skytrawl.cli.print.LogPrinter;
import org.skytrawl.cli.print.Losses;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.model.Ivoid;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.registry.query.NearbyResources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        description = {
            "Shows what the log of a run says: the question, the outcome, and what is missing and why, by" + " host.",
            "Also reads the log of a run that was killed or is still running."
        },
        exitCodeList = {ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE},
        footer = {
            "  skytrawl log run.jsonl",
            "  skytrawl log run.jsonl --failed",
            "  skytrawl log run.jsonl --explain ivo://org.gavo.dc/tap"
        })
public final class LogCommand extends Action {
    @Mixin
    private final LogArgument log = new LogArgument();

    @Option(
            names = "--failed",
            description = "List only the services that did not answer completely, one per line, tab-separated: outcome,"
                    + " protocol, ivoid, access URL, reason. A terminal shows a table with a header, cut to its width.")
    private boolean failed;

    @Option(
            names = "--explain",
            paramLabel = "IVOID",
            description = "Show everything in the log about this resource: each of its services, the query, the answer,"
                    + " and the services queried in its place.")
    private @Nullable String explained;

    @Override
    public Integer call() {
        if (failed && explained != null) {
            throw wrong("give --failed or --explain, not both");
        }
        if (explained != null && explained.isBlank()) {
            throw wrong("--explain names no resource");
        }
        ReadLog read = log.read();
        if (failed) {
            new Losses(read).list(out());
        } else if (explained != null) {
            explain(read, new Ivoid(explained), out());
        } else {
            new LogPrinter(text()).print(read);
        }
        out().flush();
        if (failed || explained != null) {
            if (!read.whole()) {
                err().println(LogPrinter.unfinished(read));
            }
            notes(read.notes());
        }
        return ExitStatus.OK;
    }

    private static void explain(ReadLog log, Ivoid ivoid, PrintWriter out) {
        LogExplanation explanation = new LogExplanation(log);
        if (!explanation.print(ivoid, out)) {
            throw new CommandException("the log has no service of " + ivoid
                    + similar(new NearbyResources(ivoid).nearest(explanation.ivoids())));
        }
    }
}
