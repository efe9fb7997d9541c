package org.skytrawl.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.output.ResultSink;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.cli.print.Words;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.ColumnChoice;
import org.skytrawl.output.OutputFormat;
import picocli.CommandLine.Option;

/** Output of the datasets: file, format, columns. */
public final class ResultOptions extends OptionGroup {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Output file. Its extension selects the format: .vot, .fits, .csv, .ecsv, .jsonl, .parquet. -"
                    + " means stdout. Default: stdout; for retry the file of --into")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description = "Output format: votable, fits, csv, ecsv, jsonl or parquet. Default: by the extension of the"
                    + " file; votable on stdout")
    private @Nullable String format;

    @Option(
            names = "--columns",
            paramLabel = "A,B,...",
            completionCandidates = Columns.class,
            description = "Columns to write, in this order: ObsCore columns, and origin_ivoid, origin_title,"
                    + " origin_protocol, origin_url, origins, origins_protocols, merged, overlap. Default: the mandatory"
                    + " ObsCore columns and all columns that are not empty")
    private @Nullable String columns;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description = "Maximum number of datasets to write. The summary gives the number of all. Default: all")
    private @Nullable Long maxRecords;

    @Option(
            names = "--send",
            description =
                    "Also send the datasets by SAMP to the VO tools that run on this machine (TOPCAT, Aladin ...).")
    private boolean send;

    /** An existing file that the result replaces. */
    private @Nullable Path kept;

    private final Set<String> noted = new HashSet<>();

    private OutputFormat written = OutputFormat.DEFAULT;
    private ColumnChoice choice = ColumnChoice.ALL;

    public void insteadOfStdout(Path file) {
        if (output == null) {
            output = file;
            kept = file;
        }
    }

    /** A replaced file keeps its format, whatever its extension, unless a format was given. */
    public void keepFormat(@Nullable OutputFormat before) {
        if (before != null && format == null && output != null && output.equals(kept)) {
            written = before;
        }
    }

    public void check() {
        if (maxRecords != null && maxRecords < 0) {
            throw wrong("--max-records must not be negative, but is " + maxRecords);
        }
        if (output != null && output.toString().equals("-")) {
            output = null;
        }
        // what is not there yet gets the format that its name tells
        boolean asItWas = format == null && output != null && output.equals(kept) && Files.exists(output);
        written = asItWas ? OutputFormat.DEFAULT : outputFormat();
        ColumnChoice given = read("--columns", columns, ColumnChoice::parse);
        choice = given == null ? ColumnChoice.ALL : given;
        checkFolder(output != null && output.equals(kept) ? "--into" : "-o", output);
        tryToWrite(output);
    }

    /** Null for stdout. */
    public @Nullable Path file() {
        return output;
    }

    @Nullable
    String format() {
        return format;
    }

    public @Nullable Long maxRecords() {
        return maxRecords;
    }

    public boolean choosesColumns() {
        return columns != null;
    }

    void write(DiscoveryResult found) {
        // in FITS every text is as wide as the longest of its column: one that is absurd makes a file that fits nowhere
        AtomicFile.Content smaller = written == OutputFormat.FITS ? content(found, OutputFormat.VOTABLE) : null;
        new ResultSink(content(found, written), smaller).write(output, written);
    }

    /** Sends the result to the tools that run here, if that was asked for; says what came of it. */
    public void send(DiscoveryResult found, boolean quiet) throws InterruptedException {
        if (!send) {
            return;
        }
        try {
            // a file of its own, in VOTable whatever -o is: a server of ours would end with the command
            Path folder = Files.createTempDirectory("skytrawl-send-");
            Path table = folder.resolve("found.vot");
            AtomicFile.write(table, content(found, OutputFormat.DEFAULT));
            Samp.Sent sent =
                    Samp.standard().send(table, output == null ? "Skytrawl" : "Skytrawl " + output.getFileName());
            sent.lines(quiet).forEach(err()::println);
            err().flush();
            if (sent.mayStillBeRead()) {
                err().println("kept        " + table + ", for tools that have not replied");
            } else {
                Files.deleteIfExists(table);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            err().println("not sent: " + Words.cause(e));
        }
    }

    private AtomicFile.Content content(DiscoveryResult found, OutputFormat as) {
        List<FoundDataset> datasets =
                maxRecords == null || maxRecords >= found.datasets().size()
                        ? found.datasets()
                        : found.datasets().subList(0, maxRecords.intValue());
        return out -> as.writer().write(datasets, found.log(), choice, out, this::note);
    }

    /** Reports a loss also when quiet; once, although the file may be written in several places. */
    private void note(String note) {
        if (noted.add(note)) {
            err().println("skytrawl: " + PlainText.of(note));
        }
    }

    /** Values that shells offer. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(OutputFormat.values()).map(OutputFormat::title).iterator();
        }
    }

    /** Values that shells offer. */
    static final class Columns implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ColumnChoice.known().iterator();
        }
    }

    private OutputFormat outputFormat() {
        try {
            if (format != null) {
                return OutputFormat.ofName(format);
            }
            return output == null
                    ? OutputFormat.DEFAULT
                    : OutputFormat.ofFileName(String.valueOf(output.getFileName()));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }
}
