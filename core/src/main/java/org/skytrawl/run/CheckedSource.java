package org.skytrawl.run;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.stored.StoredAnswers;

/**
 * A source whose plan is looked at before any service is queried.
 *
 * @param notes added to those of the registry event
 * @param check may throw a {@link org.skytrawl.model.DiscoveryException}, which ends the run
 */
public record CheckedSource(ServiceSource source, List<String> notes, Consumer<Plan> check) implements ServiceSource {
    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation)
            throws StoppedException {
        Plan plan = source.plan(question, options, fetcher, end, cancellation);
        check.accept(plan);
        return new Plan(plan.registry().withNotes(notes), plan.selection(), plan.privateAddressesAllowed());
    }

    @Override
    public boolean isAtHand() {
        return source.isAtHand();
    }

    @Override
    public PreviousRun history() {
        return source.history();
    }

    @Override
    public @Nullable StoredAnswers stored() {
        return source.stored();
    }
}
