package org.skytrawl.run;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.stored.StoredAnswers;

/** Where a run's services come from. */
public interface ServiceSource {
    /**
     * Reads the services and selects.
     *
     * @throws StoppedException at the deadline or cancel
     * @throws org.skytrawl.model.DiscoveryException if there are no services to select from
     */
    Plan plan(Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation)
            throws StoppedException;

    /** Whether {@link #plan} takes no time; it then runs even if the run must end at once. */
    default boolean isAtHand() {
        return false;
    }

    default PreviousRun history() {
        return PreviousRun.NONE;
    }

    /** Answers that are read instead of asking their services; null if there are none. */
    default @Nullable StoredAnswers stored() {
        return null;
    }
}
