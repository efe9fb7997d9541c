package org.skytrawl.cli.command;

import org.skytrawl.Discovery;
import org.skytrawl.cli.option.QuestionOptions;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.option.SourceOptions;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.model.DiscoveryOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "images",
        description = {
            "Finds images (or other types, --type) that overlap a region of the sky, a spectral range and a"
                    + " time range.",
            "Datasets go to stdout or to the file of -o, all messages to stderr."
        },
        exitCodeList = {
            ExitStatus.RUN_DONE,
            ExitStatus.RUN_FAILED,
            ExitStatus.USAGE,
            ExitStatus.RUN_NOT_COMPLETE,
            ExitStatus.RUN_STOPPED
        },
        footer = {
            "  skytrawl images --cone 10.68,41.27,0.2 --time 2009-01-01.. -o m31.vot",
            "  skytrawl images --target M42 --radius 0.1 --spectrum 1keV..10keV --inclusive",
            "  skytrawl images --cone 10.68,41.27,0.2 --log run.jsonl --strict -o found.vot",
            "  skytrawl images --cone 10.68,41.27,0.2 --sia2 'https://example.org/sia2?'"
        })
public final class ImagesCommand extends Action {
    @Mixin
    private final QuestionOptions question = new QuestionOptions();

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        question.check();
        report.check("--services", source.file());
        DiscoveryOptions options = report.applyTo(DiscoveryOptions.DEFAULTS
                .withInclusive(question.inclusive())
                .withElide(source.elide())
                .withTheory(source.theory()));
        source.read();
        options = question.resolve(options, report.quiet());
        Discovery discovery = question.discovery().options(options);
        source.applyTo(discovery);
        return report.conduct(discovery, question.asked());
    }
}
