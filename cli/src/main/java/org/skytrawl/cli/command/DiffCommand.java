package org.skytrawl.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.cli.print.DifferencePrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.merge.ResultComparison;
import org.skytrawl.merge.ResultDifference;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.ReadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Compares the datasets of two results in any order and format (VOTable, FITS, CSV,"
                    + " ECSV, JSON Lines). Shows which datasets are new, gone or changed.",
            "Two datasets are the same if they have the same publisher DID and format, or"
                    + " the same access URL. Only columns of both files are compared. Two numbers are equal if they"
                    + " agree in single precision.",
            "Differences go to stdout, counts to stderr. The exit status is 0 also for different results,"
                    + " unless --strict is given."
        },
        exitCodeList = {
            "0:finished; the results may differ",
            ExitStatus.FAILED,
            ExitStatus.USAGE,
            "3:with --strict: the results differ"
        },
        footer = {"  skytrawl diff found.vot later.vot"})
public final class DiffCommand extends Action {
    @Parameters(index = "0", paramLabel = "EARLIER", description = "Result file of the earlier run.")
    private Path earlier = Path.of("");

    @Parameters(index = "1", paramLabel = "LATER", description = "Result file of the later run.")
    private Path later = Path.of("");

    private enum Form {
        TEXT,
        JSONL
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Output format: text, or jsonl (one JSON object per line). Default: ${DEFAULT-VALUE}")
    private Form form = Form.TEXT;

    @Option(names = "--strict", description = "Exit with status 3 if the results differ.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors: no counts.")
    private boolean quiet;

    @Override
    public Integer call() {
        ReadResult before = read(earlier);
        ReadResult after = read(later);
        Set<ObsCoreColumn> both = EnumSet.noneOf(ObsCoreColumn.class);
        both.addAll(before.columns());
        both.retainAll(after.columns());
        ResultDifference difference = ResultComparison.between(before.datasets(), after.datasets(), both);
        DifferencePrinter printer = new DifferencePrinter(out());
        if (form == Form.JSONL) {
            printer.json(difference);
        } else {
            printer.text(difference);
        }
        out().flush();
        if (!quiet) {
            describe(earlier, before, difference.earlier(), both);
            describe(later, after, difference.later(), both);
            PrintWriter err = err();
            err.println("same        " + difference.same());
            err.println("changed     " + difference.changed().size());
            err.println("new         " + difference.added().size());
            err.println("gone        " + difference.gone().size());
            err.flush();
        }
        return strict && !difference.isEmpty() ? ExitStatus.NOT_COMPLETE : ExitStatus.OK;
    }

    private void describe(
            Path file, ReadResult result, ResultDifference.Oddities oddities, Set<ObsCoreColumn> compared) {
        err().println(PlainText.of(file.toString()) + ": "
                + Words.datasets(
                        DatasetCount.of(result.datasets()), result.datasets().size())
                + ", "
                + result.format().title());
        notes(result.notes());
        Set<ObsCoreColumn> more = EnumSet.noneOf(ObsCoreColumn.class);
        more.addAll(result.columns());
        more.removeAll(compared);
        // where nothing is known there is nothing to compare
        more.removeIf(column ->
                result.datasets().stream().noneMatch(dataset -> dataset.record().value(column) != null));
        if (!more.isEmpty()) {
            err().println("  not compared, since the other file does not have them: "
                    + more.stream().map(ObsCoreColumn::name).collect(Collectors.joining(", ")));
        }
        if (oddities.duplicates() > 0) {
            err().println("  " + Words.count(oddities.duplicates(), "dataset")
                    + " twice or more in this file, compared once");
        }
        if (oddities.withoutIdentity() > 0) {
            err().println("  " + Words.count(oddities.withoutIdentity(), "dataset")
                    + " with neither access URL nor DID and format, compared by all their columns");
        }
    }
}
