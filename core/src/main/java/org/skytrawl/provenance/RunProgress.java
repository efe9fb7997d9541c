package org.skytrawl.provenance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run.
 *
 * @param toAsk services selected for queries; 0 until the registry has answered
 * @param running services being queried
 * @param ended queried services that have ended
 * @param lost those of them without a complete answer
 * @param records records kept so far, before merging
 * @param targets of a target list; null if the question has none
 */
public record RunProgress(
        int toAsk,
        int running,
        int ended,
        int lost,
        long records,
        @Nullable Targets targets) {
    /**
     * The progress of a target list. Each target counts once for each service that is asked for it.
     *
     * @param toAsk targets to ask services for
     * @param answered targets that services have answered completely
     * @param requests HTTP requests sent so far
     * @param left estimated time until the running services have answered, each at its own rate so far. Null if none of them has
     *     had enough requests. Services that wait are not counted
     */
    public record Targets(
            long toAsk,
            long answered,
            long requests,
            @Nullable Duration left) {}

    /** Without a target list. */
    public RunProgress(int toAsk, int running, int ended, int lost, long records) {
        this(toAsk, running, ended, lost, records, null);
    }
}
