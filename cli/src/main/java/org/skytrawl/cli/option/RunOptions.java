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
            description =
                    "Time limit for one service, from name resolution to the last byte. Waiting in the queue of this"
                            + " program does not count. Default: 20s; for retry and rerun the value of the earlier run")
    private @Nullable Duration timeout;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
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
            description =
                    "Do not split a query that overflows (more rows than the service returns). By default it is sent"
                            + " again in parts.")
    private boolean noSplit;

    public DiscoveryOptions applyTo(DiscoveryOptions options) {
        try {
            DiscoveryOptions given = options.withLimits(new DiscoveryOptions.Limits(
                    perHost == null ? options.perHost() : perHost,
                    concurrency == null ? options.concurrency() : concurrency,
                    options.maxBytesPerAnswer()));
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
