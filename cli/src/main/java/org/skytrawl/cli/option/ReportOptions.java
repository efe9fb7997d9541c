package org.skytrawl.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.cli.output.LogFileWatch;
import org.skytrawl.cli.output.LogPlace;
import org.skytrawl.cli.print.AskedQuestion;
import org.skytrawl.cli.print.Progress;
import org.skytrawl.cli.print.SummaryPrinter;
import org.skytrawl.cli.print.Words;
import org.skytrawl.cli.print.Written;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.cli.terminal.ExitStatus;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.provenance.ProvenanceLog;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a run and its reports: limits, result, log, messages, exit status. Executes the run. */
public final class ReportOptions extends OptionGroup {
    private static final int PRIVATE_HOSTS_SHOWN = 3;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "Time limit for one service, from name resolution to the last byte; with --targets for each"
                            + " request. Waiting in the queue of this program does not count. Default: 20s; for retry and rerun the value of the earlier run")
    private @Nullable Duration timeout;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "Time limit for the whole run, including the registry. Default: none")
    private @Nullable Duration deadline;

    @Option(
            names = "--per-host",
            paramLabel = "N",
            description =
                    "Number of services queried at the same time on one host, fixed. By default it adapts to the host: 4 at"
                            + " first, up to 16 if it answers promptly, fewer if it is overloaded, and services that are"
                            + " silent while others answer do not count")
    private @Nullable Integer perHost;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Maximum number of services queried at the same time. Default: 512")
    private @Nullable Integer concurrency;

    @Option(
            names = "--no-split",
            description = "Do not split a query that overflows (more rows than the service returns). By default it is"
                    + " sent again in parts.")
    private boolean noSplit;

    @Mixin
    private final RequestOptions requests = new RequestOptions();

    @Mixin
    private final ResultOptions results = new ResultOptions();

    @Mixin
    private final SummaryOption targetSummary = new SummaryOption();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Write the log of the run to this file: one JSON object per line, with the outcome of every"
                    + " service. An existing log is replaced when the first service has answered. - means stdout; the"
                    + " datasets then need -o")
    private @Nullable Path log;

    @Mixin
    private final FollowOptions follow = new FollowOptions();

    @Option(
            names = "--strict",
            description = "Exit with status 3 if any service did not answer completely, also if none answered.")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors: no progress and no summary.")
    private boolean quiet;

    /** Of the target list; null if no row was left out. */
    private @Nullable String leftOut;

    public boolean quiet() {
        return quiet;
    }

    public @Nullable Path log() {
        return log;
    }

    public ResultOptions results() {
        return results;
    }

    /** The options with those that are given here; the others stay. */
    public DiscoveryOptions applyTo(DiscoveryOptions options) {
        try {
            return options.withLimits(new DiscoveryOptions.Limits(
                            perHost == null ? options.perHost() : perHost,
                            concurrency == null ? options.concurrency() : concurrency,
                            options.maxBytesPerAnswer(),
                            requests.requestsPerService(options)))
                    .withServiceTimeout(timeout == null ? options.serviceTimeout() : timeout)
                    .withRunDeadline(deadline == null ? options.runDeadline() : deadline)
                    .withSplit(options.split() && !noSplit);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /**
     * Checks the options of a target list.
     *
     * @param file null for stdin or without a list
     */
    public void checkTargets(boolean given, @Nullable Path file) {
        if (!given && requests.limitGiven()) {
            throw wrong("--requests-per-service needs --targets");
        }
        refuseSame("-o", results.file(), "--targets", file);
        refuseSame("--log", log, "--targets", file);
        refuseSame("--summary", targetSummary.file(), "--targets", file);
    }

    /** What the summary says of rows of a target list that were left out. */
    public void leftOut(@Nullable String line) {
        leftOut = line;
    }

    /** Checks the files before any request is sent: the log must be neither the output nor the input. */
    public void check(String inputOption, @Nullable Path input) {
        results.check();
        targetSummary.check();
        Path output = results.file();
        refuseSame("--summary", targetSummary.file(), "-o", output);
        refuseSame("--summary", targetSummary.file(), "--log", log);
        refuseSame("--summary", targetSummary.file(), inputOption, input);
        refuseSame("-o", output, "--log", log);
        refuseSame("-o", output, inputOption, input);
        refuseSame("--log", log, inputOption, input);
        if (LogPlace.isStdout(log)) {
            if (output == null) {
                throw wrong("--log - writes the log to stdout; name a file for the datasets with -o");
            }
            if (follow.follow()) {
                throw wrong("--log - and --follow both write to stdout; name a file for one of them");
            }
            return;
        }
        checkFolder("--log", log);
        tryToWrite(log);
        checkMeanwhile(output, inputOption, input);
    }

    /** The log is written there until a service answers. */
    private void checkMeanwhile(@Nullable Path output, String inputOption, @Nullable Path input) {
        Path meanwhile;
        try {
            meanwhile = LogPlace.meanwhile(log);
        } catch (IOException e) {
            throw new CommandException("cannot write " + log + ": " + Words.cause(e) + "; no request was sent");
        }
        String name = "--log (" + meanwhile + " until a service answers)";
        refuseSame(name, meanwhile, "-o", output);
        refuseSame(name, meanwhile, inputOption, input);
        checkFolder("--log", meanwhile);
    }

    /** Runs it, writes and reports the result. Returns the exit status. */
    public int conduct(Discovery discovery, AskedQuestion asked) throws InterruptedException {
        follow.check(results.file(), results.ofMergedResult());
        results.checkFor(asked.question());
        targetSummary.checkFor(asked.question());
        LogPlace place = openLog();
        // records and a display on one terminal would write over each other
        Progress progress = new Progress(err(), quiet, !follow.follow());
        LogFileWatch watch =
                new LogFileWatch(place, progress::warn, progress, follow.begin(asked.question()), new AtomicBoolean());
        int status;
        try {
            progress.asking(asked.with(results.doubts()));
            warnOfPrivateHosts(discovery, progress);
            discovery.beforeRequests(bound -> {
                if (bound.services() > 0) {
                    progress.say("requests    " + Words.requests(bound));
                }
                requests.check(bound);
            });
            DiscoveryRun run = discovery.log(place.log()).listener(watch).start();
            Interruption.Registration registration = Interruption.onInterrupt(() -> {
                run.cancel();
                progress.say("interrupted: "
                        + (run.progress().toAsk() == 0 ? "no service was queried yet" : "writing what was found so far")
                        + "; Ctrl-C again ends at once");
            });
            try (registration) {
                if (results.file() == null) {
                    // without stdout the result has no reader
                    follow.onClosed(run::cancel);
                }
                DiscoveryResult found;
                try (progress) {
                    progress.watch(run, discovery);
                    found = run.await();
                }
                status = report(found);
            }
        } catch (CommandException | DiscoveryException e) {
            // this error is more important than one of the log
            try {
                close(watch, place);
            } catch (CommandException alsoTheLog) {
                e.addSuppressed(alsoTheLog);
                err().println("skytrawl: " + ShownUrl.inText(String.valueOf(alsoTheLog.getMessage())));
            }
            if (requests.refusal() != null) {
                throw wrong(requests.refusal());
            }
            throw e;
        }
        close(watch, place);
        return status;
    }

    private void close(LogFileWatch watch, LogPlace place) {
        watch.close();
        Path elsewhere = place.elsewhere();
        if (elsewhere != null) {
            stays(log, place.log(), "; the log of this run is " + elsewhere);
        }
    }

    /** Also when quiet: the user finds an old file where he expects a new one. */
    private void stays(@Nullable Path file, ProvenanceLog run, String more) {
        err().println(PlainText.of("not written " + file + " stays as it was: " + unanswered(run) + more));
        err().flush();
    }

    private static String unanswered(ProvenanceLog run) {
        boolean asked =
                run.services().stream().anyMatch(ended -> ended.outcome().isLoss());
        return asked ? "no service answered" : "no service was queried";
    }

    /** Also when quiet: a foreign log must not cause requests into the private network of the user without a warning. */
    private static void warnOfPrivateHosts(Discovery discovery, Progress progress) {
        List<String> hosts;
        try {
            hosts = discovery.privateHosts();
        } catch (DiscoveryException e) {
            // the run will end with the same error
            return;
        }
        if (!hosts.isEmpty()) {
            int shown = Math.min(hosts.size(), PRIVATE_HOSTS_SHOWN);
            progress.warn("  warning: the log has requests to " + Words.count(hosts.size(), "host")
                    + " on this machine or in private networks: " + String.join(", ", hosts.subList(0, shown))
                    + (hosts.size() > shown ? " and " + (hosts.size() - shown) + " more" : ""));
        }
    }

    private int report(DiscoveryResult found) throws InterruptedException {
        boolean kept = results.isKept(found);
        boolean followed;
        String said = null;
        try {
            if (!kept && (!follow.follow() || results.file() != null)) {
                results.write(found);
            }
            said = targetSummary.write(found);
        } catch (CommandException e) {
            // the summary is useful also if the datasets were saved elsewhere
            summary(found, Written.all(found), null);
            throw e;
        } finally {
            // stdout may work even if the file cannot be written
            followed = follow.end(found, quiet);
        }
        Written written =
                kept ? new Written(results.file(), 0, List.of(), unanswered(found.log())) : results.written(found);
        summary(found, written, said);
        if (kept && quiet) {
            stays(results.file(), found.log(), "");
        }
        results.send(found, quiet);
        if (Objects.requireNonNull(found.log().summary()).outOfMemory()) {
            throw new CommandException(
                    "the run ended because memory ran out; everything found until then has been written. Give Java more"
                            + " (JDK_JAVA_OPTIONS=-Xmx8g), or narrow the question");
        }
        if (!followed) {
            return ExitStatus.NOTHING_DONE;
        }
        if (strict && !found.isComplete()) {
            return ExitStatus.NOT_COMPLETE;
        }
        return kept || SummaryPrinter.nothingDone(found) ? ExitStatus.NOTHING_DONE : ExitStatus.OK;
    }

    /** @param ofTargets what was written for each target, or null */
    private void summary(DiscoveryResult found, Written written, @Nullable String ofTargets) {
        if (!quiet) {
            if (leftOut != null) {
                err().println(leftOut);
            }
            SummaryPrinter.on(err()).print(found, written, log, ofTargets == null ? "" : ofTargets);
        }
    }

    private LogPlace openLog() {
        try {
            return LogPlace.open(log);
        } catch (IOException e) {
            throw new CommandException("cannot write " + log + ": " + Words.cause(e));
        }
    }
}
