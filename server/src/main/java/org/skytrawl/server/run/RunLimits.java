package org.skytrawl.server.run;

import java.time.Duration;

/**
 * The limits of runs (docs/adr/0042).
 *
 * @param page runs of the page and of programs that use the API
 * @param facade runs of tools that ask by SIA2 or SSA: they are many, and soon of no use
 * @param mostRowsInMemory rows of the results in memory, of several runs; and as many of the views, which may be of other runs. The
 *     result, and the view, that was used last stays even if it is larger
 */
public record RunLimits(OfKind page, OfKind facade, long mostRowsInMemory) {
    /** 830 bytes for a usual record, for results and for views, and what the page needs to sort and filter it. */
    private static final long BYTES_OF_A_ROW = 2000;

    public static final RunLimits DEFAULTS = new RunLimits(
            new OfKind(new AtOnce(4, 16), Duration.ofDays(30), 500, 2L << 30),
            new OfKind(new AtOnce(20, 20), Duration.ofDays(1), 2000, 512L << 20),
            rowsInMemory(Runtime.getRuntime().maxMemory()));

    /**
     * Runs of one kind. Each kind counts apart: tools that ask often push out no run of the page.
     *
     * @param kept how long a run that has ended is stored
     * @param mostStored number of stored runs
     * @param mostStoredBytes their size on disk; the newest one is stored even if it is larger
     */
    public record OfKind(AtOnce atOnce, Duration kept, int mostStored, long mostStoredBytes) {
        public OfKind {
            if (atOnce.running < 1 || atOnce.queued < 0 || mostStored < 1) {
                throw new IllegalArgumentException("a server needs room for a run of each kind, not for " + atOnce
                        + ", " + mostStored + " stored");
            }
        }
    }

    /**
     * Runs that have not ended.
     *
     * @param running those that go on, from their start until their result is stored
     * @param queued those that wait for them
     */
    public record AtOnce(int running, int queued) {}

    /** A quarter of the heap, beside the two fifths for the records of runs that go on. */
    static long rowsInMemory(long heapBytes) {
        return Math.min(400_000, heapBytes / 4 / BYTES_OF_A_ROW);
    }

    OfKind of(RunKind kind) {
        return switch (kind) {
            case PAGE -> page;
            case FACADE -> facade;
        };
    }
}
