package org.skytrawl.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.output.LogFileWatch;
import org.skytrawl.cli.output.OutputFiles;
import org.skytrawl.cli.print.Progress;
import org.skytrawl.cli.print.SummaryPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.ProvenanceLog;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a run is told of: its log, what is shown, its exit status. Conducts the run, as it is told while it goes on. */
public final class ReportOptions extends OptionGroup {
    private static final int PRIVATE_HOSTS_SHOWN = 3;

    @Mixin
    private final RunOptions how = new RunOptions();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "File for the run's log: one JSON object a line, with the fate of every service.")
    private @Nullable Path log;

    @Mixin
    private final FollowOptions follow = new FollowOptions();

    @Option(names = "--strict", description = "Exit status 3 when any service did not answer completely.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no summary; errors only.")
    private boolean quiet;

    public boolean quiet() {
        return quiet;
    }

    @Nullable
    public Path log() {
        return log;
    }

    public ResultOptions results() {
        return results;
    }

    /** These options, with what was given on the command line in the place of theirs. */
    public DiscoveryOptions applyTo(DiscoveryOptions options) {
        return how.applyTo(options);
    }

    /** Looks at the files, before anybody is asked: the log is neither what is written nor what is read. */
    public void check(String inputOption, @Nullable Path input) {
        results.check();
        Path output = results.file();
        OutputFiles files = new OutputFiles(spec);
        files.refuseSame("-o", output, "--log", log);
        files.refuseSame("-o", output, inputOption, input);
        files.refuseSame("--log", log, inputOption, input);
        files.checkFolder("--log", log);
        files.tryToWrite(log);
    }

    /**
     * Runs it, writes what was found, and says how it went.
     *
     * @param asked the question, and what in it was understood otherwise than it may have been meant
     * @return the exit status
     */
    public int conduct(Discovery discovery, Question asked, List<String> doubts) throws InterruptedException {
        follow.check(results.file(), results.format(), results.maxRecords());
        ProvenanceLog provenance = openLog();
        PrintWriter err = err();
        // records and a display on one terminal would write over each other
        Progress progress = new Progress(err, quiet, !follow.follow());
        LogFileWatch watch =
                new LogFileWatch(provenance, log, progress::warn, progress, follow.begin(), new AtomicBoolean());
        int status;
        try {
            progress.asking(asked, doubts);
            warnOf(privateHosts(discovery), progress);
            DiscoveryRun run = discovery.log(provenance).listener(watch).start();
            Interruption.Registration registration = Interruption.onInterrupt(() -> {
                run.cancel();
                progress.say("interrupted: what there is will be written; Ctrl-C again ends at once");
            });
            try (registration) {
                if (results.file() == null) {
                    // nobody is left who could have what the run finds
                    follow.onClosed(run::cancel);
                }
                status = report(await(run, progress));
            }
        } catch (CommandException | DiscoveryException e) {
            // what it says matters more than the log, which ends with what was written of it
            try {
                watch.close();
            } catch (CommandException alsoTheLog) {
                e.addSuppressed(alsoTheLog);
                err.println("skytrawl: " + ShownUrl.inText(String.valueOf(alsoTheLog.getMessage())));
            }
            throw e;
        }
        watch.close();
        return status;
    }

    private static List<String> privateHosts(Discovery discovery) {
        try {
            return discovery.privateHosts();
        } catch (DiscoveryException e) {
            // the run will say the same, and end
            return List.of();
        }
    }

    /** Also when quiet: a log from somebody else must not send requests into the user's own network without a word. */
    private static void warnOf(List<String> privateHosts, Progress progress) {
        if (!privateHosts.isEmpty()) {
            int more = privateHosts.size() - PRIVATE_HOSTS_SHOWN;
            progress.warn("  warning: the log has " + Words.count(privateHosts.size(), "host")
                    + " asked on this machine or in private networks: "
                    + String.join(", ", privateHosts.subList(0, Math.min(privateHosts.size(), PRIVATE_HOSTS_SHOWN)))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private int report(DiscoveryResult found) throws InterruptedException {
        boolean followed;
        try {
            if (!follow.follow() || results.file() != null) {
                results.write(found);
            }
        } catch (CommandException e) {
            // what is missing is worth knowing also of datasets that were kept elsewhere
            summary(found, null, null);
            throw e;
        } finally {
            // also if the file cannot be written: stdout can
            followed = follow.end(found, quiet);
        }
        summary(found, results.maxRecords(), results.file());
        results.send(found, quiet);
        if (SummaryPrinter.ranOutOfMemory(found)) {
            throw new CommandException(
                    "memory ran out, which ended the run; what there was has been written. Give Java more"
                            + " (JDK_JAVA_OPTIONS=-Xmx8g), or ask for less");
        }
        return followed ? status(found) : ExitStatus.NOTHING_DONE;
    }

    private void summary(DiscoveryResult found, @Nullable Long maxRecords, @Nullable Path output) {
        if (!quiet) {
            new SummaryPrinter(err(), SummaryPrinter.LOSSES_SHOWN).print(found, maxRecords, output);
        }
    }

    private static DiscoveryResult await(DiscoveryRun run, Progress progress) throws InterruptedException {
        try (progress) {
            progress.watch(run);
            return run.await();
        }
    }

    private ProvenanceLog openLog() {
        try {
            return log == null ? ProvenanceLog.inMemory() : ProvenanceLog.to(log);
        } catch (IOException e) {
            throw new CommandException("cannot write " + log + ": " + Words.cause(e));
        }
    }

    private int status(DiscoveryResult found) {
        if (SummaryPrinter.nothingDone(found)) {
            return ExitStatus.NOTHING_DONE;
        }
        return strict && !found.isComplete() ? ExitStatus.NOT_COMPLETE : ExitStatus.OK;
    }
}
