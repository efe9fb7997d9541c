package org.skytrawl.run;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.stored.StoredAnswers;

/**
 * Services that were selected before.
 *
 * @param stored answers that are read instead of asking their services, or null
 */
public record PlannedSource(Plan planned, @Nullable StoredAnswers stored) implements ServiceSource {
    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation) {
        return planned;
    }
}
