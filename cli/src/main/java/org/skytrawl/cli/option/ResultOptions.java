package org.skytrawl.cli.option;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.output.ResultSink;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.cli.print.DatasetTable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.output.ColumnChoice;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import picocli.CommandLine.Option;

/** Output of the datasets: file, format, columns. */
public final class ResultOptions extends OptionGroup {
    /** The format for people; it is not read back. */
    private static final String TABLE = "table";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Output file. Its extension selects the format: .vot, .fits, .csv, .ecsv, .jsonl, .parquet. -"
                    + " means stdout. Default: stdout, where a terminal shows a table of the first datasets; for retry"
                    + " the file of --into")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description =
                    "Output format: votable, fits, csv, ecsv, jsonl or parquet; or table, for people: the first 40"
                            + " datasets (or --max-records) in the columns that fit. Default: by the extension of the file;"
                            + " on stdout table for a terminal, else votable")
    private @Nullable String format;

    @Option(
            names = "--columns",
            paramLabel = "A,B,...",
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

    /** A table for people in place of the format. */
    private boolean table;

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
        table = format == null
                ? output == null && TerminalSize.isStdoutForPeople()
                : format.strip().equalsIgnoreCase(TABLE);
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

    /** Whether a table for people is written, which has not all rows and columns. */
    public boolean isTable() {
        return table;
    }

    public boolean choosesColumns() {
        return columns != null;
    }

    void write(DiscoveryResult found) {
        if (table) {
            // what cannot be shown is kept whole
            new ResultSink(content(found, written), null).write(output, out -> writeTable(found, out), written);
            return;
        }
        // in FITS every text is as wide as the longest of its column: one that is absurd makes a file that fits nowhere
        AtomicFile.Content smaller = written == OutputFormat.FITS ? content(found, OutputFormat.VOTABLE) : null;
        new ResultSink(content(found, written), smaller).write(output, written);
    }

    private void writeTable(DiscoveryResult found, OutputStream out) throws IOException {
        Question asked = found.log().events().stream()
                .filter(RunStarted.class::isInstance)
                .map(event -> ((RunStarted) event).constraints())
                .findFirst()
                .orElseThrow();
        ResultExtract shown = maxRecords == null ? extract(found).first(DatasetTable.ROWS) : extract(found);
        String more = "to save " + (maxRecords == null ? "all datasets" : "these datasets") + " with all columns, "
                + (format == null ? "add -o found.vot" : "use -o found.vot without --format table");
        List<String> lines = new DatasetTable(shown, asked)
                .lines(
                        TerminalSize.columnsOfStdout(),
                        output == null ? Colours.ofStdout() : Colours.NONE,
                        more,
                        format == null);
        out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
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
        ResultExtract extracted = extract(found);
        return out -> as.writer().write(extracted, out, this::note);
    }

    private ResultExtract extract(DiscoveryResult found) {
        ResultExtract all = ResultExtract.of(found.datasets(), found.log()).withColumns(choice);
        return maxRecords == null ? all : all.first(maxRecords);
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
            return Stream.concat(Arrays.stream(OutputFormat.values()).map(OutputFormat::title), Stream.of(TABLE))
                    .iterator();
        }
    }

    private OutputFormat outputFormat() {
        if (table) {
            return OutputFormat.DEFAULT;
        }
        try {
            if (format != null) {
                return OutputFormat.ofName(format);
            }
            return output == null
                    ? OutputFormat.DEFAULT
                    : OutputFormat.ofFileName(String.valueOf(output.getFileName()));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + (format == null ? "" : ", " + TABLE));
        }
    }
}
