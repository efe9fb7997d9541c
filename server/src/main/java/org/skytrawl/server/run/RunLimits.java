package org.skytrawl.server.run;

import java.time.Duration;

/**
 * The limits of runs.
 *
 * @param mostRunning runs that go on at once; more wait
 * @param mostQueued runs that wait
 * @param page of the stored runs of the page and the API
 * @param facade of the stored runs of tools, which are many and soon of no use: they count apart, so that they push out no run of
 *     the page
 * @param mostRowsInMemory rows of the results in memory, of several runs, and rows of their views; the one that was used last stays
 *     even if it is larger
 */
public record RunLimits(int mostRunning, int mostQueued, Stored page, Stored facade, long mostRowsInMemory) {
    public static final RunLimits DEFAULTS = new RunLimits(
            4,
            16,
            new Stored(Duration.ofDays(30), 500, 2L << 30),
            new Stored(Duration.ofDays(1), 2000, 512L << 20),
            400_000);

    /**
     * The limits of stored runs of one kind.
     *
     * @param kept how long a run that has ended is stored
     * @param most their number
     * @param mostBytes their size on disk; the newest one is stored even if it is larger
     */
    public record Stored(Duration kept, int most, long mostBytes) {
        public Stored {
            if (most < 1) {
                throw new IllegalArgumentException("a server needs room for a stored run, not for " + most);
            }
        }
    }

    public RunLimits {
        if (mostRunning < 1 || mostQueued < 0) {
            throw new IllegalArgumentException("a server needs room for a run, not for " + mostRunning + " running, "
                    + mostQueued + " queued");
        }
    }

    /** The limits of the stored runs of a kind. */
    public Stored stored(RunKind kind) {
        return switch (kind) {
            case PAGE -> page;
            case FACADE -> facade;
        };
    }
}
