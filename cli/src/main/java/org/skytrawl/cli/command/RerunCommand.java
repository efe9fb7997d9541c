package org.skytrawl.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.skytrawl.Discovery;
import org.skytrawl.cli.option.LogArgument;
import org.skytrawl.cli.option.NewSince;
import org.skytrawl.cli.option.RegistryOptions;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.print.AskedQuestion;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ReadLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rerun",
        description = {
            "Repeats the question of an earlier run with the same services, queries and options. Sends no"
                    + " request to a registry, unless --ask-registry is given. Prints a note for everything that cannot"
                    + " be repeated.",
            "To compare the two results, use skytrawl diff. To write only new datasets, use --new-since."
        },
        exitCodeList = {
            "0:finished; some services may have failed, which is normal in the VO. With --new-since: something new was"
                    + " found",
            ExitStatus.RUN_FAILED,
            ExitStatus.USAGE,
            "3:with --strict: a service did not answer completely, whether something new was found or not",
            "4:with --new-since: nothing new was found; services that failed may have something new",
            ExitStatus.RUN_STOPPED
        },
        footer = {
            "  skytrawl rerun run.jsonl -o later.vot --log later.jsonl",
            "  skytrawl rerun run.jsonl --new-since found.vot -o new.vot # exit status 4"
        })
public final class RerunCommand extends Action {
    @Mixin
    private final LogArgument log = new LogArgument();

    @Mixin
    private final NewSince since = new NewSince();

    @Option(
            names = "--ask-registry",
            description = "Select the services anew from a registry, with the question and options of the earlier run,"
                    + " instead of querying those in its log.")
    private boolean askRegistry;

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (registry.given() && !askRegistry) {
            throw wrong("--registry is for --ask-registry: the services are those in the log");
        }
        for (Path known : since.files()) {
            report.refuseSame("--new-since", known, "-o", report.results().file());
            report.refuseSame("--new-since", known, "--log", report.log());
        }
        report.check("RUN.jsonl", log.file());
        ReadLog earlier = log.read();
        List<String> notes = new ArrayList<>(earlier.notes());
        if (since.given()) {
            List<String> ofFiles = new ArrayList<>();
            since.read(earlier.run(), ofFiles);
            if (report.quiet()) {
                // what is only a part of a result makes news of the rest
                notes(ofFiles);
            } else {
                notes.addAll(ofFiles);
            }
            report.results().onlyNewSince(since);
        }
        Discovery discovery = of("", () -> askRegistry ? anew(earlier, notes) : Discovery.rerun(earlier));
        discovery.options(report.applyTo(earlier.run().options()));
        int status = report.conduct(discovery, AskedQuestion.of(earlier.run().constraints(), notes));
        return status == ExitStatus.OK && since.given() && report.results().hasNoNews()
                ? ExitStatus.NOTHING_NEW
                : status;
    }

    private Discovery anew(ReadLog earlier, List<String> notes) {
        RegistryRead before = earlier.registry();
        if (before != null && before.fetched() == null) {
            notes.add("the earlier run had its services from " + before.source() + ", not from a registry");
        }
        return Discovery.again(earlier).registries(registry.urls());
    }
}
