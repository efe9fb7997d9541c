package org.skytrawl.cli.option;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.output.LogPlace;
import org.skytrawl.cli.output.ResultSink;
import org.skytrawl.model.Question;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.TargetSummary;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import picocli.CommandLine.Option;

/** A table with a row for each target of a list. */
final class SummaryOption extends OptionGroup {
    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description =
                    "With --targets: also write a row for each target to this file (number of datasets, collections,"
                            + " first and last time, services that did not answer). Its extension selects the format as for -o.")
    private @Nullable Path file;

    private OutputFormat format = OutputFormat.DEFAULT;

    @Nullable
    Path file() {
        return file;
    }

    void check() {
        Path wanted = file;
        if (wanted == null) {
            return;
        }
        if (wanted.equals(Path.of("-"))) {
            throw wrong("--summary needs a file: stdout has the datasets");
        }
        OutputFormat named = read("--summary", String.valueOf(wanted.getFileName()), OutputFormat::ofFileName);
        format = named == null ? format : named;
        checkFolder("--summary", wanted);
        tryToWrite(wanted);
    }

    void checkFor(Question asked) {
        if (file != null && asked.targets() == null) {
            throw wrong("--summary needs a question with --targets");
        }
    }

    /** Returns the line that says so; null if nothing is written. */
    @Nullable
    String write(DiscoveryResult found) {
        Path wanted = file;
        if (wanted == null) {
            return null;
        }
        boolean answered = found.log().services().stream().anyMatch(ServiceEnded::hasAnswered);
        if (!answered && LogPlace.hasContent(wanted)) {
            return "not written " + wanted + " stays as it was: no service answered";
        }
        TargetSummary summary = TargetSummary.of(found.datasets(), found.log());
        new ResultSink(out -> format.writer().write(summary, out), null).write(wanted, format);
        return String.format(
                Locale.ROOT,
                "written     %,d targets, %,d with datasets, to %s",
                summary.targets(),
                summary.withDatasets(),
                wanted);
    }
}
