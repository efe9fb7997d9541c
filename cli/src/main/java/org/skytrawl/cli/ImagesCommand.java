package org.skytrawl.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.output.AtomicFile;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.provenance.ProvenanceLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code skytrawl images}: asks, merges, writes. */
@Command(
        name = "images",
        sortOptions = false,
        description = {
            "Finds the images (or --type) that touch a place on the sky, a part of the spectrum and a span of time.",
            "Datasets go to stdout or -o, everything else to stderr."
        })
final class ImagesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final QuestionOptions question = new QuestionOptions();

    @Mixin
    private final SourceOptions source = new SourceOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            defaultValue = "20s",
            description = "Time for one service's whole answer; waiting in our own queue does not count. Default:"
                    + " ${DEFAULT-VALUE}")
    private Duration timeout = DiscoveryOptions.DEFAULTS.serviceTimeout();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Time for the whole run, the registry included. Default: none")
    private @Nullable Duration deadline;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            defaultValue = "4",
            description = "Services asked at once on one host. Default: ${DEFAULT-VALUE}")
    private int perHost;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "512",
            description = "Services asked at once. Default: ${DEFAULT-VALUE}")
    private int concurrency;

    @Option(
            names = "--no-split",
            description = "Take a service's word that there is more than it gave, instead of asking again in parts.")
    private boolean noSplit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write the datasets to; its ending tells the format: .vot, .csv, .jsonl. Default, and"
                    + " -: stdout")
    private @Nullable Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "votable, csv or jsonl. Default: by the file's ending; on stdout votable")
    private @Nullable String format;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "File for the run's log: one JSON object a line, with the fate of every service.")
    private @Nullable Path log;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description = "Write at most N datasets; the summary says how many there are. Default: all")
    private @Nullable Long maxRecords;

    @Option(names = "--strict", description = "Exit status 3 when any service did not answer completely.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no summary; errors only.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Constraints asked = question.constraints();
        if (maxRecords != null && maxRecords < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--max-records must not be negative, but is " + maxRecords);
        }
        if (output != null && output.toString().equals("-")) {
            output = null;
        }
        OutputFormat written = outputFormat();
        OutputFiles files = new OutputFiles(spec);
        files.refuseSame("-o", output, "--log", log);
        files.refuseSame("-o", output, "--services", source.file());
        files.refuseSame("--log", log, "--services", source.file());
        files.checkFolder("-o", output);
        files.checkFolder("--log", log);
        source.read();
        try (ProvenanceLog provenance = openLog()) {
            Progress progress = Progress.on(err, quiet);
            Discovery discovery =
                    Discovery.of(asked).options(options()).log(provenance).listener(progress);
            source.applyTo(discovery);
            progress.asking(asked, question.doubts());
            DiscoveryResult found = run(discovery, progress);
            write(found, written);
            if (!quiet) {
                new SummaryPrinter(err, SummaryPrinter.LOSSES_SHOWN).print(found, maxRecords, output);
            }
            return status(found);
        } catch (IOException e) {
            throw new CommandException(Main.NOTHING_DONE, "cannot write the log: " + Causes.of(e));
        }
    }

    private DiscoveryResult run(Discovery discovery, Progress progress) throws InterruptedException {
        DiscoveryRun run = discovery.start();
        Interruption.onInterrupt(run::cancel);
        try (progress) {
            progress.watch(run);
            return run.await();
        } catch (DiscoveryException e) {
            throw new CommandException(Main.NOTHING_DONE, String.valueOf(e.getMessage()));
        }
    }

    private DiscoveryOptions options() {
        try {
            return DiscoveryOptions.DEFAULTS
                    .withInclusive(question.inclusive())
                    .withElide(source.elide())
                    .withSplit(!noSplit)
                    .withServiceTimeout(timeout)
                    .withRunDeadline(deadline)
                    .withLimits(perHost, concurrency);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
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
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private ProvenanceLog openLog() {
        try {
            return log == null ? ProvenanceLog.inMemory() : ProvenanceLog.to(log);
        } catch (IOException e) {
            throw new CommandException(Main.NOTHING_DONE, "cannot write " + log + ": " + Causes.of(e));
        }
    }

    private void write(DiscoveryResult found, OutputFormat written) {
        List<FoundDataset> datasets =
                maxRecords == null || maxRecords >= found.datasets().size()
                        ? found.datasets()
                        : found.datasets().subList(0, maxRecords.intValue());
        try {
            if (output == null) {
                OutputStream out = new java.io.BufferedOutputStream(System.out, 1 << 16);
                written.writer().write(datasets, found.log(), out);
                out.flush();
                if (System.out.checkError()) {
                    throw new IOException("stdout was closed, or its disk is full");
                }
            } else {
                AtomicFile.write(output, out -> written.writer().write(datasets, found.log(), out));
            }
        } catch (IOException e) {
            throw new CommandException(
                    Main.NOTHING_DONE,
                    "cannot write " + (output == null ? "the datasets" : output) + ": " + Causes.of(e));
        }
    }

    private int status(DiscoveryResult found) {
        if (SummaryPrinter.nothingDone(found)) {
            return Main.NOTHING_DONE;
        }
        return strict && !found.isComplete() ? Main.NOT_COMPLETE : Main.OK;
    }
}
