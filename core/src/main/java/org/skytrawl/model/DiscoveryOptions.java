package org.skytrawl.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run behaves; what it asks stands in {@link Question}. To be made of {@link #DEFAULTS}.
 *
 * @param inclusive whether UNKNOWN counts as a match
 * @param elide whether services that only repeat others are left out
 * @param split whether a query that overflows is split until its parts fit
 * @param serviceTimeout bounds one service's whole answer, from name resolution to the last byte
 * @param runDeadline bounds the whole run, the registry included; null for none
 * @param limits how much at once
 */
public record DiscoveryOptions(
        boolean inclusive,
        boolean elide,
        boolean split,
        Duration serviceTimeout,
        @Nullable Duration runDeadline,
        Limits limits) {
    /** The defaults: not inclusive, eliding, splitting, 20 s a service, no deadline, 4 a host, 512 in all, 1 GiB an answer. */
    public static final DiscoveryOptions DEFAULTS =
            new DiscoveryOptions(false, true, true, Duration.ofSeconds(20), null, new Limits(4, 512, 1L << 30));

    /**
     * How much a run takes upon it at once.
     *
     * @param perHost the most services asked at once on one host
     * @param concurrency the most services asked at once
     * @param maxBytesPerAnswer the most decoded bytes read of one answer
     */
    public record Limits(int perHost, int concurrency, long maxBytesPerAnswer) {
        /** Refuses what no run could work with. */
        public Limits {
            atLeastOne(perHost, "services at once per host");
            atLeastOne(concurrency, "services at once");
            atLeastOne(maxBytesPerAnswer, "bytes per answer");
        }

        private static void atLeastOne(long count, String what) {
            if (count < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, not " + count);
            }
        }
    }

    /** Refuses what no run could work with. */
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

    public int perHost() {
        return limits.perHost;
    }

    public int concurrency() {
        return limits.concurrency;
    }

    public long maxBytesPerAnswer() {
        return limits.maxBytesPerAnswer;
    }

    /** The same, with UNKNOWN counting as a match or not. */
    public DiscoveryOptions withInclusive(boolean wanted) {
        return new DiscoveryOptions(wanted, elide, split, serviceTimeout, runDeadline, limits);
    }

    /** The same, with services that only repeat others left out or not. */
    public DiscoveryOptions withElide(boolean wanted) {
        return new DiscoveryOptions(inclusive, wanted, split, serviceTimeout, runDeadline, limits);
    }

    /** The same, with queries that overflow being split or not. */
    public DiscoveryOptions withSplit(boolean wanted) {
        return new DiscoveryOptions(inclusive, elide, wanted, serviceTimeout, runDeadline, limits);
    }

    /** The same with this time for one service's whole answer. */
    public DiscoveryOptions withServiceTimeout(Duration time) {
        return new DiscoveryOptions(inclusive, elide, split, time, runDeadline, limits);
    }

    /** The same with this time for the whole run; null for no bound. */
    public DiscoveryOptions withRunDeadline(@Nullable Duration time) {
        return new DiscoveryOptions(inclusive, elide, split, serviceTimeout, time, limits);
    }

    public DiscoveryOptions withLimits(int onOneHost, int overall) {
        return withLimits(new Limits(onOneHost, overall, limits.maxBytesPerAnswer));
    }

    public DiscoveryOptions withLimits(Limits wanted) {
        return new DiscoveryOptions(inclusive, elide, split, serviceTimeout, runDeadline, wanted);
    }
}
