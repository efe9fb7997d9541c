package org.skytrawl.cli.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.check.CheckReport;
import org.skytrawl.check.CheckReportJson;
import org.skytrawl.check.ServiceCheck;
import org.skytrawl.check.Severity;
import org.skytrawl.cli.option.CheckedService;
import org.skytrawl.cli.print.CheckPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.model.Cone;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.run.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = {
            "Checks one service, for its operators: sends a few normal and a few unusual questions, one after the"
                    + " other, and reports problems for clients, each with the clause of the standard and an example.",
            "Without --cone, the place is that of the first row that the service returns, or for SIA1 within the"
                    + " coverage in the registry."
        },
        exitCodeList = {
            "0:no errors; there may be warnings",
            "1:the service did not answer, or is not in the registry",
            "2:wrong usage",
            "3:errors were found",
            "130:interrupted"
        },
        footer = {
            "  skytrawl check --sia2 https://example.org/sia2?",
            "  skytrawl check --obstap ivo://org.gavo.dc/tap --format json"
        })
public final class CheckCommand extends Action {
    @Mixin
    private final CheckedService checked = new CheckedService();

    @Option(
            names = "--cone",
            paramLabel = "RA,DEC,RADIUS",
            description = "Circle on the sky in which the service has data, ICRS. Best a small one: answers"
                    + " are limited to 1000 rows.")
    private @Nullable String cone;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Time limit for one question, from name resolution to the last byte. Default: 20s")
    private Duration timeout = Duration.ofSeconds(20);

    @Option(names = "--deadline", paramLabel = "TIME", description = "Time limit for the whole check. Default: 3m")
    private Duration deadline = Duration.ofMinutes(3);

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text for people, or json: one JSON document. Default: text")
    private Format format = Format.text;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors to stderr: no progress.")
    private boolean quiet;

    /** In lower case, as it is shown. */
    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        String circle = cone;
        Cone place = circle == null ? null : of("--cone: ", () -> Cone.parse(circle));
        Deadline end = Deadline.after(deadline);
        CheckedService.Chosen chosen = checked.choose(deadline, quiet);
        if (!quiet && !chosen.others().isEmpty()) {
            err().println("  note: the resource has "
                    + Words.count(chosen.others().size(), "more service") + " of this protocol; checking the first: "
                    + Words.address(chosen.service()));
        }
        CheckReport report;
        Cancellation cancellation = new Cancellation();
        Interruption.Registration registration = Interruption.onInterrupt(cancellation::cancel);
        try (registration;
                HttpFetcher fetcher = Network.fetcher()) {
            ServiceCheck check = of(
                    "",
                    () -> new ServiceCheck(
                            chosen.service(),
                            place,
                            chosen.privateAddressesAllowed(),
                            timeout,
                            end,
                            fetcher,
                            cancellation));
            report = check.run(inquiry -> {
                if (!quiet) {
                    err().println("asking      " + inquiry.word() + ": " + inquiry.meaning());
                    err().flush();
                }
            });
        }
        if (Interruption.happened()) {
            throw new CommandException(ExitStatus.INTERRUPTED, "interrupted: the service was not judged");
        }
        if (format == Format.json) {
            out().println(CheckReportJson.of(report));
        } else {
            new CheckPrinter(out()).print(report);
        }
        out().flush();
        return !report.isAnswered()
                ? ExitStatus.NOTHING_DONE
                : report.count(Severity.ERROR) > 0 ? ExitStatus.NOT_COMPLETE : ExitStatus.OK;
    }
}
