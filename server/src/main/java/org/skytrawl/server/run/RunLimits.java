package org.skytrawl.server.run;

import java.time.Duration;

/**
 * The limits of runs.
 *
 * @param mostRunning runs that go on at once; more wait
 * @param mostQueued runs that wait
 * @param kept how long a run that has ended is stored
 * @param mostStored number of stored runs
 * @param mostStoredBytes their size on disk; the run that ended last is stored even if it is larger
 * @param mostRowsInMemory rows of the results in memory, of several runs; the result that was used last stays even if it is larger
 */
public record RunLimits(
        int mostRunning, int mostQueued, Duration kept, int mostStored, long mostStoredBytes, long mostRowsInMemory) {
    public static final RunLimits DEFAULTS = new RunLimits(4, 16, Duration.ofDays(30), 500, 2L << 30, 400_000);

    public RunLimits {
        if (mostRunning < 1 || mostQueued < 0 || mostStored < 1) {
            throw new IllegalArgumentException("a server needs room for a run, not for " + mostRunning + " running, "
                    + mostQueued + " queued, " + mostStored + " stored");
        }
    }
}
