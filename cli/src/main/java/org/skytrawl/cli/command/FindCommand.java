package org.skytrawl.cli.command;

import org.skytrawl.Discovery;
import org.skytrawl.cli.option.QuestionOptions;
import org.skytrawl.cli.option.ReportOptions;
import org.skytrawl.cli.option.Sought;
import org.skytrawl.cli.option.SourceOptions;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.model.DiscoveryOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks one question. The commands differ in the product types that they look for, and in their help. */
@Command(
        exitCodeList = {
            ExitStatus.RUN_DONE,
            ExitStatus.RUN_FAILED,
            ExitStatus.USAGE,
            ExitStatus.RUN_NOT_COMPLETE,
            ExitStatus.RUN_STOPPED
        })
abstract class FindCommand extends Action {
    static final String STREAMS = "Datasets go to stdout or to the file of -o, all messages to stderr.";

    @Mixin
    private final QuestionOptions question;

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    FindCommand(Sought sought) {
        question = new QuestionOptions(sought);
    }

    @Override
    public Integer call() throws InterruptedException {
        question.check();
        report.check("--services", source.file());
        report.checkTargets(question.hasTargets(), question.targetFile());
        report.leftOut(question.leftOut());
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
