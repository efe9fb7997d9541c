package org.skytrawl.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.output.OutputFiles;
import org.skytrawl.cli.output.ResultSink;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.cli.print.Words;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.output.AtomicFile;
import org.skytrawl.output.ColumnChoice;
import org.skytrawl.output.OutputFormat;
import picocli.CommandLine.Option;

/** Where the datasets go, and in which form. */
public final class ResultOptions extends OptionGroup {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "File to write the datasets to; its ending tells the format: .vot, .fits, .csv, .ecsv, .jsonl,"
                            + " .parquet. -: stdout, which is the default but for retry")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = KnownValues.Formats.class,
            description =
                    "votable, fits, csv, ecsv, jsonl or parquet. Default: by the file's ending; on stdout votable")
    private @Nullable String format;

    @Option(
            names = "--columns",
            paramLabel = "A,B,...",
            description =
                    "Write these columns, in this order: ObsCore's, and origin_ivoid, origin_title, origin_protocol,"
                            + " origin_url, origins, origins_protocols, merged. Default: ObsCore's mandatory"
                            + " ones and all that hold anything")
    private @Nullable String columns;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description = "Write at most N datasets; the summary says how many there are. Default: all")
    private @Nullable Long maxRecords;

    @Option(
            names = "--send",
            description = "Also send the datasets to the VO tools that run here (TOPCAT, Aladin ...), by SAMP.")
    private boolean send;

    /** A file that was there before and is written anew. */
    private @Nullable Path kept;

    private final Set<String> noted = new HashSet<>();

    private OutputFormat written = OutputFormat.DEFAULT;
    private ColumnChoice choice = ColumnChoice.ALL;

    /** Where no file is named, it is this one, and not stdout. */
    public void insteadOfStdout(Path file) {
        if (output == null) {
            output = file;
            kept = file;
        }
    }

    /** A file that is written anew keeps its format, whatever its name says, unless one was asked for. */
    public void keepFormat(@Nullable OutputFormat before) {
        if (before != null && format == null && output != null && output.equals(kept)) {
            written = before;
        }
    }

    /** Looks at what was asked for, before anybody is asked; what is wrong with it is wrong usage. */
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
        OutputFiles files = new OutputFiles(spec);
        files.checkFolder(output != null && output.equals(kept) ? "--into" : "-o", output);
        files.tryToWrite(output);
    }

    /** The file, or null for stdout. */
    @Nullable
    public Path file() {
        return output;
    }

    @Nullable
    String format() {
        return format;
    }

    @Nullable
    public Long maxRecords() {
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
        PrintWriter err = err();
        try {
            // a file of its own, in VOTable whatever -o is: a server of ours would end with the command
            Path folder = Files.createTempDirectory("skytrawl-send-");
            Path table = folder.resolve("found.vot");
            AtomicFile.write(table, content(found, OutputFormat.DEFAULT));
            Samp.Sent sent =
                    Samp.standard().send(table, output == null ? "Skytrawl" : "Skytrawl " + output.getFileName());
            sent.lines(quiet).forEach(err::println);
            err.flush();
            if (sent.mayStillBeRead()) {
                err.println("kept        " + table + ", for who has not replied");
            } else {
                Files.deleteIfExists(table);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            err.println("not sent: " + Words.cause(e));
        }
    }

    private AtomicFile.Content content(DiscoveryResult found, OutputFormat as) {
        List<FoundDataset> datasets =
                maxRecords == null || maxRecords >= found.datasets().size()
                        ? found.datasets()
                        : found.datasets().subList(0, maxRecords.intValue());
        return out -> as.writer().write(datasets, found.log(), choice, out, this::note);
    }

    /** What is lost is said also to those who want quiet; once, though the file may be tried in several places. */
    private void note(String note) {
        if (noted.add(note)) {
            err().println("skytrawl: " + PlainText.of(note));
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
