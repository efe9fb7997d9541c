package org.skytrawl.run;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.selection.Decision;
import org.skytrawl.stored.StoredAnswers;

/**
 * A source without services that must not be queried.
 *
 * @param leftOut true for a service to leave out
 * @param why the end of the note of the registry event that counts them
 */
public record RestrictedSource(ServiceSource source, Predicate<Service> leftOut, String why) implements ServiceSource {
    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation)
            throws StoppedException {
        Plan plan = source.plan(question, options, fetcher, end, cancellation);
        long count = plan.selection().decisions().stream()
                .filter(decision -> !(decision instanceof Decision.Excluded) && leftOut.test(decision.service()))
                .count();
        if (count == 0) {
            return plan;
        }
        String note = count + (count == 1 ? " service" : " services") + " left out: " + why;
        return new Plan(
                plan.registry().withNotes(List.of(note)),
                plan.selection().only(leftOut.negate()),
                plan.privateAddressesAllowed());
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
