package org.skytrawl.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.cli.option.MatchOption;
import org.skytrawl.cli.option.Sizes;
import org.skytrawl.cli.print.DownloadPrinter;
import org.skytrawl.cli.print.DownloadProgressLine;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.download.DatasetCondition;
import org.skytrawl.download.Download;
import org.skytrawl.download.DownloadOptions;
import org.skytrawl.download.DownloadPlan;
import org.skytrawl.download.DownloadResult;
import org.skytrawl.download.DownloadRun;
import org.skytrawl.download.FileOutcome;
import org.skytrawl.download.FolderException;
import org.skytrawl.output.ReadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        description = {
            "Downloads the files of the datasets in a result of a run (VOTable, FITS, CSV, ECSV or JSON Lines).",
            "Skips files that are complete, and resumes partial files of an earlier run. manifest.jsonl in"
                    + " the folder has a line for each file."
        },
        exitCodeList = {
            "0:finished; some files may be missing",
            "1:no file was downloaded, or the download stopped",
            ExitStatus.USAGE,
            "3:with --strict: a file is missing",
            "130:interrupted; partial files are kept, and the same command continues them"
        },
        footer = {
            "  skytrawl download found.vot -d data --dry-run",
            "  skytrawl download found.vot -d data --match 't_exptime>=100'"
        })
public final class DownloadCommand extends Action {
    @Parameters(
            index = "0",
            paramLabel = "RESULT",
            description = "Result file of a run, such as 'images -o' or 'spectra -o' writes.")
    private Path result = Path.of("");

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            required = true,
            description = "Folder for the files. It is created if necessary.")
    private Path folder = Path.of("");

    @Mixin
    private final MatchOption match = new MatchOption();

    @Option(
            names = "--dry-run",
            description = "Show which files would be downloaded, from where, and their size. Sends no requests.")
    private boolean dryRun;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Maximum time without new data; the whole file may take longer. Default: 1m")
    private Duration timeout = DownloadOptions.DEFAULTS.idleTimeout();

    @Option(names = "--deadline", paramLabel = "TIME", description = "Time limit for the whole run. Default: none")
    private @Nullable Duration deadline;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            description = "Maximum number of simultaneous downloads from one host. Default: 2")
    private int perHost = DownloadOptions.DEFAULTS.perHost();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Maximum number of simultaneous downloads. Default: 16")
    private int concurrency = DownloadOptions.DEFAULTS.concurrency();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description = "Skip files larger than this, such as 500MB or 2GB. Default: 100GB")
    private long maxSize = DownloadOptions.DEFAULTS.maxFileBytes();

    @Option(names = "--strict", description = "Exit with status 3 if any file is missing at the end.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors: no progress and no summary.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        List<DatasetCondition> conditions = match.conditions();
        DownloadOptions options = of("", () -> new DownloadOptions(timeout, deadline, perHost, concurrency, maxSize));
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw wrong("-d: " + folder + " is not a folder");
        }
        ReadResult read = read(result);
        Download download = Download.of(read.datasets()).matching(conditions).options(options);
        DownloadPlan plan = download.plan();
        DownloadPrinter printer = new DownloadPrinter(err());
        if (!quiet) {
            notes(read.notes());
            printer.plan(plan, folder);
        }
        if (dryRun) {
            new DownloadPrinter(text()).dryRun(plan);
            return ExitStatus.OK;
        }
        if (plan.items().isEmpty() && plan.skipped().isEmpty()) {
            throw new CommandException(
                    read.datasets().isEmpty()
                            ? result + " has no dataset"
                            : "none of the " + read.datasets().size() + " datasets in " + result + " meets "
                                    + match.text());
        }
        DownloadRun run = begin(download);
        Interruption.Registration registration = Interruption.onInterrupt(run::cancel);
        try (registration) {
            DownloadResult done;
            try (DownloadProgressLine progress = new DownloadProgressLine(err(), quiet)) {
                progress.watch(run);
                done = run.await();
            }
            if (!quiet) {
                printer.summary(done, folder);
            }
            return status(done);
        }
    }

    private DownloadRun begin(Download download) {
        try {
            return download.into(folder);
        } catch (FolderException | IllegalArgumentException e) {
            // the folder, or a proxy in the environment
            throw new CommandException(String.valueOf(e.getMessage()));
        }
    }

    private int status(DownloadResult done) {
        if (done.stopped() != null) {
            throw new CommandException(done.stopped()
                    + "; the download stopped, and partial files are kept: the same command continues it");
        }
        if (done.count(FileOutcome.DOWNLOADED) + done.count(FileOutcome.PRESENT) == 0) {
            return ExitStatus.NOTHING_DONE;
        }
        return strict && !done.isComplete() ? ExitStatus.NOT_COMPLETE : ExitStatus.OK;
    }
}
