package org.skytrawl.cli.option;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.RequestBound;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import picocli.CommandLine.Option;

/** How many requests a target list may take. */
final class RequestOptions extends OptionGroup {
    /** More are sent only after --yes, if a person asks. */
    private static final long MANY = 100_000;

    @Option(
            names = "--requests-per-service",
            paramLabel = "N",
            description =
                    "With --targets: maximum number of requests to one service. Targets that need more are not asked"
                            + " for, and the service is incomplete. Default: 1000; for retry and rerun the value of the earlier"
                            + " run")
    private @Nullable Integer requestsPerService;

    @Option(
            names = "--yes",
            description = "With --targets on a terminal: send more than 100,000 requests. Without it such a run is"
                    + " refused before the first one.")
    private boolean yes;

    private @Nullable String refusal;

    boolean limitGiven() {
        return requestsPerService != null;
    }

    int requestsPerService(DiscoveryOptions before) {
        return requestsPerService == null ? before.requestsPerService() : requestsPerService;
    }

    /** @throws DiscoveryException if a person asks for very many requests and has not said yes */
    void check(RequestBound bound) {
        if (bound.requests() > MANY && !yes && TerminalSize.isStderrForPeople()) {
            refusal = String.format(
                    Locale.ROOT,
                    "this run may send %,d requests, more than %,d: repeat it with --yes, or lower --requests-per-service"
                            + " (now at most %,d to one host)",
                    bound.requests(),
                    MANY,
                    bound.toBusiestHost());
            throw new DiscoveryException(refusal);
        }
    }

    /** Why the run was refused; null if it was not. */
    @Nullable
    String refusal() {
        return refusal;
    }
}
