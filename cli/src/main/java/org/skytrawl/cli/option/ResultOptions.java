package org.skytrawl.cli.option;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.output.LogPlace;
import org.skytrawl.cli.output.ResultSink;
import org.skytrawl.cli.output.Samp;
import org.skytrawl.cli.output.SampSpectra;
import org.skytrawl.cli.print.DatasetTable;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.print.Written;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.download.DatasetCondition;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.output.ColumnChoice;
import org.skytrawl.output.DatasetOrder;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Output of the datasets: file, format, columns. */
public final class ResultOptions extends OptionGroup {
    /** The format for people; it is not read back. */
    private static final String TABLE = "table";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Output file. Its extension (vot, fits, csv, ecsv, jsonl, parquet) selects the format; - means stdout."
                            + " An existing file is replaced, but not if no service answers. Default: stdout, where a"
                            + " terminal shows a table of the first datasets; for retry the file of --into")
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
            completionCandidates = Columns.class,
            description = "Columns to write, in this order: ObsCore columns, and separation, origin_ivoid,"
                    + " origin_title, origin_protocol, origin_url, origins, origins_protocols, merged, overlap; with a target"
                    + " list target, target_ra, target_dec, target_separation. Default: the mandatory"
                    + " ObsCore columns and all columns that are not empty")
    private @Nullable String columns;

    @Mixin
    private final MatchOption match = new MatchOption();

    @Option(
            names = "--sort",
            paramLabel = "COLUMN[:desc]",
            description =
                    "Sort the datasets by this column, whether it is written or not; :desc puts the largest values"
                            + " first. Texts are compared without case. Unknown values come last. Default: by separation, the"
                            + " nearest first, if the question has a place")
    private @Nullable String sort;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description =
                    "Maximum number of datasets to write (each format of a dataset counts), the first ones by --sort of"
                            + " those that meet --match. The summary gives the number of all. Default: all")
    private @Nullable Long maxRecords;

    @Option(
            names = "--send",
            description =
                    "Also send the datasets by SAMP to the VO tools that run on this machine (TOPCAT, Aladin ...).")
    private boolean send;

    @Option(
            names = "--send-spectra",
            description =
                    "Also send the first 20 spectra (by --sort, of those that meet --match) one by one by SAMP to the spectral"
                            + " tools that run on this machine (SPLAT-VO, VOSpec ...). Of a spectrum in several formats one file"
                            + " is sent, the VOTable or FITS file if there is one.")
    private boolean sendSpectra;

    /** An existing file that the result replaces. */
    private @Nullable Path kept;

    private final Set<String> noted = new HashSet<>();

    /** A table for people in place of the format. */
    private boolean table;

    private OutputFormat written = OutputFormat.DEFAULT;
    private ColumnChoice choice = ColumnChoice.ALL;
    private List<DatasetCondition> conditions = List.of();
    private @Nullable DatasetOrder order;
    private @Nullable NewSince newSince;

    /** What is written of the result; null before that is known. */
    private @Nullable ResultExtract extract;

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
        conditions = match.conditions();
        order = read("--sort", sort, DatasetOrder::parse);
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

    /** Writes only datasets that some files do not have. */
    public void onlyNewSince(NewSince files) {
        newSince = files;
    }

    /** An option, if it was given, by which some datasets are not written; null without. */
    public @Nullable String restriction() {
        return match.given() ? "--match" : maxRecords != null ? "--max-records" : null;
    }

    /** An option for the merged result, if one was given; null without. */
    @Nullable
    String ofMergedResult() {
        String restriction = restriction();
        return format != null
                ? "--format"
                : restriction != null ? restriction : sort != null ? "--sort" : newSince != null ? "--new-since" : null;
    }

    void checkFor(Question asked) {
        if (order != null && order.column().equals("separation") && asked.region() == null) {
            throw wrong("--sort: the question has no place, so there is no separation");
        }
        if (order != null
                && order.column().startsWith("target")
                && asked.targets() == null
                && !order.column().equals("target_name")) {
            throw wrong("--sort: the question has no target list, so there is no " + order.column());
        }
        if (order != null && order.column().equals("separation") && asked.targets() != null) {
            throw wrong("--sort: the question has a target list; sort by target_separation");
        }
    }

    /** Whether no dataset meets the conditions, among them that no earlier result has it. After the run. */
    public boolean hasNoNews() {
        return extract != null && extract.meeting() == 0;
    }

    /** The datasets that are written, and how many they would be without --max-records. */
    private ResultExtract extract(DiscoveryResult found) {
        ResultExtract known = extract;
        if (known == null) {
            known = ResultExtract.of(found.datasets(), found.log()).withColumns(choice);
            if (newSince != null) {
                known = newSince.applyTo(known);
            }
            if (match.given()) {
                known = known.only(
                        dataset -> DatasetCondition.isMetBy(dataset, conditions),
                        new ResultExtract.Restriction(
                                "match", match.text(), "only datasets that meet this condition are in this file"));
            }
            known = order == null ? known : known.sorted(order);
            known = maxRecords == null ? known : known.first(maxRecords);
            extract = known;
        }
        return known;
    }

    Written written(DiscoveryResult found) {
        List<String> options = new ArrayList<>();
        if (newSince != null) {
            options.add("--new-since " + newSince.text());
        }
        if (match.given()) {
            options.add("--match " + match.text());
        }
        if (maxRecords != null) {
            options.add("--max-records " + maxRecords);
        }
        return new Written(output, extract(found).size(), options, null);
    }

    /** Whether a table for people is written, which has not all rows and columns. */
    public boolean isTable() {
        return table;
    }

    public boolean choosesColumns() {
        return columns != null;
    }

    /** Whether the file stays as it is: a run in which no service answered is not worth any earlier result. */
    boolean isKept(DiscoveryResult found) {
        return output != null
                && LogPlace.hasContent(output)
                && found.log().services().stream().noneMatch(ServiceEnded::hasAnswered);
    }

    /** Says that the file does not have the format of its name; empty if it has. */
    List<String> doubts() {
        boolean told = false;
        if (format != null
                && output != null
                && String.valueOf(output.getFileName()).indexOf('.') > 0) {
            try {
                told = table || OutputFormat.ofFileName(String.valueOf(output.getFileName())) != written;
            } catch (IllegalArgumentException e) {
                // a name that tells no format contradicts none
            }
        }
        return told
                ? List.of(output + " gets "
                        + (table ? "a table for reading" : written.title().toUpperCase(Locale.ROOT))
                        + ", as --format says")
                : List.of();
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
        Question asked = Objects.requireNonNull(found.log().question());
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
        if (send) {
            sendTable(found, quiet);
        }
        if (sendSpectra) {
            SampSpectra spectra = SampSpectra.of(extract(found).datasets());
            Samp.Sent sent = Samp.standard().send(spectra);
            sent.lines(quiet).forEach(err()::println);
            boolean nothingToSend = spectra.messages().isEmpty();
            if (nothingToSend || (!quiet && !sent.to().isEmpty())) {
                spectra.leftOut().forEach(err()::println);
            }
            err().flush();
        }
    }

    private void sendTable(DiscoveryResult found, boolean quiet) throws InterruptedException {
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

    /** Values that shells offer. */
    static final class Columns implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ColumnChoice.known().iterator();
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
