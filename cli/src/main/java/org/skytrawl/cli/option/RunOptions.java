package org.skytrawl.cli.option;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import picocli.CommandLine.Option;

/** How services are asked: times and numbers. What is not given is left as it was. */
public final class RunOptions extends OptionGroup {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Time for one service's whole answer; waiting in our own queue does not count. Default: 20s,"
                    + " in retry and rerun what it was")
    private @Nullable Duration timeout;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Time for the whole run, the registry included. Default: none")
    private @Nullable Duration deadline;

    @Option(names = "--per-host", paramLabel = "N", description = "Services asked at once on one host. Default: 4")
    private @Nullable Integer perHost;

    @Option(names = "--concurrency", paramLabel = "N", description = "Services asked at once. Default: 512")
    private @Nullable Integer concurrency;

    @Option(
            names = "--no-split",
            description = "Take a service's word that there is more than it gave, instead of asking again in parts.")
    private boolean noSplit;

    /** These options, with what was given on the command line in the place of theirs. */
    public DiscoveryOptions applyTo(DiscoveryOptions options) {
        try {
            DiscoveryOptions given = options.withLimits(
                    perHost == null ? options.perHost() : perHost,
                    concurrency == null ? options.concurrency() : concurrency);
            if (timeout != null) {
                given = given.withServiceTimeout(timeout);
            }
            if (deadline != null) {
                given = given.withRunDeadline(deadline);
            }
            return noSplit ? given.withSplit(false) : given;
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }
}
