package org.skytrawl.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of a run. Start from {@link #DEFAULTS}.
 *
 * @param which which services are queried
 * @param split whether to split a query that overflows until its parts fit
 * @param serviceTimeout limit for one service, from name resolution to the last byte
 * @param runDeadline limit for the whole run including the registry; null for none
 */
public record DiscoveryOptions(
        Which which,
        boolean split,
        Duration serviceTimeout,
        @Nullable Duration runDeadline,
        Limits limits) {
    /**
     * Not inclusive, eliding, without theory, splitting, 20 s a service, no deadline, as many services a host as it bears, 512 in all, 1 GiB an
     * answer, 1,000 requests a service.
     */
    public static final DiscoveryOptions DEFAULTS = new DiscoveryOptions(
            new Which(false, true, false), true, Duration.ofSeconds(20), null, new Limits(null, 512, 1L << 30, 1000));

    /**
     * Which services are queried.
     *
     * @param inclusive whether UNKNOWN counts as a match, for services and for datasets
     * @param elide whether to skip services that only repeat the data of others
     * @param theory whether to query services that declare to have only theoretical or artificial data
     */
    public record Which(boolean inclusive, boolean elide, boolean theory) {}

    /**
     * Limits of concurrency and size.
     *
     * @param perHost maximum number of concurrent services on one host; null if it adapts to the host: 4 at first, 1 to 16,
     *     services without an answer not counted while others answer promptly
     * @param concurrency maximum number of concurrent services
     * @param maxBytesPerAnswer maximum decoded size of one answer
     * @param requestsPerService maximum number of requests to one service for a target list
     */
    public record Limits(@Nullable Integer perHost, int concurrency, long maxBytesPerAnswer, int requestsPerService) {
        /** With the default of requests. */
        public Limits(@Nullable Integer perHost, int concurrency, long maxBytesPerAnswer) {
            this(perHost, concurrency, maxBytesPerAnswer, DEFAULTS.requestsPerService());
        }

        public Limits {
            if (perHost != null) {
                atLeastOne(perHost, "services at once per host");
            }
            atLeastOne(concurrency, "services at once");
            atLeastOne(maxBytesPerAnswer, "bytes per answer");
            atLeastOne(requestsPerService, "requests per service");
        }

        private static void atLeastOne(long count, String what) {
            if (count < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, not " + count);
            }
        }
    }

    public DiscoveryOptions {
        positive(serviceTimeout, "service timeout");
        if (runDeadline != null) {
            positive(runDeadline, "deadline");
        }
    }

    private static void positive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be longer than 0 s, not " + duration);
        }
    }

    /** Whether UNKNOWN counts as a match. */
    public boolean inclusive() {
        return which.inclusive;
    }

    /** Whether to skip services that only repeat the data of others. */
    public boolean elide() {
        return which.elide;
    }

    /** Whether to query services that declare to have only theoretical or artificial data. */
    public boolean theory() {
        return which.theory;
    }

    /** Null if it adapts. */
    public @Nullable Integer perHost() {
        return limits.perHost;
    }

    public int concurrency() {
        return limits.concurrency;
    }

    public long maxBytesPerAnswer() {
        return limits.maxBytesPerAnswer;
    }

    /** Maximum number of requests to one service for a target list. */
    public int requestsPerService() {
        return limits.requestsPerService;
    }

    public DiscoveryOptions withInclusive(boolean wanted) {
        return withWhich(new Which(wanted, which.elide, which.theory));
    }

    public DiscoveryOptions withElide(boolean wanted) {
        return withWhich(new Which(which.inclusive, wanted, which.theory));
    }

    public DiscoveryOptions withTheory(boolean wanted) {
        return withWhich(new Which(which.inclusive, which.elide, wanted));
    }

    public DiscoveryOptions withWhich(Which wanted) {
        return new DiscoveryOptions(wanted, split, serviceTimeout, runDeadline, limits);
    }

    public DiscoveryOptions withSplit(boolean wanted) {
        return new DiscoveryOptions(which, wanted, serviceTimeout, runDeadline, limits);
    }

    public DiscoveryOptions withServiceTimeout(Duration time) {
        return new DiscoveryOptions(which, split, time, runDeadline, limits);
    }

    public DiscoveryOptions withRunDeadline(@Nullable Duration time) {
        return new DiscoveryOptions(which, split, serviceTimeout, time, limits);
    }

    public DiscoveryOptions withLimits(int onOneHost, int overall) {
        return withLimits(new Limits(onOneHost, overall, limits.maxBytesPerAnswer, limits.requestsPerService));
    }

    public DiscoveryOptions withRequestsPerService(int most) {
        return withLimits(new Limits(limits.perHost, limits.concurrency, limits.maxBytesPerAnswer, most));
    }

    public DiscoveryOptions withLimits(Limits wanted) {
        return new DiscoveryOptions(which, split, serviceTimeout, runDeadline, wanted);
    }
}
