package org.skytrawl.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.registry.search.NearbyResources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code skytrawl log}: tells what a run's log says. */
@Command(
        name = "log",
        sortOptions = false,
        description = {
            "Tells what the log of a run says: what was asked, how it went, and what is missing and why, by host.",
            "Also of a run that was killed, or still goes on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  skytrawl log run.jsonl",
            "  skytrawl log run.jsonl --failed",
            "  skytrawl log run.jsonl --explain ivo://org.gavo.dc/tap"
        })
final class LogCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final LogArgument log = new LogArgument();

    @Option(
            names = "--failed",
            description = "Only the services that did not answer completely, one a line: outcome, protocol, ivoid,"
                    + " access URL and reason, between tabs.")
    private boolean failed;

    @Option(
            names = "--explain",
            paramLabel = "IVOID",
            description = "All that the log knows of this resource: each of its services, what it was asked, what came"
                    + " back, and who stood for it.")
    private @Nullable String explained;

    @Override
    public Integer call() {
        if (failed && explained != null) {
            throw new ParameterException(spec.commandLine(), "give --failed or --explain, not both");
        }
        if (explained != null && explained.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--explain names no resource");
        }
        ReadLog read = log.read();
        PrintWriter out = spec.commandLine().getOut();
        if (failed) {
            new LogLosses(read).list(out);
        } else if (explained != null) {
            explain(read, new Ivoid(explained), out);
        } else {
            new LogPrinter(out).print(read);
        }
        out.flush();
        if (failed || explained != null) {
            PrintWriter err = spec.commandLine().getErr();
            if (!read.whole()) {
                err.println(LogPrinter.unfinished(read));
            }
            read.notes().forEach(note -> err.println("  note: " + PlainText.of(note, 300)));
        }
        return Main.OK;
    }

    private static void explain(ReadLog log, Ivoid ivoid, PrintWriter out) {
        LogExplanation explanation = new LogExplanation(log);
        if (!explanation.print(ivoid, out)) {
            List<Ivoid> all = explanation.ivoids();
            String near = new NearbyResources(ivoid)
                    .nearest(all).stream().map(Ivoid::value).collect(Collectors.joining(", "));
            throw new CommandException(
                    Main.NOTHING_DONE,
                    "the log knows no service of " + ivoid + (near.isEmpty() ? "" : "; near it are " + near));
        }
    }
}
