package org.skytrawl;

import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;

/** Where a run's services come from. */
interface ServiceSource {
    /**
     * Reads the services and selects.
     *
     * @throws StoppedException if the run's end came, or it was cancelled
     * @throws org.skytrawl.model.DiscoveryException if there is nothing to choose from
     */
    DiscoveryPlan plan(
            Question constraints,
            DiscoveryOptions options,
            HttpFetcher fetcher,
            Deadline end,
            Cancellation cancellation)
            throws StoppedException;

    /** Whether planning takes no time: then it is done even where the run is to end at once. */
    default boolean isAtHand() {
        return false;
    }

    /** What is known of the services from an earlier run. */
    default PreviousRun history() {
        return PreviousRun.NONE;
    }
}
