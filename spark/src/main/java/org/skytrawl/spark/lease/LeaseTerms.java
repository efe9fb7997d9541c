package org.skytrawl.spark.lease;

import java.time.Duration;

/**
 * The times of a lease. The file of a lease has those of its holder, so that a successor with others waits long enough. Immutable.
 *
 * @param mayAsk how long after the begin of its last renewal a holder may begin a request: 100 ms to a day
 * @param longestRequest how long a request may last: at most a day
 */
public record LeaseTerms(Duration mayAsk, Duration longestRequest) {
    /** A holder renews four times as often; on a shared folder that is a small file every 2.5 seconds. */
    public static final Duration MAY_ASK = Duration.ofSeconds(10);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a time is out of bounds */
    public LeaseTerms {
        if (mayAsk.compareTo(SHORTEST) < 0 || mayAsk.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lease lasts " + SHORTEST + " to " + LONGEST + ", not " + mayAsk);
        }
        if (longestRequest.isNegative() || longestRequest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a request lasts at most " + LONGEST + ", not " + longestRequest);
        }
    }

    /** The terms of tasks whose requests have this time limit. */
    public static LeaseTerms of(Duration longestRequest) {
        return new LeaseTerms(MAY_ASK, longestRequest);
    }

    /**
     * How long a successor must see a lease unchanged before the last request of its holder has ended. A tenth more than that by the
     * successor's clock: clocks that count from different starts run equally fast, but for less than that.
     */
    public Duration untilOver() {
        return mayAsk.plus(longestRequest).multipliedBy(11).dividedBy(10);
    }

    /** How often a holder renews. */
    Duration renewal() {
        return mayAsk.dividedBy(4);
    }
}
